"""What came paired with what went soon after: by sorted times, never each with each."""
