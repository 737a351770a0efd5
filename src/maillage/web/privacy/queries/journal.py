"""The journal as people read it: who did what, to which row, when and why."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Digest, Entry, Head
from ..models.classification import classification
from ..models.person import identity_of, kinds_of_persons
from ..rules.person import PersonRef
from ..rules.verbs import VERBS, WAYS
from .held import said

PAGE = 50
# Rows of one download; who needs more asks for them by dates.
DOWNLOAD = 100_000
TAKEN = 1_000
# A cell that a spreadsheet would compute instead of showing it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Asked:
    """What is searched for; what is empty is not asked. ``before``: rows older than this number."""

    person: PersonRef | None = None
    verb: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Line:
    """A row in words. ``fields``: what the columns are called, with the column's own name where nobody named it."""

    number: int
    at: datetime
    who: str
    did: str
    subject: str
    about: str
    fields: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Page:
    """``older``: the number before which the next page begins; None on the last."""

    lines: list[Line]
    older: int | None


@dataclass(frozen=True)
class State:
    """``verified_at`` and ``verified``: when the journal was last found sound, up to which row."""

    rows: int
    digest: Digest | None
    verified_at: datetime | None
    verified: str


def search_journal(asked: Asked) -> Page:
    """The latest first."""
    found = list(_rows(asked).order_by("-number")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(_lines(shown), shown[-1].number if len(found) > PAGE else None)


def journal_csv(asked: Asked) -> Iterator[str]:
    """The same rows, line by line, with what a program needs beside what people read."""
    yield _csv([["number", "at", "by", "who", "verb", "did", "subject", "about", "fields", "why", "signature"]])
    rows = _rows(asked).order_by("-number")
    last, left = None, DOWNLOAD
    while left > 0 and (batch := list((rows.filter(number__lt=last) if last else rows)[: min(TAKEN, left)])):
        yield _csv(
            [row.number, row.at.isoformat(), row.by_id or "", line.who, row.verb, line.did, row.subject, row.about,
             row.fields, row.why, row.signature]
            for row, line in zip(batch, _lines(batch), strict=True)
        )  # fmt: skip
        last, left = batch[-1].number, left - len(batch)


def history_of(reference: str) -> list[Line]:
    """What was done to one row, as the journal names it (``"accounts.user 12"``); the latest last."""
    return _lines(list(Entry.objects.filter(subject=reference).order_by("number")))


def journal_state() -> State:
    head = Head.objects.filter(id=Head.ONLY).first()
    verified = Entry.objects.filter(verb="privacy.journal_verified").order_by("-number").first()
    return State(
        rows=head.number if head else 0,
        digest=Digest.objects.order_by("-day").first(),
        verified_at=verified.at if verified else None,
        verified=verified.subject.rpartition(" ")[2] if verified else "",
    )


def _rows(asked: Asked) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    if asked.person is not None:
        named = Q(subject=str(asked.person)) | Q(about=str(asked.person))
        if asked.person.kind == get_user_model()._meta.label_lower:
            named |= Q(by=asked.person.number)
        rows = rows.filter(named)
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.kind:
        rows = rows.filter(subject__startswith=f"{asked.kind} ")
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return rows.filter(number__lt=asked.before) if asked.before else rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _lines(rows: list[Entry]) -> list[Line]:
    mine = get_user_model()._meta.label_lower
    references = {reference for row in rows for reference in (row.subject, row.about)}
    names = _names(references | {f"{mine} {row.by_id}" for row in rows if row.by_id})
    return [
        Line(
            number=row.number,
            at=row.at,
            who=_whom(f"{mine} {row.by_id}", names) if row.by_id else _("la plateforme"),
            did=_(VERBS[row.verb]) if row.verb in VERBS else row.verb,
            subject=_whom(row.subject, names),
            about=_whom(row.about, names) if row.about and row.about != row.subject else "",
            fields=tuple(_column(name, row) for name in row.fields.split()),
            why=reason_in_words(row.why),
        )
        for row in rows
    ]


def reason_in_words(why: str) -> str:
    """What a person gave as a reason, as it stands; the ways by which somebody came in, in words."""
    return ", ".join(_(WAYS[part]) if part in WAYS else part for part in why.split(", "))


def name_of(reference: PersonRef) -> str:
    return _whom(str(reference), _names({str(reference)}))


def _names(references: set[str]) -> dict[str, str]:
    """Of the people among them who are still there."""
    found: dict[str, str] = {}
    for kind in kinds_of_persons():
        keys = [key for reference in references for at, _gap, key in [reference.partition(" ")] if at == kind]
        people = apps.get_model(kind)._base_manager.in_bulk([int(key) for key in keys if key.isdecimal()])
        found |= {f"{kind} {pk}": identity_of(person, "name") for pk, person in people.items()}
    return {reference: name for reference, name in found.items() if name}


def _whom(reference: str, names: dict[str, str]) -> str:
    """A person by name, another row by its table and number."""
    if reference in names:
        return names[reference]
    kind, _gap, key = reference.partition(" ")
    if kind in kinds_of_persons():
        return _("une personne effacée (n° %(number)s)") % {"number": key}
    return _("%(table)s, n° %(number)s") % {"table": kind_words(kind), "number": key}


def kind_words(kind: str) -> str:
    """What a table is called; its own name for one that is no more."""
    try:
        table = classification().tables.get(apps.get_model(kind)._meta.db_table)
    except (LookupError, ValueError):
        return kind
    return said(table.label) if table else kind


def _column(name: str, row: Entry) -> str:
    kind, _dot, column = name.rpartition(".")
    for each in (
        [kind] if kind else [reference.partition(" ")[0] for reference in (row.subject, row.about) if reference]
    ):
        try:
            model = apps.get_model(each)
        except (LookupError, ValueError):
            continue
        table = classification().tables.get(model._meta.db_table)
        found = table and (table.columns.get(column) or table.columns.get(f"{column}_id"))
        if found and found.label:
            return found.label.said(get_language() or "fr")
    return name


def _csv(rows: Iterable[list[object]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([[_cell(cell) for cell in row] for row in rows])
    return text.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
