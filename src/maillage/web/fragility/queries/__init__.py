"""The reads that the pages need."""
