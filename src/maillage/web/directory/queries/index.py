"""The index of this process: made of the rows once, then followed."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from django.db import connection
from django.db.models import Max, Min

from ..models import Indexed, Revision
from ..rules.alike import Spellings
from ..rules.documents import Document
from ..rules.index import Index
from ..rules.synonyms import words_that_mean

# Rows that are dead are left behind when they are as many as the others.
DEAD_SHARE = 0.5


@dataclass(frozen=True)
class Kept:
    """``spellings``: all stems of the index, and words that mean something."""

    index: Index = field(default_factory=Index)
    spellings: Spellings = field(default_factory=Spellings)


_following = Lock()
_kept = Kept()


def current() -> Kept:
    """As the rows are now. While one request follows a change, others are answered as before it: a moment at most."""
    global _kept  # noqa: PLW0603 (one index a process)
    kept = _kept
    known = kept.index.revision
    seen = Revision.objects.filter(number__gte=known).aggregate(first=Min("number"), last=Max("number"))
    if (seen["last"] or 0) == known:
        return kept
    # Whoever has read nothing yet begins with the words that mean something.
    follows = known > 0 and seen["first"] == known
    # Who knows nothing yet, or what is no longer so, waits.
    if not _following.acquire(blocking=not follows or not known):
        return kept
    try:
        if _kept is kept:
            follows &= not _is_worn(kept.index)
            _kept = _followed(kept if follows else _empty(), seen["last"] if follows else last_revision())
    except BaseException:
        # Words that were begun to be learnt are not gone on with.
        _kept = Kept()
        raise
    finally:
        _following.release()
    return _kept


def read_ahead() -> None:
    """Before anybody asks, in a thread of its own, whose connection ends with it."""
    try:
        current()
    finally:
        connection.close()


def last_revision() -> int:
    """As the rows are. What this process knew may be greater than all that there is: a backup was restored."""
    return Revision.objects.aggregate(last=Max("number"))["last"] or 0


def _followed(kept: Kept, revision: int) -> Kept:
    rows = Indexed.objects.filter(revision__gt=kept.index.revision)
    documents = rows.values_list(*Document._fields).iterator()
    index = kept.index.changed(map(Document._make, documents), revision=revision)
    kept.spellings.add(index.stems.since(len(kept.index.words)))
    return Kept(index, kept.spellings)


def _empty() -> Kept:
    spellings = Spellings()
    spellings.add(words_that_mean())
    return Kept(Index(), spellings)


def _is_worn(index: Index) -> bool:
    return index.dead > DEAD_SHARE * max(len(index), 1)
