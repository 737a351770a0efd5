"""Operations on the directory, open to everybody: what its pages find, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.accounts.rules.logins import minutes_until
from maillage.web.bookings.queries.slots import Origin, UnknownOriginError, origin_of
from maillage.web.directory.models import Entry, Service, Source
from maillage.web.directory.queries.cards import find_entry, where_now
from maillage.web.directory.queries.exports import sources_of
from maillage.web.directory.queries.search import Found, Line, find, read_position
from maillage.web.isochrones.queries.turns import TooManyError
from maillage.web.studies.queries.turns import refused_until

from .directory_schemas import DirectoryAnswer, DirectoryEntryAnswer, DirectoryQuestion, EntryOut, ServiceOut
from .problems import Problem, ProblemError

# Of one address in a quarter of an hour: one a second.
REQUESTS = 900
KEPT_SECONDS = 60
SAID = set(EntryOut.model_fields) - {"number", "confirmed_on", "page", "services"}
SERVED = set(ServiceOut.model_fields) - {"matches"}

router = Router(tags=["directory"])


@router.get(
    "",
    auth=None,
    url_name="api-directory",
    operation_id="directory",
    summary="Places, services and resource persons: by words, filters, minutes from a place",
    response={
        HTTPStatus.OK: DirectoryAnswer,
        **dict.fromkeys((HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS), Problem),
    },
)
def search(request: HttpRequest, asked: Query[DirectoryQuestion]) -> JsonResponse:
    """As the page of the directory searches: typing errors are corrected, and what was understood is said."""
    _charge(request)
    if asked.cursor and read_position(asked.cursor) is None:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "cursor: give `next` of an answer as it stands there.")
    near = _near(asked)
    if asked.within_minutes is not None and near is None and not asked.words:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY, "within_minutes: say from where, by commune or lat and lon."
        )
    filters = asked.dict(exclude={"commune", "lat", "lon", "open_now", "limit", "cursor"})
    found = find(
        **filters,
        near=near,
        open_at=timezone.now() if asked.open_now else None,
        at_most=asked.limit,
        after=asked.cursor,
    )
    return _answer(_found(found), keeps=near is None)


@router.get(
    "/{int:number}",
    auth=None,
    url_name="api-directory-entry",
    operation_id="directory_entry",
    summary="One entry of the directory, with the origin of each field",
    response={
        HTTPStatus.OK: DirectoryEntryAnswer,
        **dict.fromkeys((HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS), Problem),
    },
)
def entry(request: HttpRequest, number: int) -> JsonResponse:
    """An entry that was merged into another is answered with that one, whose number it then has."""
    _charge(request)
    known = find_entry(number)
    shown = where_now(known) if known else None
    if shown is None or not shown.listed:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"No entry {number} is listed.")
    services = list(shown.services.all())
    return _answer(
        {"entry": _entry(shown, services, {each.pk for each in services}), "sources": _sources([shown])}, keeps=True
    )


def _charge(request: HttpRequest) -> None:
    """Raises TooManyError. Who has an account is not counted."""
    if request.user.is_authenticated:
        return
    now = timezone.now()
    opens = refused_until(visitor_address(request), now=now, kind="directory", allowed=REQUESTS)
    if opens:
        raise TooManyError(minutes_until(opens, now=now))


def _near(asked: DirectoryQuestion) -> Origin | None:
    if (asked.lat is None) != (asked.lon is None):
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "lat, lon: give both, or neither.")
    if asked.lat is not None and asked.lon is not None:
        return origin_of((asked.lat, asked.lon))
    if not asked.commune.strip():
        return None
    try:
        return origin_of(asked.commune)
    except UnknownOriginError as error:
        meant = ", ".join(f"{name} ({code})" for code, name, _context in error.suggestions)
        detail = f"commune: it may be {meant}; give its code." if meant else "commune: there is none of this name."
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail) from None


def _found(found: Found) -> dict[str, Any]:
    return {
        "entries": [_line(line) for line in found.lines],
        "total": found.total,
        "counts": found.counts,
        "understood": [
            {name: getattr(part, name) for name in ("typed", "how", "words", "topics", "kinds")}
            for part in found.understood
        ],
        "near": vars(found.near) if found.near else None,
        "towns": [{"code": code, "name": name, "context": context} for code, name, context in found.towns],
        "loosely": found.loosely,
        "sources": _sources(line.entry for line in found.lines),
        "next": found.after or None,
    }


def _line(line: Line) -> dict[str, Any]:
    minutes = None if line.minutes is None else round(line.minutes, 1)
    services = list(line.entry.services.all())
    return _entry(line.entry, services, line.matching) | {"minutes": minutes, "approximate": line.approximate}


def _entry(entry: Entry, services: Iterable[Service], matching: Iterable[int]) -> dict[str, Any]:
    passing = frozenset(matching)
    return {name: getattr(entry, name) for name in SAID} | {
        "number": entry.pk,
        "confirmed_on": entry.confirmed_at.date() if entry.confirmed_at else None,
        "page": settings.URL + reverse("directory:entry", args=[entry.pk]),
        "services": [
            {name: getattr(each, name) for name in SERVED} | {"matches": each.pk in passing} for each in services
        ],
    }


def _sources(entries: Iterable[Entry]) -> list[dict[str, str]]:
    return [_source(source) for source in sources_of(slug for each in entries for slug in each.origins.values())]


def _source(source: Source) -> dict[str, str]:
    return {"source": source.slug} | {
        name: getattr(source, name) for name in ("title", "publisher", "licence", "page", "vintage")
    }


def _answer(said: dict[str, Any], *, keeps: bool) -> JsonResponse:
    """Not checked against its schema at each answer; the tests do. Where somebody is stays out of every cache."""
    headers = {
        "Cache-Control": f"public, max-age={KEPT_SECONDS}" if keeps else "private, no-store",
        "Access-Control-Allow-Origin": "*",
    }
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False}, headers=headers)
