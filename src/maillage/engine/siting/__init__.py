"""Step 5: where to open, when to open, and which round the bus drives."""
