"""Device: handsets and SIM cards that change hands."""
