"""What is sent is refused by its length before any of it is read: a form's file would be written to the disk first.

What a file holds is for the form that takes it to check: its size again, its content, never its name.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# More than the largest file that any form takes.
BYTES_AT_MOST = 8_000_000


class RequestSizeMiddleware:
    """A request that says no length is read as empty by the server's interface: it cannot be longer than it says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > BYTES_AT_MOST:
            told = {"megabytes": BYTES_AT_MOST // 1_000_000}
            return render(None, "413.html", told, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)
