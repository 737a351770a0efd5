"""Ways out of the platform: what takes a message and says what became of it."""
