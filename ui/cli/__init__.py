"""The command line: `izder`. Every command is thin; what it does lives in casework."""

from ui.cli.application import main

__all__ = ["main"]
