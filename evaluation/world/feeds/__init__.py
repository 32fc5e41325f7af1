"""Exports as banks, operators, police and a court hand them over: ten files in ten formats."""
