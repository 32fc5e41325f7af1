"""Joins: the same call told by both operators and the same transfer told by both banks are one event.

A pure function of all records in force, the rules of the templates and the standing judgements on rows; no order of
loading shows in it.
"""
