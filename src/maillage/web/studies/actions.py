"""Writes about diagnoses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.engine.territory.territory import Territory
from maillage.web.accounts.models import User

from .models import Diagnosis
from .rules.addresses import address_of


@transaction.atomic
def make_diagnosis(
    *,
    territory: Territory,
    words: list[str],
    name: str = "",
    parameters: Mapping[str, Any] | None = None,
    reference: str,
    by: User,
    now: datetime,
) -> Diagnosis:
    """A draft, computed and kept; the existing one, computed anew, if this territory has one already.

    ``parameters``: of a diagnosis on real roads (:func:`~.models.roads.parameters_on`); none for the crow-flight model.

    Raises PermissionDenied if ``by`` may make none, and a MaillageError if the engine cannot answer.
    """
    _require(by, "studies.make")
    diagnosis = Diagnosis.objects.filter(address=address_of(territory.code)).first() or Diagnosis(
        address=address_of(territory.code), revision=0
    )
    diagnosis.kind, diagnosis.name = territory.kind, name.strip() or territory.name
    diagnosis.words, diagnosis.reference = words, reference
    diagnosis.parameters = dict(parameters or {})
    diagnosis.made_by, diagnosis.made_at = by, now
    diagnosis.revision += 1
    diagnosis.full_clean()
    diagnosis.figures()
    diagnosis.save()
    return diagnosis


@transaction.atomic
def publish(*, diagnosis: Diagnosis, by: User, now: datetime) -> None:
    """From now on everyone may read it."""
    _require(by, "studies.publish")
    diagnosis.status = Diagnosis.Status.PUBLISHED
    diagnosis.published_by, diagnosis.published_at = by, now
    diagnosis.revision += 1
    diagnosis.save()


@transaction.atomic
def unpublish(*, diagnosis: Diagnosis, by: User) -> None:
    """Only agents may read it any more."""
    _require(by, "studies.publish")
    diagnosis.status = Diagnosis.Status.DRAFT
    diagnosis.published_by = diagnosis.published_at = None
    diagnosis.revision += 1
    diagnosis.save()


def _require(by: User, ability: str) -> None:
    if not by.has_perm(ability):
        raise PermissionDenied
