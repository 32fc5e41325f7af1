"""Measurements of speed: each alone by name, each with how to repeat it, all in docs/performance.md."""
