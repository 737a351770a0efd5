"""What waits to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Note
from .entries import label_of

SHOWN = 100


@dataclass(frozen=True)
class Told:
    """``proposed``: (field in words, what stands there, what the place wants)."""

    note: Note
    proposed: list[tuple[str, str, str]]


def to_settle() -> list[Told]:
    """The oldest first."""
    notes = Note.objects.filter(settled_at=None).select_related("entry")[:SHOWN]
    return [
        Told(
            note,
            [(label_of(name), str(getattr(note.entry, name)), str(value)) for name, value in note.proposed.items()],
        )
        for note in notes
    ]


def find_note(pk: int) -> Note | None:
    return Note.objects.select_related("entry").filter(pk=pk).first()
