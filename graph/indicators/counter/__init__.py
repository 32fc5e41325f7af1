"""Counter-indicators: innocent lives that look alike. They are always computed and kept as doubts."""
