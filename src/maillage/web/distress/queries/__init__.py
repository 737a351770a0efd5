"""Reads of this module that a page needs."""
