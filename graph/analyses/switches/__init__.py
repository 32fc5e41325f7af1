"""Who uses the phone that came when another fell silent: the phone switch, as sums of log likelihood ratios."""
