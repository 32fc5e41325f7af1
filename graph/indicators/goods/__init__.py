"""Goods: what the payments and seizures say is traded."""
