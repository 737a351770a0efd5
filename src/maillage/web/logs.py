"""What the platform writes about itself: a line a request, and what went wrong. Nobody's name, nobody's words.

A line says the view and not the address, which may hold a code or what somebody searched; the person by number; an
error by its kind and place and not by its message, which may repeat a value of a row.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from http import HTTPStatus
from traceback import walk_tb
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

log = logging.getLogger("maillage.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="")

HEADER = "X-Request-ID"
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# Of a request, beside the message; nothing else that a record carries is written.
TOLD = ("method", "view", "status", "milliseconds", "person", "job")
PACKAGES = re.compile(r".*/(?:site-packages|src)/")


def logging_settings(form: str) -> dict[str, Any]:
    """For Django: everything to standard error, as ``json`` or as ``text``."""
    formatters = {"json": "maillage.web.logs.JsonLines", "text": "maillage.web.logs.TextLines"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatters[form]}},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["errors"], "level": "WARNING"},
        "loggers": {
            "maillage": {"level": "INFO"},
            # Its own set-up prints in debug mode and writes e-mails; here all goes one way.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # What was refused has its line already.
            "django.request": {"level": "ERROR"},
        },
    }


class RequestLogMiddleware:
    """The first of the list: it sees every answer, also of what broke on the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(_id_of(request))
        begun = time.monotonic()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request_id.get()
            _tell(request, response, milliseconds=round((time.monotonic() - begun) * 1000))
            return response
        finally:
            request_id.reset(token)


def discreet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of which no line is written: who reads it is nobody's business. What breaks is told, but not to whom."""
    view.discreet = True
    return view


def _id_of(request: HttpRequest) -> str:
    """That of our own proxy, so that its log and ours can be read together."""
    given = request.headers.get(HEADER, "") if settings.PROXIES else ""
    return given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)


def _tell(request: HttpRequest, response: HttpResponse, *, milliseconds: int) -> None:
    found = request.resolver_match
    if found is None and response.status_code < HTTPStatus.BAD_REQUEST:
        return  # a static file
    is_discreet = found is not None and getattr(found.func, "discreet", False)
    if is_discreet and response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    told = {
        "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
        "view": found.view_name if found else "none",
        "status": response.status_code,
        "milliseconds": milliseconds,
        # Only if somebody asked who it is: no question to the database for a line.
        "person": None if is_discreet else getattr(getattr(request, "_cached_user", None), "pk", None),
    }
    log.info("%s %s %d", told["method"], told["view"], told["status"], extra=told)


def message_of(record: logging.LogRecord) -> str:
    """Django repeats addresses and headers in what it logs of a request; these become their kind."""
    if record.name.startswith("django.security"):
        return record.name
    if record.name.startswith("django.") and hasattr(record, "status_code"):
        return HTTPStatus(record.status_code).phrase
    return record.getMessage()


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """What is written beside time, level and message."""
    told = {"request": request_id.get() or None} | {name: getattr(record, name, None) for name in TOLD}
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told |= {"error": kind_of(error), "at": places_of(error)}
    return {name: value for name, value in told.items() if value is not None}


def kind_of(error: BaseException) -> str:
    """IntegrityError from UniqueViolation (23505): no message, which would repeat the values of the row."""
    kinds = []
    for each in causes(error):
        code = getattr(each, "sqlstate", None) or getattr(each, "sqlite_errorname", None)
        kinds.append(f"{type(each).__name__} ({code})" if code else type(each).__name__)
    return " from ".join(kinds)


def places_of(error: BaseException) -> list[str]:
    """maillage/web/studies/actions.py:41 make_diagnosis; those of an error, then those of what it came from."""
    return [
        f"{PACKAGES.sub('', frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for each in causes(error)
        for frame, line in walk_tb(each.__traceback__)
    ]


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it came from, what that came from."""
    while error is not None:
        yield error
        error = error.__cause__


class JsonLines(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        return json.dumps(told | fields_of(record), ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """For eyes."""

    def format(self, record: logging.LogRecord) -> str:
        told = fields_of(record)
        places = told.pop("at", [])
        shown = " ".join(f"{name}={value}" for name, value in told.items() if name not in {"method", "view", "status"})
        line = f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower()} {message_of(record)} {shown}".rstrip()
        if settings.DEBUG and record.exc_info:
            return f"{line}\n{self.formatException(record.exc_info)}"
        return "\n    ".join([line, *places])
