"""Indicators: a registry of evidence, each a pure function over column tables that says how much it speaks for what."""
