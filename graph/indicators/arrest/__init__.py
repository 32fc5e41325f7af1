"""Arrest: registers of arrests and of what was seized."""
