"""Saying no to messages, from a link in one of them: without an account, and with one click where the mail program
offers it (RFC 8058)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from maillage.web.methods import writes

from ..actions import opt_out as actions
from ..queries.refusals import find_refusable


@csrf_exempt
@login_not_required
@writes("POST")
@never_cache
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first: mail programs open links by themselves. Who posts holds the signed link, which is what is checked."""
    message, done = find_refusable(token), request.method == "POST"
    if message is not None and done:
        actions.opt_out_of(message=message, now=timezone.now())
    context = {"message": message, "done": done}
    return render(request, "messages/opt_out.html", context, status=200 if message else 404)
