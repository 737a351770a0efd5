"""Rows of this module: what was promised to whom, what became of it, and where messages must not go."""

from .message import Message
from .refusal import DeadAddress, OptOut

__all__ = ["DeadAddress", "Message", "OptOut"]
