"""Workshops for residents: what there is, enrolling without an account, seeing and leaving by a signed link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.accounts.actions.attempts import LockedError
from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.methods import writes

from ..actions import enrolments as actions
from ..actions.online import enrol_online
from ..forms.enrolment import EnrolForm
from ..models import Enrolment, Workshop
from ..models.link import find_by_token, token_of
from ..queries import workshops as queries
from ..queries.programmes import lessons_of
from ..rules.lists import AUDIENCES
from ..rules.programmes import lessons_for
from ..rules.refusals import RefusedError


@login_not_required
@writes()
@never_cache
def workshops(request: HttpRequest) -> HttpResponse:
    """``?pour=``: an audience."""
    asked = request.GET.get("pour", "")
    audience = asked if asked in AUDIENCES else ""
    context = {
        "workshops": queries.public(timezone.now(), audience=audience),
        "audience": audience,
        "audiences": AUDIENCES.items(),
    }
    return render(request, "mediation/public/workshops.html", context)


@login_not_required
@writes("POST")
@never_cache
def workshop(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, and the form to enrol."""
    found = queries.find_public(pk, now=timezone.now())
    if found is None:
        raise Http404
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (enrolment := _enrolled(request, found, form)):
        return redirect("mediation:enrolment", token_of(enrolment))
    context = {"workshop": found, "form": form, "lessons": lessons_of(lessons_for(found.theme, found.audience))}
    return render(request, "mediation/public/workshop.html", context, status=422 if form.errors else 200)


@login_not_required
@writes("POST")
@never_cache
def enrolment(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's enrolment; a button leaves. Mail programs open links by themselves: opening changes nothing."""
    found = find_by_token(token)
    if found is None:
        return render(request, "mediation/public/unknown.html", status=404)
    if request.method == "POST":
        try:
            actions.leave(enrolment=found, by=None, now=timezone.now())
        except RefusedError as refused:
            messages.error(request, _(refused.words))
        return redirect("mediation:enrolment", token)
    context = {"enrolment": found, "workshop": found.workshop, "now": timezone.now()}
    if found.left_at is None and not found.is_seated:
        context["rank"] = queries.rank_of(found)
    return render(request, "mediation/public/enrolment.html", context)


def _enrolled(request: HttpRequest, workshop: Workshop, form: EnrolForm) -> Enrolment | None:
    """None if it was refused: the form then says why."""
    try:
        return enrol_online(
            workshop=workshop,
            person=form.person(),
            key=form.cleaned_data["key"],
            address=visitor_address(request),
            now=timezone.now(),
        )
    except RefusedError as refused:
        form.add_error(None, _(refused.words))
    except LockedError:
        form.add_error(
            None, _("Trop d’inscriptions viennent d’ici en peu de temps. Appelez le lieu, ou réessayez plus tard.")
        )
    return None
