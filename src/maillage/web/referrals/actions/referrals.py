"""Somebody is sent to a structure. Before this nothing of them is kept, and without their consent nothing is sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillage.web.accounts.models import Organisation, User
from maillage.web.bookings.rules.person import Person
from maillage.web.directory.models import Entry
from maillage.web.messages.rules.phone import normal_phone
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.consents import give_consent
from maillage.web.privacy.actions.notices import publish_notice
from maillage.web.privacy.models import Means, Notice
from maillage.web.privacy.queries.consents import shown_notice

from ..models import Referral
from ..queries.notice import PURPOSE, standard_text
from ..queries.referrals import may_go_on
from ..rules.refusals import RefusedError
from ..rules.said import Consent, Said
from .telling import SENT, ask_structure, lines_of, tell_person


def send(
    *, structure: Entry, said: Said, consent: Consent, organisation: Organisation, by: User, now: datetime
) -> Referral:
    """The form sent twice, even at once, makes one. Raises RefusedError."""
    if made := find_by_key(said.key):
        return made
    try:
        return _send(structure, said, consent, organisation=organisation, by=by, now=now)
    except IntegrityError:
        if made := find_by_key(said.key):
            return made
        raise


@transaction.atomic
def send_on(*, referral: Referral, structure: Entry, consent: Consent, key: UUID, by: User, now: datetime) -> Referral:
    """To the next structure, with what was said, by whoever may follow this one. Raises RefusedError."""
    if made := find_by_key(key):
        return made
    held = Referral.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=referral.pk)
    if hasattr(held, "followed_by"):
        raise RefusedError("followed")
    if not may_go_on(held):
        raise RefusedError("withdrawn" if held.forgotten_at else "unanswered")
    person = Person(
        name=held.name,
        phone=held.phone,
        email=held.email,
        address=held.address,
        language=held.language,
        wish=held.wish,
        commune=held.commune,
    )
    said = Said(key, person, held.need, tuple(held.obstacles), tuple(held.notes), held.tells_person)
    return _send(structure, said, consent, organisation=held.organisation, by=by, now=now, follows=held)


def find_by_key(key: UUID) -> Referral | None:
    return Referral.objects.filter(key=key).first()


@transaction.atomic
def _send(
    structure: Entry,
    said: Said,
    consent: Consent,
    *,
    organisation: Organisation,
    by: User,
    now: datetime,
    follows: Referral | None = None,
) -> Referral:
    person = said.person
    referral = Referral.objects.create(
        key=said.key,
        organisation=organisation,
        entry=structure,
        structure=structure.name,
        asked_by=way_to(structure),
        follows=follows,
        name=" ".join(person.name.split()),
        phone=normal_phone(person.phone),
        email=person.email.strip(),
        address=person.address,
        language=person.language,
        wish=person.wish,
        commune=person.commune,
        need=said.need,
        obstacles=list(said.obstacles),
        notes=list(said.notes),
        tells_person=said.tells_person,
        made_by=by,
        sent_at=now,
    )
    give_consent(person=referral, notice=_notice(consent.language, now=now), means=Means(consent.means), by=by, now=now)
    ask_structure(referral, by=by, now=now)
    tell_person(SENT, referral, by=by, now=now)
    given = [name for name in ("name", "phone", "email", "address", "commune") if getattr(referral, name)]
    journal.record(verb="referrals.sent", subject=referral, by=by, now=now, fields=[*given, "need", "obstacles"])
    return referral


def way_to(structure: Entry) -> str:
    """By which a structure is asked: in writing if it can be. Raises RefusedError if it cannot be reached at all."""
    if not structure.listed:
        raise RefusedError("structure")
    if structure.email:
        return Referral.By.EMAIL
    if structure.phone:
        return Referral.By.CALL
    if lines_of(structure):
        return Referral.By.LETTER
    raise RefusedError("silent")


def _notice(language: str, *, now: datetime) -> Notice:
    """The authority's, or else the one that comes with the software, which is then published."""
    published = shown_notice(PURPOSE, language=language)
    return published or publish_notice(
        purpose=PURPOSE, language=language, text=standard_text(language), by=None, now=now
    )
