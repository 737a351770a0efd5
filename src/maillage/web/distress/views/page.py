"""Somebody to talk to: numbers, places, lines. It asks nothing, remembers nothing, and is the same for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.emergency import CHECKED_ON
from maillage.web.logs import discreet
from maillage.web.methods import writes

from ..queries.nearby import nearby
from ..rules.lines import LINES

LONGEST_SEARCH = 80
# Where somebody lives stays in no cache, of the browser neither: others may use the same machine. An answer within a
# session may carry its cookie.
FOR_EVERYBODY, FOR_NOBODY_ELSE = "public, max-age=300", "no-store"


@login_not_required
@writes()
@discreet
def page(request: HttpRequest) -> HttpResponse:
    """``ou``: a commune. Whoever is logged in is nobody here: neither the log nor a cache is to know who reads it."""
    request.user = AnonymousUser()
    where = request.GET.get("ou", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    context = {
        "where": where,
        "nearby": nearby(where),
        "lines": LINES,
        "checked_on": CHECKED_ON,
        # What was to be told elsewhere is told there.
        "messages": (),
    }
    answer = render(request, "distress/page.html", context)
    answer.headers["Cache-Control"] = FOR_NOBODY_ELSE if where or request.session.session_key else FOR_EVERYBODY
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
