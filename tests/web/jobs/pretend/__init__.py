"""A module with jobs of its own, for processes that work."""
