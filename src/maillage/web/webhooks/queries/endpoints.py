"""Software that is told, and what it was told."""

from __future__ import annotations

from django.db.models import Count, Q

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of

from ..models import Delivery, Endpoint

ABILITY = "partners.keys"
LAST = 50


def endpoints_for(reader: User) -> list[Endpoint]:
    """Those of the organisations for which the reader may connect software, each with how many events are ``waiting``
    and were ``given_up``."""
    return list(
        Endpoint.objects.filter(organisation__in=organisations_of(reader, ABILITY))
        .select_related("organisation")
        .annotate(
            waiting=Count("deliveries", filter=Q(deliveries__ended_at=None)),
            given_up=Count("deliveries", filter=Q(deliveries__state=Delivery.State.GIVEN_UP)),
        )
        .order_by("organisation__name", "pk")
    )


def find_endpoint(pk: int, reader: User) -> Endpoint | None:
    """None also for one that is not the reader's to see."""
    rows = Endpoint.objects.select_related("organisation")
    return rows.filter(pk=pk, organisation__in=organisations_of(reader, ABILITY)).first()


def last_deliveries(endpoint: Endpoint) -> list[Delivery]:
    return list(endpoint.deliveries.order_by("-pk")[:LAST])


def find_delivery(endpoint: Endpoint, number: int) -> Delivery | None:
    return endpoint.deliveries.filter(pk=number).first()
