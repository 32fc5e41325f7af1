"""Kind: what organisation a candidate is, judged by what goes through its cards and who pays into them."""
