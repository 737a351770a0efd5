"""Of which organisations somebody sees or changes places and teams."""

from __future__ import annotations

from maillage.web.accounts.queries.organisations import organisations_of

__all__ = ["organisations_of"]
