"""The practitioners of an organisation, who have not left."""

from __future__ import annotations

from maillage.web.accounts.models import Organisation
from maillage.web.places.models import Practitioner


def practitioners_of(organisation: Organisation) -> list[Practitioner]:
    return list(Practitioner.objects.filter(organisation=organisation, left_at=None).order_by("name", "pk"))


def find_practitioner(organisation: Organisation, number: int) -> Practitioner | None:
    return Practitioner.objects.filter(organisation=organisation, left_at=None, pk=number).first()
