"""Rows of this module."""

from .consent import Consent, Means
from .entry import Digest, Entry, Head
from .known_key import KnownKey
from .notice import Notice
from .request import Erasure, Request
from .retention_rule import RetentionRule

__all__ = [
    "Consent",
    "Digest",
    "Entry",
    "Erasure",
    "Head",
    "KnownKey",
    "Means",
    "Notice",
    "Request",
    "RetentionRule",
]
