"""Rows of this module: what was promised to whom, and what became of it."""

from .message import Message

__all__ = ["Message"]
