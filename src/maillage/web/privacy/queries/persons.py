"""Finding a person, and what the page about them says beside what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import Consent, Entry, Erasure, Request
from ..models.classification import classification
from ..models.person import field_of, find_person, identity_of, kinds_of_persons, reference_of
from ..rules.likeness import is_like
from ..rules.person import PersonRef
from ..rules.verbs import VERBS
from .held import said
from .journal import reason_in_words

FOUND = 30
# So long a reason that was given opens the page; then it is asked for again.
OPEN = timedelta(minutes=30)
LATEST = 100


@dataclass(frozen=True)
class Candidate:
    """Somebody who was searched for. ``kind``: in words."""

    ref: PersonRef
    name: str
    email: str
    kind: str


@dataclass(frozen=True)
class Line:
    """A row of the journal about a person. ``by``: a name, or the machine; ``who``: the same for the person, to whom
    the names of the staff are not told."""

    number: int
    at: datetime
    by: str
    who: str
    did: str
    fields: tuple[str, ...]
    why: str


def search_persons(text: str) -> list[Candidate]:
    """By part of a name or of an address: everyone that the classification knows as a person.

    Looked at one by one: a database does not fold accents, and does not see into what is sealed.
    """
    if not text.strip():
        return []
    found: list[Candidate] = []
    for kind, table in kinds_of_persons().items():
        model = apps.get_model(kind)
        names = [field_of(model, column).attname for column in table.columns.values() if column.identity]
        people = model._base_manager.only("pk", *names).order_by("pk").iterator()
        alike = (each for each in people if is_like(text, (str(getattr(each, name) or "") for name in names)))
        found += map(candidate, islice(alike, FOUND))
    return found[:FOUND]


def candidate(person: models.Model) -> Candidate:
    ref = reference_of(person)
    return Candidate(
        ref, identity_of(person, "name"), identity_of(person, "email"), said(kinds_of_persons()[ref.kind].label)
    )


def get_person(kind: str, number: int) -> models.Model | None:
    """None if there is nobody: also for a kind that means nothing."""
    return find_person(PersonRef(kind, number)) if kind in kinds_of_persons() and number > 0 else None


def is_open_to(person: models.Model, by: models.Model, *, now: datetime) -> bool:
    """Whether ``by`` has just said why the page is opened: the journal is the only memory of it."""
    return Entry.objects.filter(
        verb="privacy.consulted", subject=str(reference_of(person)), by=by.pk, at__gt=now - OPEN, at__lte=now
    ).exists()


def journal_about(person: models.Model, *, acts: bool = False, shown: int | None = LATEST) -> list[Line]:
    """Who saw them and who changed them, the latest first; with ``acts`` also what they did themselves."""
    reference = str(reference_of(person))
    condition = Q(subject=reference) | Q(about=reference)
    if acts and isinstance(person, get_user_model()):
        condition |= Q(by=person.pk)
    rows = Entry.objects.filter(condition).order_by("-number").select_related("by")
    return [
        Line(
            row.number,
            row.at,
            str(row.by) if row.by else _("la plateforme"),
            _who(row.by, person),
            _(VERBS.get(row.verb, row.verb)),
            tuple(row.fields.split()),
            reason_in_words(row.why),
        )
        for row in (rows if shown is None else rows[:shown])
    ]


def _who(by: models.Model | None, person: models.Model) -> str:
    if by is None:
        return _("la plateforme")
    return _("vous") if by == person else _("un agent")


def requests_of(person: models.Model) -> Sequence[Request]:
    return list(Request.objects.filter(person=str(reference_of(person))).order_by("-received_at", "-pk"))


def consents_of(person: models.Model) -> list[tuple[str, Consent]]:
    """(purpose in words, consent), the latest first, those that were taken back too."""
    purposes = classification().purposes
    rows = Consent.objects.filter(person=str(reference_of(person))).select_related("notice")
    return [
        (said(purposes[row.purpose].label) if row.purpose in purposes else row.purpose, row)
        for row in rows.order_by("-given_at", "-pk")
    ]


def erasure_of(person: models.Model) -> Erasure | None:
    return Erasure.objects.filter(person=str(reference_of(person))).first()
