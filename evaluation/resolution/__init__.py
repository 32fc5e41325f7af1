"""How well resolution finds who is one with whom, beside bare Splink with the same blocking; truth is only compared."""
