"""What the pages of residents share: what names an appointment is kept by nobody on the way, and found by no search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import ngettext

from maillage.web.accounts.actions.attempts import LockedError
from maillage.web.accounts.rules.logins import minutes_until

from ..queries.offers import known_commune


def personal(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that somebody opens with a link of their own."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def lives_in(commune: str) -> str:
    """Of an address: where somebody said that they live goes along to the form, if there is such a commune. That much
    is kept with an appointment."""
    return f"?de={commune}" if known_commune(commune) else ""


def too_much(locked: LockedError, *, now: datetime) -> str:
    """Words for whoever, or whose neighbours behind the same address, booked too often."""
    minutes = minutes_until(locked.until, now=now)
    return ngettext(
        "Beaucoup de demandes viennent d’être faites d’ici. Recommencez dans %(minutes)d minute, ou appelez le lieu.",
        "Beaucoup de demandes viennent d’être faites d’ici. Recommencez dans %(minutes)d minutes, ou appelez le lieu.",
        minutes,
    ) % {"minutes": minutes}
