"""Edits: added one after the other, never overwritten, each decided on values that its author saw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import User

from ..models import Edit, Scenario, SetAside
from ..models.edit import Verb
from ..rules import edits as rules
from ..rules.edits import Change, Value
from ..rules.settings import settings_of
from .scenarios import hold

Wish = Callable[[Mapping[str, Value]], Iterable[Change]]


@transaction.atomic
def edit(
    *, scenario: Scenario, verb: Verb, wish: Wish, made_on: int | None, by: User, now: datetime
) -> Edit | SetAside | None:
    """Writes what the person wishes; None if it was so already.

    ``wish``: from the values that the person saw, those of version ``made_on`` (None: the present ones), to the
    changes. What somebody else changed meanwhile is not overwritten: the edit is then set aside, and returned as such.

    Raises RefusedError as the wish does, and PermissionDenied if ``by`` is not an agent.
    """
    held = hold(scenario, by)
    written = _written(held)
    seen = held.values
    if made_on is not None and 0 <= made_on < held.version:
        seen = rules.folded(each for each in written if each.number <= made_on)
    wanted = tuple(wish(seen))
    kept, clashing = rules.rebased(wanted, held.values)
    if clashing:
        first = rules.last_writer(written, (change.name for change in clashing))
        return _set_aside(held, verb, wanted, against=first.number if first else held.version, by=by, now=now)
    return _write(held, verb, kept, by=by, now=now)


@transaction.atomic
def undo(*, scenario: Scenario, by: User, now: datetime, number: int | None = None) -> Edit | SetAside | None:
    """Takes back an edit: of that ``number``, else the person's latest. None if there is nothing to take back.

    Set aside if somebody changed the same since.
    """
    held = hold(scenario, by)
    written = _written(held)
    # The first edit is the beginning itself.
    later = written[1:]
    found = rules.to_undo(later, by.pk) if number is None else _numbered(later, number)
    return _take_back(held, found, written, Verb.UNDO, by=by, now=now)


@transaction.atomic
def redo(*, scenario: Scenario, by: User, now: datetime) -> Edit | SetAside | None:
    """Writes again what the person took back last."""
    held = hold(scenario, by)
    written = _written(held)
    return _take_back(held, rules.to_redo(written, by.pk), written, Verb.REDO, by=by, now=now)


@transaction.atomic
def settle(*, set_aside: SetAside, keep: SetAside.Kept, by: User, now: datetime) -> Edit | None:
    """Says which of two choices holds. The one set aside is written over the other if it is kept; neither is lost, the
    history has both."""
    held = hold(set_aside.scenario, by)
    open_one = SetAside.objects.select_for_update().get(pk=set_aside.pk)
    if open_one.kept:
        return None
    open_one.kept, open_one.settled_by, open_one.settled_at = keep, by, now
    open_one.save()
    if keep != SetAside.Kept.MINE:
        return None
    return _write(held, Verb.INSIST, rules.insisting(open_one.wanted, held.values), by=by, now=now)


def _written(held: Scenario) -> list[rules.Edit]:
    return [each.plain for each in held.edits.order_by("number")]


def _numbered(written: list[rules.Edit], number: int) -> rules.Edit | None:
    return next((each for each in written if each.number == number), None)


def _take_back(
    held: Scenario, found: rules.Edit | None, written: list[rules.Edit], verb: Verb, *, by: User, now: datetime
) -> Edit | SetAside | None:
    if found is None:
        return None
    wanted = rules.inverse(found.changes)
    kept, clashing = rules.rebased(wanted, held.values)
    if clashing:
        first = rules.last_writer(written, (change.name for change in clashing))
        return _set_aside(held, verb, wanted, against=first.number if first else found.number, by=by, now=now)
    return _write(held, verb, kept, by=by, now=now, undoes=found.number)


def _write(
    held: Scenario, verb: Verb, changes: tuple[Change, ...], *, by: User, now: datetime, undoes: int | None = None
) -> Edit | None:
    if not changes and undoes is None:
        return None
    plain = rules.Edit(held.version + 1, by.pk, changes, undoes)
    held.values = rules.folded([plain], held.values)
    held.version, held.changed_at, held.name = plain.number, now, settings_of(held.values).name or held.name
    held.save()
    kept = [list(change) for change in changes]
    return Edit.objects.create(
        scenario=held, number=plain.number, verb=verb, changes=kept, undoes=undoes, by=by, at=now
    )


def _set_aside(
    held: Scenario, verb: Verb, wanted: tuple[Change, ...], *, against: int, by: User, now: datetime
) -> SetAside:
    kept = [list(change) for change in wanted]
    return SetAside.objects.create(scenario=held, verb=verb, changes=kept, against=against, by=by, at=now)
