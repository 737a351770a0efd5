"""Columns that are kept encrypted, and the keys that open them."""
