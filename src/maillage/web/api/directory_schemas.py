"""What programs ask of the directory and are answered. Codes are those of the lists that the description has."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Field, Schema

from maillage.engine.sources.directory import lists

# Without control characters, which no database takes gladly.
PLAIN = r"^[^\x00-\x1f\x7f]*$"
AT_MOST = 100

Topic, Kind = Literal[lists.TOPICS], Literal[lists.KINDS]
Audience, Condition = Literal[lists.AUDIENCES], Literal[lists.CONDITIONS]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class DirectoryQuestion(Schema):
    """Each filter may be given several times. One service of an entry must pass them all."""

    words: str = Field("", max_length=200, pattern=PLAIN, description="as people type them: dentiste rambouillet")
    commune: str = Field(
        "", max_length=120, pattern=PLAIN, description="from where minutes count: INSEE code, name or postcode"
    )
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False, description="latitude, instead of a commune")
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False, description="longitude, degrees (WGS 84)")
    within_minutes: float | None = Field(None, gt=0, le=600, description="by car, from there")
    topics: list[Topic] = Field([], max_length=40, description="any of them")
    kinds: list[Kind] = Field([], max_length=40, description="any of them")
    audiences: list[Audience] = Field([], max_length=20, description="any of them, or for everybody")
    conditions: list[Condition] = Field([], max_length=20, description="every one of them")
    languages: list[Language] = Field([], max_length=20, description="any of them, ISO 639")
    fees: Literal["", *lists.FEES] = Field("", description="free, partly or paid")
    ways: list[Literal[lists.WAYS]] = Field([], max_length=20, description="any of them")
    step_free: bool = Field(False, description="without a step")  # noqa: FBT003 (a default of an address)
    open_now: bool = Field(False, description="by the clocks of the place")  # noqa: FBT003
    limit: int = Field(20, ge=1, le=AT_MOST)
    cursor: str = Field("", max_length=80, description="`next` of the answer before; everything else as it was")


class ServiceOut(Schema):
    name: str
    description: str
    topics: list[str]
    audiences: list[str] = Field(description="empty: for everybody")
    conditions: list[str]
    languages: list[str]
    fees: str
    ways: list[str]
    access: list[str]
    hours: str = Field(description="as OpenStreetMap writes them; empty: those of the place")
    matches: bool = Field(description="it passes the filters that were asked")


class EntryOut(Schema):
    number: int
    name: str
    kind: str
    address: str
    more_address: str
    postcode: str
    city: str
    commune: str = Field(description="INSEE code")
    lat: float | None
    lon: float | None
    phone: str = Field(description="E.164")
    email: str
    website: str
    booking_page: str
    hours: str = Field(description="as OpenStreetMap writes them; empty: not known")
    step_free: str = Field(description="yes, partly, no; empty: not known")
    step_free_page: str
    description: str
    person: str = Field(description="a resource person who agreed to be named")
    siret: str
    finess: str
    networks: list[str]
    origins: dict[str, str] = Field(description="for each field, the source that it was taken from")
    updated_on: date | None
    confirmed_on: date | None = Field(description="when somebody of the place last said that all of this is right")
    page: str = Field(description="the card that people read")
    services: list[ServiceOut]


class LineOut(EntryOut):
    minutes: float | None = Field(description="by car from where one asked; null if nobody knows")
    approximate: bool = Field(description="by a model of roads, not by roads")


class SourceOut(Schema):
    source: str = Field(description="as `origins` names it")
    title: str
    publisher: str
    licence: str
    page: str
    vintage: str


class UnderstoodOut(Schema):
    typed: str
    how: Literal["town", "meaning", "corrected", "word", "unknown"] = Field(
        description="unknown: nothing has it, it was left out"
    )
    words: str = Field(description="what it was corrected to, or the name of the town")
    topics: list[str]
    kinds: list[str]


class NearOut(Schema):
    lat: float
    lon: float
    commune: str
    name: str


class TownOut(Schema):
    code: str
    name: str
    context: str


class DirectoryAnswer(Schema):
    entries: list[LineOut] = Field(description="best first")
    total: int
    counts: dict[str, dict[str, int]] = Field(description="how many each code would leave, given what else is asked")
    understood: list[UnderstoodOut]
    near: NearOut | None = Field(description="from where minutes count")
    towns: list[TownOut] = Field(description="a town was named that is not the only one: give its code as `commune`")
    loosely: bool = Field(description="nothing has all of the words; these have most of them")
    sources: list[SourceOut] = Field(description="whose words these are, with their licence")
    next: str | None = Field(description="to be given as `cursor` for what follows; null at the end")


class DirectoryEntryAnswer(Schema):
    entry: EntryOut
    sources: list[SourceOut]
