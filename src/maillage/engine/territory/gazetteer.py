"""The names of a reference, ready to be searched."""

from __future__ import annotations

from functools import lru_cache

from ..sources.reference import Reference
from .names import Gazetteer


@lru_cache(maxsize=1)
def gazetteer(reference: Reference) -> Gazetteer:
    """Names and codes of a reference; the index of its 35,000 names is made once."""
    return Gazetteer(reference.communes, reference.departements, reference.epci, reference.successions)
