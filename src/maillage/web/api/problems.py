"""What went wrong, as RFC 9457 writes it: every error of the API is one ``application/problem+json``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, override
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from maillage.engine.errors import MaillageError
from maillage.web.bookings.rules.refusals import RefusedError
from maillage.web.isochrones.queries.turns import TooManyError
from maillage.web.partners.actions.reports import UnclearError, UnknownError
from maillage.web.places.actions.devices import NotNowError
from maillage.web.studies.queries.turns import BusyError

CONTENT_TYPE = "application/problem+json"


class Problem(Schema):
    """RFC 9457: ``detail`` says what was wrong and what to do."""

    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["minutes: give at most 6 numbers from 1 to 60, for example 10,15,20,30."])


class ProblemError(Exception):
    """An answer that is a problem."""

    def __init__(self, status: HTTPStatus, detail: str, **more: Any) -> None:
        self.status, self.detail, self.more = status, detail, more
        super().__init__(detail)


def problem(status: int, detail: str, *, retry_after: int | None = None, **more: Any) -> HttpResponse:
    """``retry_after``: seconds. ``more``: members that this kind of problem has besides."""
    body = {"title": HTTPStatus(status).phrase, "status": int(status), "detail": detail} | more
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def answer_with_problems(api: NinjaAPI) -> None:
    """Whatever an operation raises for its caller is told as a problem."""
    for error, told in TOLD.items():
        api.add_exception_handler(error, _handler(told))


def _handler(told: Callable[[Any], HttpResponse]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _request, raised: told(raised)


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Under the API's own address nothing is answered with a page."""
    return problem(HTTPStatus.NOT_FOUND, f"There is no {request.path}. See the list of operations at openapi.json.")


def not_allowed(request: HttpRequest, methods: Iterable[str] = ("GET",)) -> HttpResponse:
    """``methods``: with which one may ask here."""
    allowed = ", ".join(methods)
    answer = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"{request.method} is not allowed. Ask with {allowed}.")
    answer.headers["Allow"] = allowed
    return answer


def _wrong_fields(error: ValidationError) -> str:
    return " ".join(f"{_field(each['loc'])}: {each['msg']}." for each in error.errors)


def _field(path: Sequence[str | int]) -> str:
    """As the caller wrote it: within a body with the way to it (``lines.3.starts_at``), within a list its place."""
    last = 2 if isinstance(path[-1], int) else 1
    return ".".join(str(step) for step in (path[2:] if path[0] == "body" else path[-last:])) or "body"


def _refused(error: RefusedError) -> HttpResponse:
    """An appointment that cannot be changed so. The API speaks English."""
    with override("en"):
        return problem(HTTPStatus.CONFLICT, gettext(error.words))


TOLD: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    ProblemError: lambda raised: problem(raised.status, raised.detail, **raised.more),
    ValidationError: lambda raised: problem(HTTPStatus.UNPROCESSABLE_ENTITY, _wrong_fields(raised)),
    HttpError: lambda raised: problem(raised.status_code, f"{raised.message}."),
    MaillageError: lambda raised: problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(raised)),
    RefusedError: _refused,
    UnknownError: lambda raised: problem(HTTPStatus.NOT_FOUND, f"There is no {raised.what} that is yours."),
    UnclearError: lambda _: problem(HTTPStatus.CONFLICT, "Two devices have this serial number: say its kind."),
    NotNowError: lambda _: problem(
        HTTPStatus.CONFLICT, "From the state that it is in, the device cannot go to this one."
    ),
    AuthenticationError: lambda _: problem(HTTPStatus.FORBIDDEN, "Log in first."),
    TooManyError: lambda raised: problem(HTTPStatus.TOO_MANY_REQUESTS, str(raised), retry_after=60 * raised.minutes),
    BusyError: lambda _: problem(HTTPStatus.SERVICE_UNAVAILABLE, "Another computation goes on.", retry_after=60),
}
