"""The commands, one module for each topic; ui.cli.application lists them."""
