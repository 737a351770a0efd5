"""Reads that the pages of this module, and the API, need."""
