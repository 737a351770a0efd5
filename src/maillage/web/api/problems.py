"""What went wrong, as RFC 9457 writes it: every error of the API is one ``application/problem+json``."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError
from pydantic import Field

from maillage.engine.errors import MaillageError
from maillage.web.isochrones.queries.turns import TooManyError
from maillage.web.studies.queries.turns import BusyError

CONTENT_TYPE = "application/problem+json"


class Problem(Schema):
    """RFC 9457: ``detail`` says what was wrong and what to do."""

    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["minutes: give at most 6 numbers from 1 to 60, for example 10,15,20,30."])


class ProblemError(Exception):
    """An answer that is a problem."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        self.status, self.detail = status, detail
        super().__init__(detail)


def problem(status: int, detail: str, *, retry_after: int | None = None) -> HttpResponse:
    """``retry_after``: seconds."""
    body = {"title": HTTPStatus(status).phrase, "status": int(status), "detail": detail}
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
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


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Everything here is read with GET."""
    answer = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"{request.method} is not allowed. Ask with GET.")
    answer.headers["Allow"] = "GET"
    return answer


def _wrong_fields(error: ValidationError) -> str:
    return " ".join(f"{each['loc'][-1]}: {each['msg']}." for each in error.errors)


TOLD: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    ProblemError: lambda raised: problem(raised.status, raised.detail),
    ValidationError: lambda raised: problem(HTTPStatus.UNPROCESSABLE_ENTITY, _wrong_fields(raised)),
    MaillageError: lambda raised: problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(raised)),
    AuthenticationError: lambda _: problem(HTTPStatus.FORBIDDEN, "Log in first."),
    TooManyError: lambda raised: problem(HTTPStatus.TOO_MANY_REQUESTS, str(raised), retry_after=60 * raised.minutes),
    BusyError: lambda _: problem(HTTPStatus.SERVICE_UNAVAILABLE, "Another computation goes on.", retry_after=60),
}
