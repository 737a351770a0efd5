"""A program of an operator: what it asks the API."""

from __future__ import annotations

import json
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from maillage.web.places.models import Availability

from .operator import Operator

PROBLEM = "application/problem+json"
AT = "/api/v1/partner/"
# A Monday to come, whenever this runs.
MONDAY = (timezone.now() + timedelta(days=14)).replace(hour=8, minute=0, second=0, microsecond=0)
MONDAY -= timedelta(days=MONDAY.weekday())


class Program:
    """Asks with a key."""

    def __init__(self, text: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {text}"}

    def get(self, path: str, **asked: object):
        return self.client.get(AT + path, asked, headers=self.headers)

    def send(self, method: str, path: str, said: object, **headers: str):
        body = said if isinstance(said, str) else json.dumps(said, default=str)
        ask = getattr(self.client, method)
        return ask(AT + path, body, content_type="application/json", headers=self.headers | headers)

    def publish(self, operator: Operator, lines: list[tuple[int, int] | dict], /, **said: object):
        """Lines in hours from Monday, eight o'clock."""
        known = {
            "practitioner": operator.practitioner.pk,
            "since": MONDAY.isoformat(),
            "until": (MONDAY + timedelta(days=7)).isoformat(),
            "lines": [line if isinstance(line, dict) else span(*line) for line in lines],
        }
        return self.send("put", "availabilities", known | said)

    def cancel(self, code: str, name: str = "c-1", **said: object):
        return self.send(
            "post", f"appointments/{code}/cancel", {"because": "practitioner"} | said, **{"Idempotency-Key": name}
        )


def span(first: float, last: float, key: str = "") -> dict[str, str]:
    return {
        "starts_at": (MONDAY + timedelta(hours=first)).isoformat(),
        "ends_at": (MONDAY + timedelta(hours=last)).isoformat(),
        "key": key,
    }


def spans(operator: Operator) -> list[tuple[float, float]]:
    rows = Availability.objects.filter(practitioner=operator.practitioner).order_by("starts_at")
    return [
        ((each.starts_at - MONDAY) / timedelta(hours=1), (each.ends_at - MONDAY) / timedelta(hours=1)) for each in rows
    ]
