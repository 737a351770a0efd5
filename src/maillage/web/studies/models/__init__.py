"""Rows of this module, and the files of figures that belong to them."""

from .diagnosis import Diagnosis

__all__ = ["Diagnosis"]
