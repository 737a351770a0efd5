"""Rows of this module: workshops, who comes to them, what they say of it, and what people were accompanied in."""

from .accompaniment import Accompaniment
from .enrolment import Enrolment, Seat
from .opinion import Opinion
from .workshop import Workshop

__all__ = ["Accompaniment", "Enrolment", "Opinion", "Seat", "Workshop"]
