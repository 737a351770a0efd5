"""A few questions, one screen each, and an answer: what to do, why, and where. Nothing is kept of who asks."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.bookings.queries import offers
from maillage.web.bookings.queries.travel import UnknownOriginError
from maillage.web.methods import writes

from ..actions.counting import count
from ..forms.orientation import AskForm
from ..queries.answers import Answer, Asked, answer_to
from ..queries.paper import paper_of
from ..rules.lists import NEEDS

SECONDS_KEPT = 300
WHERE = "ou"


@login_not_required
@writes("POST")
def questions(request: HttpRequest) -> HttpResponse:
    """``besoin``, ``obstacle``, ``etape``: see AskForm. The last question is sent, and counted without a name: programs
    that follow links count nothing."""
    if request.method == "POST":
        return _sent(request, AskForm(request.POST))
    form = AskForm(request.GET)
    if form.said("besoin") and form.said("etape") == WHERE:
        fresh = AskForm(initial={"key": AskForm().fields["key"].initial()})
        return _where(request, form, fresh)
    name = "obstacles.html" if form.said("besoin") else "needs.html"
    response = render(request, f"referrals/public/{name}", _context(form))
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    return response


@login_not_required
@writes()
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """``besoin``, ``obstacle``, ``commune``, ``pour``. An address that says too little leads to the questions."""
    found = _answered(request)
    if found is None:
        return redirect("referrals:orientation")
    may_refer = request.user.is_authenticated and request.user.has_perm("referrals.make")
    response = render(request, "referrals/public/answer.html", {"answer": found, "may_refer": may_refer})
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@writes()
@never_cache
def paper(request: HttpRequest) -> HttpResponse:
    """The answer in large type; with ``?billet``, what matters most on a slip."""
    found = _answered(request)
    if found is None:
        return redirect("referrals:orientation")
    small = "billet" in request.GET
    name = "billet" if small else "orientation"
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "X-Robots-Tag": "noindex, nofollow"}
    return HttpResponse(paper_of(found, small=small), content_type="application/pdf", headers=headers)


def _sent(request: HttpRequest, form: AskForm) -> HttpResponse:
    need = form.said("besoin")
    if not need:
        return redirect("referrals:orientation")
    try:
        origin = offers.where(form.said("ou") or "", form.said("commune") or "")
    except UnknownOriginError as unknown:
        if not unknown.suggestions:
            form.add_error("ou", _("Nous ne connaissons pas cette commune. Vérifiez son nom, ou son code postal."))
        return _where(request, form, form, suggestions=unknown.suggestions)
    asked = Asked(need, form.obstacles, form.whom, origin)
    found, now = answer_to(asked, now=timezone.now()), timezone.now()
    if key := form.said("key"):
        day = timezone.localdate(now)
        count(key=key, need=need, obstacles=asked.obstacles, commune=origin.commune, found=found.found, day=day)
    return HttpResponseRedirect(reverse("referrals:answer") + asked.query)


def _where(request: HttpRequest, form: AskForm, shown: AskForm, **more: object) -> HttpResponse:
    """The last question: ``shown`` with what was typed, or empty."""
    context = _context(form) | {"shown": shown} | more
    response = render(request, "referrals/public/where.html", context, status=422 if shown.errors else 200)
    add_never_cache_headers(response)
    return response


def _context(form: AskForm) -> dict[str, object]:
    need = form.said("besoin")
    return {"form": form, "need": need, "need_words": _(NEEDS[need]) if need else "", "needs": _needs()}


def _needs() -> list[tuple[str, str]]:
    return [(code, _(words)) for code, words in NEEDS.items()]


def _answered(request: HttpRequest) -> Answer | None:
    form = AskForm(request.GET)
    need, commune = form.said("besoin"), offers.known_commune(form.said("commune") or "")
    if not need or not commune:
        return None
    return answer_to(Asked(need, form.obstacles, form.whom, offers.where("", commune)), now=timezone.now())
