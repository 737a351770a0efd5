"""What partners' programs ask and are answered. Moments know their time zone (ISO 8601); numbers name rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime

from maillage.web.places.rules.windows import LINES_AT_MOST

from .problems import Problem

KEY_LENGTH = 80
# Letters, digits and signs: no control characters, which no database takes gladly.
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
# What calendars can mean; and beyond it neither clocks nor databases agree.
Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))]


class Line(Schema):
    starts_at: Moment
    ends_at: Moment
    key: str = Field("", max_length=KEY_LENGTH, pattern=PRINTABLE, description="your own name for it, if you have one")


class Window(Schema):
    """Everything that begins from ``since`` on and before ``until``: what was published there before is replaced."""

    practitioner: int = Field(ge=1, description="number of one of your practitioners")
    since: Moment
    until: Moment
    lines: list[Line] = Field(description=f"at most {LINES_AT_MOST}, in any order; none: nobody can be reached")


class Published(Schema):
    kept: int = Field(description="lines that were there already")
    added: int
    removed: int
    uncovered: list[str] = Field(
        description="codes of appointments to come at moments that are gone: cancel those that nobody else takes"
    )


class AvailabilityQuestion(Schema):
    practitioner: int = Field(ge=1)
    since: Moment | None = Field(None, description="what ends later than this; now if you say nothing")
    until: Moment | None = Field(None, description="what begins earlier than this")


class Availabilities(Schema):
    practitioner: int
    lines: list[Line]


class PractitionerOut(Schema):
    practitioner: int = Field(description="the number by which everything else names them")
    name: str
    profession: str


class Practitioners(Schema):
    practitioners: list[PractitionerOut]


class AppointmentOut(Schema):
    """Nothing says who comes."""

    code: str
    version: int = Field(description="grows with every change: of two, believe the greater")
    state: Literal["booked", "arrived", "done", "no-show", "cancelled"]
    place: int
    place_name: str
    room: int
    room_name: str
    station: int | None
    station_name: str | None
    reason: int
    reason_title: str
    practitioner: int | None
    starts_at: datetime
    ends_at: datetime
    because: str | None = Field(description="code of why it is cancelled")
    changed_at: datetime


class AppointmentQuestion(Schema):
    updated_since: Moment | None = Field(None, description="changed at this moment or later; all if not said")
    cursor: str | None = Field(None, max_length=120, description="`next` of the answer before, instead of a moment")
    limit: int = Field(100, ge=1, le=500)


class Appointments(Schema):
    appointments: list[AppointmentOut] = Field(description="in the order in which they changed")
    next: str | None = Field(description="to be given as `cursor` for what follows; null at the end")


class Cancelling(Schema):
    because: Literal["practitioner", "device", "mistake"] = Field(
        description="practitioner: not available; device: it broke down; mistake: booked by mistake"
    )
    version: int | None = Field(None, ge=0, description="refused if it has changed since")


class DeviceState(Schema):
    state: Literal["in-use", "broken", "maintenance"]
    kind: str = Field(
        "", max_length=20, pattern=PRINTABLE, description="needed if two kinds of devices have the same serial number"
    )


class DeviceOut(Schema):
    serial: str
    state: str
    changed: bool = Field(description="false: it was in this state already")


class Heard(Schema):
    status: Literal["done", "nothing-to-do", "known"] = Field(
        description="nothing-to-do: it was so already; known: this very message was heard before"
    )


class LineProblem(Problem):
    """``index``: of the first line that is wrong, from 0; null: the window itself."""

    index: int | None = None
    code: str = Field(examples=["overlap"])
