"""The figures of a study as text for docs/evaluation.md, one idea a module. All people in them are invented."""
