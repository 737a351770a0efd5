"""Reads about accounts that a page needs."""
