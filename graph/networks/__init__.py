"""Networks: the stages from coloured lines and accounts to ranked networks of people, each a table in and out."""
