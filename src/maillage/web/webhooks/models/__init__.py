"""Rows of this module: who is told, what they were told, who tells us, and what they told."""

from .delivery import Delivery
from .endpoint import Endpoint
from .source import Received, Source

__all__ = ["Delivery", "Endpoint", "Received", "Source"]
