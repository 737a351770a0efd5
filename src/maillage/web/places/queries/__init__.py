"""Reads about places and who is there that a page needs."""
