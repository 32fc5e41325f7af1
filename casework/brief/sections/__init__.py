"""The sections of the brief: each a function of facts and voice that gives plain texts, tables and notes."""
