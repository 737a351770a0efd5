"""The writes of this module."""
