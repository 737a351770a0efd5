"""Rows of this module: scenarios, the edits that they are made of, who is there, what is being computed."""

from .computation import Computation
from .edit import Edit, SetAside
from .scenario import Presence, Scenario

__all__ = ["Computation", "Edit", "Presence", "Scenario", "SetAside"]
