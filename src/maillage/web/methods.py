"""Every view says with which methods it writes; a test walks through the URLs and refuses one that does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

READING = ("GET", "HEAD", "OPTIONS")


def writes(*methods: str, reads: bool = True) -> Callable:
    """``@writes()`` for a page that only reads, ``@writes("POST")`` for one that also writes, ``reads=False`` if it
    does nothing else. Any other method is answered with 405."""
    allowed = (*(READING if reads else ("OPTIONS",)), *methods)

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, *args, **kwargs)

        answer.writes = frozenset(methods)
        return answer

    return declare
