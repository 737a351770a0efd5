"""Providers of identity: which there are, and who is known from them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from ..models import Identity, Invitation, User
from ..oidc.errors import DeclarationError
from ..oidc.providers import Provider, providers
from ..rules.identity import Known, Someone
from ..rules.organisations import CODES, SIREN

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """A provider on a person's own page."""

    provider: Provider
    identity: Identity | None


def ways_in() -> list[Provider]:
    """Those of the declaration; none if it is wrong: the local way stays open, and the log says why."""
    try:
        return list(providers().values())
    except DeclarationError as error:
        log.error("No login by providers: %s", error)
        return []


def find_provider(name: str) -> Provider | None:
    return next((each for each in ways_in() if each.name == name), None)


def links_of(person: User) -> list[Link]:
    """Every provider that is declared, with the person's identity there if it is linked."""
    linked = {each.provider: each for each in Identity.objects.filter(person=person)}
    return [Link(each, linked.get(each.name)) for each in ways_in()]


def known_about(provider: Provider, who: Someone, *, asking: User | None, now: datetime) -> Known:
    """What the rules of :func:`..rules.identity.way_in` want to know."""
    identity = Identity.objects.filter(provider=provider.name, subject=who.subject).first()
    open_ones = Invitation.objects.open(now).filter(email=who.email).select_related("organisation")
    invitation = open_ones.order_by("pk").first() if who.email else None
    has_siren = invitation is not None and CODES[invitation.organisation.kind] is SIREN
    return Known(
        linked=identity.person_id if identity else None,
        asking=asking.pk if asking else None,
        invitation=invitation.pk if invitation else None,
        siren=invitation.organisation.code if has_siren else "",
        taken=bool(who.email) and User.objects.filter(email=who.email).exists(),
    )
