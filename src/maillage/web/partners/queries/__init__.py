"""Reads of this module that a page or a program needs."""
