"""Consents are given and taken back; each act has its row in the journal."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from ..models import Consent, Means, Notice
from ..models.classification import classification
from ..models.person import reference_of
from ..rules.classification import Basis
from .journal import record


@transaction.atomic
def give_consent(*, person: models.Model, notice: Notice, means: Means, by: AbstractBaseUser, now: datetime) -> Consent:
    """``person`` agrees to the text of ``notice``. Said again of the same text, it is the same consent; of a newer
    text, the earlier consent ends.

    Raises ValueError for a purpose that rests on another basis: nobody is asked for what would be done anyway.
    """
    purpose = classification().purposes[notice.purpose]
    if purpose.basis is not Basis.CONSENT:
        raise ValueError(f"{purpose.name!r} rests on {purpose.basis}: do not ask for a consent that is not needed.")
    if not notice.is_whole:
        raise ValueError(f"The text {notice} is not the one that was published.")
    held = Consent.objects.select_for_update().filter(
        person=str(reference_of(person)), purpose=purpose.name, withdrawn_at__isnull=True
    )
    for consent in held:
        if consent.notice_id == notice.pk:
            return consent
        _withdraw(consent, means=means, by=by, now=now)
    consent = Consent.objects.create(
        person=str(reference_of(person)),
        notice=notice,
        purpose=purpose.name,
        digest=notice.digest,
        given_at=now,
        given_means=means,
        given_by=by,
    )
    record(verb="privacy.consent_given", subject=consent, about=person, by=by, now=now)
    return consent


@transaction.atomic
def withdraw_consent(*, person: models.Model, purpose: str, means: Means, by: AbstractBaseUser, now: datetime) -> None:
    """As easily as it was given; nothing happens if none holds."""
    held = Consent.objects.select_for_update().filter(
        person=str(reference_of(person)), purpose=purpose, withdrawn_at__isnull=True
    )
    for consent in held:
        _withdraw(consent, means=means, by=by, now=now)
        record(verb="privacy.consent_withdrawn", subject=consent, about=person, by=by, now=now)


def _withdraw(consent: Consent, *, means: Means, by: AbstractBaseUser | None, now: datetime) -> None:
    consent.withdrawn_at, consent.withdrawn_means, consent.withdrawn_by = now, means, by
    consent.save(update_fields=["withdrawn_at", "withdrawn_means", "withdrawn_by"])
