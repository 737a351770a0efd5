"""A place that one is about to change, held until the transaction ends."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.web.accounts.models import Organisation, User

from ..models import Place


def hold_place(place: Place, *, by: User | None, ability: str = "places.manage") -> Place:
    """Nobody else changes it, or what is in it, until this transaction ends. Raises PermissionDenied."""
    held = Place.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=place.pk)
    require(by, held.organisation, ability)
    return held


def require(by: User | None, organisation: Organisation, ability: str = "places.manage") -> None:
    """Raises PermissionDenied for who may not in this organisation; the machine may."""
    if by is not None and not by.has_perm(ability, organisation):
        raise PermissionDenied
