"""What partners do themselves is told like everything else, to all who are concerned: what they see and what they are
told is the same."""

from __future__ import annotations

import json

from django.utils import timezone

from maillage.web.accounts.models import Organisation, User
from maillage.web.partners.models.theirs import reference
from maillage.web.webhooks.actions import endpoints
from maillage.web.webhooks.models import Delivery
from maillage.web.webhooks.rules.events import APPOINTMENT, SUBSCRIBED

from .operator import Operator, booked
from .program import Program


def listens(organisation: Organisation, agent: User) -> None:
    endpoints.add(
        organisation=organisation,
        address=f"https://partenaire{organisation.pk}.example/hooks",
        contact="astreinte@partenaire.example",
        events=SUBSCRIBED,
        by=agent,
        now=timezone.now(),
    )


def test_a_cancellation_is_told_to_the_operator_and_to_the_place(
    program: Program, operator: Operator, agent: User
) -> None:
    appointment = booked(operator)
    for organisation in (operator.organisation, appointment.place.organisation):
        listens(organisation, agent)
    answer = program.cancel(appointment.code).json()
    told = [json.loads(each.body) for each in Delivery.objects.all()]
    assert [each["type"] for each in told] == ["appointment.cancelled"] * 2
    assert told[0]["data"] == told[1]["data"]
    assert told[0]["data"]["because"] == "practitioner"
    assert {name: told[0]["data"][name] for name in ("code", "version")} == {
        name: answer[name] for name in ("code", "version")
    }


def test_what_one_reads_has_the_names_of_what_one_is_told(operator: Operator) -> None:
    assert set(APPOINTMENT) < set(reference(booked(operator)))


def test_a_device_that_breaks_down_is_told_to_its_operator(program: Program, operator: Operator, agent: User) -> None:
    listens(operator.organisation, agent)
    for state in ("broken", "in-use"):
        program.send("post", f"devices/{operator.device.serial}/state", {"state": state})
    told = [json.loads(each.body) for each in Delivery.objects.order_by("pk")]
    assert [(each["type"], each["data"]["serial"]) for each in told] == [
        ("device.down", operator.device.serial),
        ("device.back", operator.device.serial),
    ]
