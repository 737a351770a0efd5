"""The reads that views need."""
