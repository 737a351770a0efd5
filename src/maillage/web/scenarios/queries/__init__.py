"""Reads that the pages of this module need."""
