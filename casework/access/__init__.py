"""The gate: every look at intelligence passes here, names its purpose, and is in the audit log before it is shown."""

from casework.access.gate import Access
from casework.purpose import Purpose
from graph.ask import checked

__all__ = ["Access", "Purpose", "checked"]
