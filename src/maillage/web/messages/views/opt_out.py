"""Saying no to messages, from a link in one of them: without an account, and with one click where the mail program
offers it (RFC 8058)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
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
    message = find_refusable(token)
    if message is None:
        raise Http404
    done = request.method == "POST"
    if done:
        actions.opt_out_of(message=message, now=timezone.now())
    return render(request, "messages/opt_out.html", {"message": message, "done": done})
