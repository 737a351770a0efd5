"""A scenario is what its edits wrote: named values, and for each change what stood there before.

Nothing is ever overwritten: to undo is to write the values of before once more. Two people may edit at once, since an
edit says on which values it was decided: changes of different values add up, and one that would overwrite what another
person changed meanwhile is found out (:func:`rebased`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

# Plain JSON; None where nothing was ever written.
Value = Any


class Change(NamedTuple):
    """One named value before and after."""

    name: str
    before: Value
    after: Value


class Edit(NamedTuple):
    """``number``: 1, 2, 3 ... in a scenario. ``undoes``: the number of the edit whose changes it takes back, or None.

    ``by``: who wrote it, as the database knows the person.
    """

    number: int
    by: int
    changes: tuple[Change, ...]
    undoes: int | None = None


class Rebased(NamedTuple):
    """``changes`` that still say something; ``clashing``: those that would overwrite a value of somebody else."""

    changes: tuple[Change, ...]
    clashing: tuple[Change, ...]


def folded(edits: Iterable[Edit], values: Mapping[str, Value] | None = None) -> dict[str, Value]:
    """Values after some edits, in the order of their numbers. A value that came to nothing is not there."""
    found = dict(values or {})
    for edit in edits:
        found |= {change.name: change.after for change in edit.changes}
    return {name: value for name, value in found.items() if value is not None}


def inverse(changes: Sequence[Change]) -> tuple[Change, ...]:
    """What takes the changes back."""
    return tuple(Change(name, after, before) for name, before, after in reversed(changes))


def rebased(changes: Iterable[Change], values: Mapping[str, Value]) -> Rebased:
    """Changes decided on older values, before they are written over ``values``.

    A change that somebody else made already is dropped; it is no conflict to want the same.
    """
    wanted = [change for change in changes if values.get(change.name) != change.after]
    clashing = tuple(change for change in wanted if values.get(change.name) != change.before)
    return Rebased(tuple(wanted), clashing)


def insisting(changes: Iterable[Change], values: Mapping[str, Value]) -> tuple[Change, ...]:
    """The same wish over what stands there now: how a conflict is settled by who insists."""
    return tuple(
        Change(change.name, values.get(change.name), change.after)
        for change in changes
        if values.get(change.name) != change.after
    )


def last_writer(edits: Sequence[Edit], names: Iterable[str]) -> Edit | None:
    """The latest edit that touched any of these values."""
    wanted = set(names)
    return next((edit for edit in reversed(edits) if any(change.name in wanted for change in edit.changes)), None)


def to_undo(edits: Sequence[Edit], by: int) -> Edit | None:
    """The person's latest edit that is in force, or None. Nobody undoes another's work by mistake."""
    taken_back = _taken_back(edits)
    own = (edit for edit in reversed(edits) if edit.by == by and edit.undoes is None)
    return next((edit for edit in own if edit.number not in taken_back), None)


def to_redo(edits: Sequence[Edit], by: int) -> Edit | None:
    """The person's latest undoing that is in force, or None once they have edited anything since."""
    taken_back, undoings = _taken_back(edits), _undoings(edits)
    for edit in reversed(edits):
        if edit.by != by:
            continue
        if edit.undoes is None:
            return None
        if edit.number in undoings and edit.number not in taken_back:
            return edit
    return None


def _undoings(edits: Sequence[Edit]) -> set[int]:
    """Numbers of the edits that take back a person's edit; those that take back an undoing redo it."""
    undoes = {edit.number: edit.undoes for edit in edits}
    return {number for number, target in undoes.items() if target is not None and undoes.get(target) is None}


def _taken_back(edits: Sequence[Edit]) -> set[int]:
    """Numbers of the edits that are not in force: taken back by an edit that is."""
    found: set[int] = set()
    for edit in reversed(edits):
        if edit.undoes is not None and edit.number not in found:
            found.add(edit.undoes)
    return found
