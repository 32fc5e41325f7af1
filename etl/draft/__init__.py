"""Drafts: from a file of unknown make to a template, every proposal with its grounds, every one to be overruled."""
