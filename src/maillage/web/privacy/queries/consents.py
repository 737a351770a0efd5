"""Whether somebody agreed, and to which text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from ..models import Consent, Notice
from ..models.classification import classification
from ..models.person import kinds_of_persons
from ..rules.classification import Basis, Purpose
from ..rules.person import PersonRef
from .held import said


def has_consent(person: PersonRef, purpose: str) -> bool:
    """Whether a consent holds now. Raises KeyError for a purpose that the classification does not know."""
    return Consent.objects.filter(
        person=str(person), purpose=classification().purposes[purpose].name, withdrawn_at=None
    ).exists()


@dataclass(frozen=True)
class Choice:
    """A consent that one may give: its text, and whether it holds. ``notice`` None: no text is published yet."""

    purpose: str
    label: str
    notice: Notice | None
    consent: Consent | None


def choices_of(person: PersonRef) -> list[Choice]:
    """Every purpose that rests on consent and is not asked for where persons of another kind are written down."""
    held = {
        consent.purpose: consent
        for consent in Consent.objects.filter(person=str(person), withdrawn_at=None).select_related("notice")
    }
    return [
        Choice(purpose.name, said(purpose.label), shown_notice(purpose.name), held.get(purpose.name))
        for purpose in classification().purposes.values()
        if purpose.basis is Basis.CONSENT and person.kind in _kinds_asked(purpose.name, or_else=person.kind)
    ]


def _kinds_asked(purpose: str, *, or_else: str) -> set[str]:
    """The kinds of persons who are written down for a purpose; ``or_else`` if none are: anybody may be asked."""
    return {kind for kind, table in kinds_of_persons().items() if table.purpose.name == purpose} or {or_else}


def find_purpose(name: str) -> Purpose | None:
    return classification().purposes.get(name)


def shown_notice(purpose: str, *, language: str | None = None) -> Notice | None:
    """The text that is shown today in the language of the page; None until one is published."""
    spoken = language or get_language() or "fr"
    return Notice.objects.filter(purpose=purpose, language=spoken).order_by("-version").first()


def versions_of(purpose: str, *, language: str) -> Sequence[Notice]:
    """All texts, the latest first."""
    return list(Notice.objects.filter(purpose=purpose, language=language).select_related("by").order_by("-version"))
