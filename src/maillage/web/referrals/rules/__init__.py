"""Decisions of this module. Plain values in, decisions out."""
