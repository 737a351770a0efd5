"""Decisions of this module, with no database and no request: plain values in, plain values out."""
