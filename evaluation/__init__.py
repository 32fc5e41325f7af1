"""Worlds to be wrong in, scores, and measurements."""
