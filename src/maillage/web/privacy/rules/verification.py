"""Reads the chain of the journal from its first row to its last, and names the first that is not what was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from maillage.web.marking import _

from .chain import FIRST, Digest, Head, Keys, Row, is_genuine


class Fault(StrEnum):
    """What is wrong with the first broken row, as far as the rows that are left can tell."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    MOVED = "moved"
    CUT = "cut"
    REWRITTEN = "rewritten"
    WITNESS = "witness"
    NO_END = "no end"


# In the words of the command line and the log; the page has its own.
MEANING = {
    Fault.CHANGED: "it was changed",
    Fault.REMOVED: "it was removed",
    Fault.INSERTED: "it was inserted afterwards",
    Fault.MOVED: "it is not in its place",
    Fault.CUT: "the end of the journal was cut off from it on",
    Fault.REWRITTEN: "the journal was written anew up to it: a digest knows another",
    Fault.WITNESS: "the mark of the end, or the digest, that names it was changed",
    Fault.NO_END: "the mark of the end of the journal, after it, was removed",
}
SAID = {
    Fault.CHANGED: _("cette ligne a été modifiée"),
    Fault.REMOVED: _("cette ligne a été supprimée"),
    Fault.INSERTED: _("cette ligne a été ajoutée après coup"),
    Fault.MOVED: _("cette ligne n’est plus à sa place"),
    Fault.CUT: _("la fin du journal a été supprimée à partir de cette ligne"),
    Fault.REWRITTEN: _("le journal a été récrit jusqu’à cette ligne : une empreinte en garde une autre"),
    Fault.WITNESS: _("la marque de fin ou l’empreinte qui cite cette ligne a été modifiée"),
    Fault.NO_END: _("la marque de fin du journal a été supprimée"),
}


@dataclass(frozen=True)
class Verdict:
    """``rows`` that follow each other as they were written; ``number`` and ``fault`` of the first that does not."""

    rows: int
    number: int | None = None
    fault: Fault | None = None

    @property
    def sound(self) -> bool:
        return self.fault is None


def sentence(verdict: Verdict) -> str:
    """For whoever runs the platform."""
    if verdict.fault is None:
        return f"The journal is sound: {verdict.rows:,} rows."
    meaning = MEANING[verdict.fault]
    return f"The journal is broken at row {verdict.number}: {meaning}. The {verdict.rows:,} rows before it are sound."


def verify(rows: Iterable[Row], head: Head | None, digests: Iterable[Digest], keys: Keys) -> Verdict:
    """``rows`` in the order of their numbers, each looked at once; ``digests``: those of the database and any that were
    kept elsewhere. ``head``: as it was before the first row was read; rows that are added meanwhile are no fault.

    Memory: one number and signature for each digest.
    """
    witnesses: dict[int, set[str]] = {}
    for witness in (*([head] if head else []), *digests):
        if not is_genuine(witness, keys):
            return Verdict(0, witness.number, Fault.WITNESS)
        witnesses.setdefault(witness.number, set()).add(witness.last)
    last, count = FIRST, 0
    rest = iter(rows)
    for row in rest:
        number = count + 1
        if row.number != number or row.previous != last or not is_genuine(row, keys):
            return Verdict(count, number, _fault(number, row, rest, last, head, keys))
        if witnesses.get(number, {row.signature}) != {row.signature}:
            return Verdict(count, number, Fault.REWRITTEN)
        last, count = row.signature, number
    if any(number > count for number in witnesses):
        return Verdict(count, count + 1, Fault.CUT)
    if head is None and count:
        return Verdict(count, count, Fault.NO_END)
    return Verdict(count)


def _fault(number: int, row: Row, rest: Iterable[Row], last: str, head: Head | None, keys: Keys) -> Fault:
    """What became of row ``number``, where ``row`` stands now. Reads the ``rest`` for the row that should stand there
    (``elsewhere``), and for one that was written after ``row`` (``followed``: then ``row`` is one of ours)."""
    elsewhere = row.number != number and _belongs(row, number, last, keys)
    followed = head is not None and head.last == row.signature
    for other in rest:
        elsewhere = elsewhere or _belongs(other, number, last, keys)
        followed = followed or other.previous == row.signature
    if row.number > number:
        return Fault.MOVED if elsewhere else Fault.REMOVED
    if elsewhere:
        return Fault.MOVED if followed else Fault.INSERTED
    if row.number < number or (head is not None and number > head.number):
        return Fault.INSERTED
    # All but the link to the row before is right, or that link alone: the row itself was touched.
    if row.previous == last or is_genuine(replace(row, previous=last), keys):
        return Fault.CHANGED
    return Fault.REMOVED if followed else Fault.CHANGED


def _belongs(row: Row, number: int, last: str, keys: Keys) -> bool:
    """Whether it was written as row ``number``, wherever it stands now."""
    return row.previous == last and is_genuine(replace(row, number=number), keys)
