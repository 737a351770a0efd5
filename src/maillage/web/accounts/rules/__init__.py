"""Decisions about accounts. Plain values in, decisions out."""
