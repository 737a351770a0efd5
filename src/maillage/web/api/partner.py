"""Operations for partners' software: when practitioners can be reached, what is booked with them, what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router
from pydantic import StringConstraints

from maillage.web.partners.actions.cancelling import cancel_once
from maillage.web.partners.actions.once import OtherRequestError
from maillage.web.partners.actions.reports import UnheardError, report_device, take
from maillage.web.partners.queries import appointments as queries
from maillage.web.partners.queries.own import find_practitioner, practitioners_of
from maillage.web.places.actions.windows import WindowError, replace
from maillage.web.places.models import Practitioner
from maillage.web.places.rules.windows import Line as WindowLine
from maillage.web.webhooks.actions.sources import NotAnEventError, ReplayedError
from maillage.web.webhooks.queries.sources import find_open_source
from maillage.web.webhooks.rules.signing import NotSignedError

from . import partner_schemas as schemas
from .cursor import read_cursor, written_cursor
from .partner_key import PartnerKey, charge, organisation_of
from .problems import Problem, ProblemError

PROBLEMS = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
# A message says what happened in a few words.
LARGEST_MESSAGE = 64 * 1024
FAULTS = {
    "window": "until: later than since, by a year at most.",
    "many": "lines: too many; publish a shorter window at a time.",
    "reversed": "it ends before it begins.",
    "long": "it is longer than a day.",
    "past": "it is over.",
    "outside": "it does not begin between since and until.",
    "overlap": "it overlaps another line, or one that was published before and begins outside the window.",
    "key": "its key stands for another line already.",
}
UNSIGNED = {
    "missing": "The headers webhook-id, webhook-timestamp and webhook-signature are not all there, or are none.",
    "too-old": "The message was signed more than five minutes ago: sign it anew, with the same webhook-id.",
    "too-new": "The message is signed with a moment to come: set your clock.",
    "wrong": "No signature of this message was made with the secret of this address.",
}

Named = Annotated[str, StringConstraints(pattern=schemas.PRINTABLE)]
router = Router(tags=["partner"])


def _answers(*more: HTTPStatus, **said: Any) -> dict[int, Any]:
    return {HTTPStatus.OK: said["ok"], **dict.fromkeys((*PROBLEMS, *more), Problem)}


@router.get(
    "/practitioners",
    auth=PartnerKey("availabilities.read"),
    url_name="partner-practitioners",
    operation_id="partner_practitioners",
    summary="Your practitioners, and the numbers by which they are named",
    response=_answers(ok=schemas.Practitioners),
)
def practitioners(request: HttpRequest) -> dict[str, Any]:
    """Those who have not left."""
    found = practitioners_of(organisation_of(request))
    return {
        "practitioners": [{"practitioner": each.pk, "name": each.name, "profession": each.profession} for each in found]
    }


@router.get(
    "/availabilities",
    auth=PartnerKey("availabilities.read"),
    url_name="partner-availabilities",
    operation_id="partner_availabilities",
    summary="When a practitioner can be reached",
    response=_answers(ok=schemas.Availabilities),
)
def availabilities(request: HttpRequest, asked: Query[schemas.AvailabilityQuestion]) -> dict[str, Any]:
    """However it was published."""
    practitioner = _practitioner(request, asked.practitioner)
    rows = practitioner.availabilities.filter(ends_at__gt=asked.since or timezone.now())
    rows = rows.filter(starts_at__lt=asked.until) if asked.until else rows
    lines = rows.order_by("starts_at", "pk").values("starts_at", "ends_at", "key")
    return {"practitioner": practitioner.pk, "lines": list(lines)}


@router.put(
    "/availabilities",
    auth=PartnerKey("availabilities.write"),
    url_name="partner-publish",
    operation_id="partner_publish",
    summary="Publish when a practitioner can be reached, a window of time at once",
    response=_answers(ok=schemas.Published) | {HTTPStatus.UNPROCESSABLE_ENTITY: schemas.LineProblem},
)
def publish(request: HttpRequest, said: schemas.Window) -> dict[str, Any]:
    """The same again changes nothing. All of it is published, or nothing."""
    lines = [WindowLine(each.starts_at, each.ends_at, each.key) for each in said.lines]
    try:
        done = replace(
            practitioner=_practitioner(request, said.practitioner),
            since=said.since,
            until=said.until,
            lines=lines,
            by=None,
            now=timezone.now(),
        )
    except WindowError as error:
        index = error.fault.index
        detail = FAULTS[error.fault.code] if index is None else f"lines.{index}: {FAULTS[error.fault.code]}"
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail, index=index, code=error.fault.code) from None
    return vars(done)


@router.get(
    "/appointments",
    auth=PartnerKey("appointments.read"),
    url_name="partner-appointments",
    operation_id="partner_appointments",
    summary="Appointments with your practitioners or at your stations, in the order in which they changed",
    response=_answers(ok=schemas.Appointments),
)
def appointments(request: HttpRequest, asked: Query[schemas.AppointmentQuestion]) -> dict[str, Any]:
    """What was missed while software was down, and everything at the beginning."""
    since, after = asked.updated_since or datetime.min.replace(tzinfo=UTC), 0
    if asked.cursor is not None:
        position = read_cursor(asked.cursor)
        if position is None:
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "cursor: give `next` of an answer as it stands there.")
        since, after = position
    rows, last = queries.changed_since(organisation_of(request), since=since, after=after, at_most=asked.limit)
    return {
        "appointments": rows,
        "next": written_cursor(*last) if last else None,
    }


@router.post(
    "/appointments/{code}/cancel",
    auth=PartnerKey("appointments.cancel"),
    url_name="partner-cancel",
    operation_id="partner_cancel",
    summary="Cancel an appointment because the practitioner, or a device, cannot be there",
    response=_answers(HTTPStatus.CONFLICT, ok=schemas.AppointmentOut),
)
def cancel(
    request: HttpRequest,
    code: Named,
    said: schemas.Cancelling,
    name: str = Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=schemas.KEY_LENGTH,
        description="your own name for this request: sent again, it is answered as the first time",
    ),
) -> dict[str, Any]:
    """The person is told by the platform, and may be offered another moment."""
    try:
        return cancel_once(
            key=request.auth,
            name=name,
            code=code,
            because=said.because,
            version=said.version,
            now=timezone.now(),
        )
    except OtherRequestError:
        detail = "Idempotency-Key: it stands for another request already; choose a new one."
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail) from None


@router.post(
    "/devices/{serial}/state",
    auth=PartnerKey("devices.write"),
    url_name="partner-device",
    operation_id="partner_device",
    summary="Say that a device of your stations is down, in maintenance, or back in use",
    response=_answers(HTTPStatus.CONFLICT, ok=schemas.DeviceOut),
)
def device(request: HttpRequest, serial: Named, said: schemas.DeviceState) -> dict[str, Any]:
    """Nobody is given an appointment that needs it while it is not in use."""
    changed = report_device(
        organisation=organisation_of(request), serial=serial, kind=said.kind, state=said.state, now=timezone.now()
    )
    return {"serial": serial, "state": said.state, "changed": changed}


@router.post(
    "/sources/{number}/events",
    auth=None,
    url_name="partner-events",
    operation_id="partner_events",
    summary="Tell what happened, as a signed message of Standard Webhooks",
    response=_answers(HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ok=schemas.Heard),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"type": "object", "required": ["type", "data"]},
                    "example": {
                        "type": "appointment.arrived",
                        "timestamp": "2026-03-02T09:30:00Z",
                        "data": {"code": "K7M2P9QD"},
                    },
                }
            },
        }
    },
)
def events(request: HttpRequest, number: UUID) -> dict[str, Any]:
    """``appointment.arrived`` and ``appointment.ended`` with ``code``; ``device.down`` and ``device.back`` with
    ``serial`` and, where needed, ``kind``. The same message again does nothing twice."""
    charge(f"source-{number}")
    source = find_open_source(number)
    if source is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "Nobody listens at this address.")
    if len(request.body) > LARGEST_MESSAGE:
        raise ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A message has at most {LARGEST_MESSAGE} bytes.")
    try:
        changed = take(source=source, headers=request.headers, body=request.body, now=timezone.now())
    except NotSignedError as error:
        raise ProblemError(HTTPStatus.FORBIDDEN, UNSIGNED[error.reason]) from None
    except ReplayedError as error:
        if error.same:
            return {"status": "known"}
        detail = "webhook-id: it stands for another message already. Nothing was done."
        raise ProblemError(HTTPStatus.CONFLICT, detail) from None
    except (UnheardError, NotAnEventError) as error:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
    return {"status": "done" if changed else "nothing-to-do"}


def _practitioner(request: HttpRequest, number: int) -> Practitioner:
    found = find_practitioner(organisation_of(request), number)
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"No practitioner {number} is yours.")
    return found
