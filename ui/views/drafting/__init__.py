"""The wizard of the Data page: from a file of unknown make to a template in force, step by step."""
