"""Pages of this module: each view makes one domain call."""
