"""Contact: who talks to whom."""
