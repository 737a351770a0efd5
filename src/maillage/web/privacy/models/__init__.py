"""Rows of this module."""

from .entry import Digest, Entry, Head
from .known_key import KnownKey

__all__ = ["Digest", "Entry", "Head", "KnownKey"]
