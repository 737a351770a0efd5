"""What a job may be asked with: references to rows, never what stands in them. Jobs are shown, kept and logged."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


def is_reference(argument: object) -> bool:
    """A number, a UUID, a code: ``42``, ``"scenarios.Computation"``. Neither an address nor a name."""
    if isinstance(argument, str):
        return REFERENCE.fullmatch(argument) is not None
    return isinstance(argument, int) and not isinstance(argument, bool)
