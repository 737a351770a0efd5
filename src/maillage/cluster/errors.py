"""A cluster that cannot be used."""

from __future__ import annotations

from ..engine.errors import MaillageError


class ClusterError(MaillageError):
    """No cluster at an address, one that differs from this machine, or that lost what it was given."""
