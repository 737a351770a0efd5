"""Rows of this module: appointments, what they take, who waits for one."""

from .appointment import Appointment
from .occupation import Occupation
from .waiting import Waiting

__all__ = ["Appointment", "Occupation", "Waiting"]
