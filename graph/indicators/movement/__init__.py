"""Movement: where a handset was, and when."""
