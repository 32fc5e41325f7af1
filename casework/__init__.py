"""Casework: who may see what and why, what people decided, and the paper that leaves the house."""
