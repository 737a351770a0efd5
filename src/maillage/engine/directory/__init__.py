"""The same place in several lists: found, explained, and made into one card."""
