"""Rows of this module: sources and their deliveries, what each says, and the entries made of it."""

from .asking import Asking
from .entry import Entry, Service
from .note import Note
from .person import ResourcePerson
from .record import Pair, Record
from .search import Indexed, Revision
from .source import Change, Delivery, Source

__all__ = [
    "Asking",
    "Change",
    "Delivery",
    "Entry",
    "Indexed",
    "Note",
    "Pair",
    "Record",
    "ResourcePerson",
    "Revision",
    "Service",
    "Source",
]
