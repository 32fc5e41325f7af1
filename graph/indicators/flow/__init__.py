"""Flow: how money moves through an account."""
