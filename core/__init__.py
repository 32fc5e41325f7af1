"""The domain's language: what every room speaks, and the borders where words become canonical."""
