"""Rows of this module: sources and their deliveries, what each says, and the entries made of it."""

from .entry import Entry, Service
from .record import Pair, Record
from .source import Delivery, Source

__all__ = ["Delivery", "Entry", "Pair", "Record", "Service", "Source"]
