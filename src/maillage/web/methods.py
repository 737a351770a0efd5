"""Every view says with which methods it writes and what one must be able to do; a test refuses one that does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
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

        answer.writes, answer.reads = frozenset(methods), reads
        return answer

    return declare


def needs(ability: str) -> Callable:
    """``@needs("jobs.read")``: answered with 403 to a person who is not able to; ``accounts.rules.abilities`` has all
    abilities. A page of every person who is logged in says ``@needs("")``."""

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if ability and not request.user.has_perm(ability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        answer.needs = ability
        return answer

    return declare
