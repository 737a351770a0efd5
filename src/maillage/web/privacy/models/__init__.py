"""Rows of this module."""
