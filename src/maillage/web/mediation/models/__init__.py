"""Rows of this module: workshops, who comes to them, and what people were accompanied in."""

from .accompaniment import Accompaniment
from .enrolment import Enrolment, Seat
from .workshop import Workshop

__all__ = ["Accompaniment", "Enrolment", "Seat", "Workshop"]
