"""Practitioners at the other end: the list, one of them, when they can be reached."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.affected import StrandingError
from maillage.web.methods import needs, writes

from ..actions import practitioners as actions
from ..forms.practitioners import AvailabilityForm, PractitionerForm, WithdrawForm
from ..models import Practitioner
from ..queries import practitioners as queries
from ..queries.mediators import places_to_staff
from ..queries.weeks import minutes_in_words
from . import stranding


@writes()
@needs("places.read")
def practitioners(request: HttpRequest) -> HttpResponse:
    context = {
        "practitioners": queries.practitioners_for(request.user, now=timezone.now()),
        "gone": queries.gone(request.user),
        "may_write": organisations_of(request.user, "places.manage").exists(),
    }
    return render(request, "places/teams/practitioners.html", context)


@writes("POST")
@needs("places.manage")
def enter_practitioner(request: HttpRequest) -> HttpResponse:
    form = PractitionerForm(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        made = actions.enter(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("%(name)s est dans la liste. Dites maintenant quand.") % {"name": made.name})
        return redirect("places:practitioner", made.pk)
    return render(request, "places/teams/practitioner_form.html", {"form": form}, status=422 if form.errors else 200)


@writes()
@needs("places.read")
def practitioner(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _get(request, pk))


@writes("POST")
@needs("places.manage")
def correct_practitioner(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = PractitionerForm(request.POST or None, instance=found, **_choices(request))
    if request.method == "POST" and form.is_valid():
        actions.correct(practitioner=found, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("C’est enregistré."))
        return redirect("places:practitioner", pk)
    context = {"form": form, "practitioner": _get(request, pk)}
    return render(request, "places/teams/practitioner_form.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("places.manage")
def leave_practice(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    try:
        actions.leave(practitioner=found, by=request.user, now=timezone.now(), despite=stranding.despite(request))
    except StrandingError as error:
        title = _("Départ de %(name)s") % {"name": found.name}
        return stranding.ask(request, error, title=title, back=reverse("places:practitioner", args=[pk]))
    messages.success(request, _("Le départ de %(name)s est noté.") % {"name": found.name})
    return redirect("places:practitioners")


@writes("POST", reads=False)
@needs("places.manage")
def rejoin_practice(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    actions.rejoin(practitioner=found, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s est de nouveau dans la liste.") % {"name": found.name})
    return redirect("places:practitioner", pk)


@writes("POST", reads=False)
@needs("places.manage")
def renew_link(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    actions.renew_link(practitioner=found, by=request.user, now=timezone.now())
    messages.success(request, _("L’ancien lien n’ouvre plus rien."))
    return redirect("places:practitioner", pk)


@writes("POST", reads=False)
@needs("places.manage")
def add_availabilities(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = AvailabilityForm(request.POST, auto_id="add-%s")
    if not form.is_valid():
        return _page(request, found, add=form, status=422)
    spans = form.spans
    actions.publish(practitioner=found, spans=spans, by=request.user, now=timezone.now())
    told = ngettext("%(count)d disponibilité est publiée.", "%(count)d disponibilités sont publiées.", len(spans))
    messages.success(request, told % {"count": len(spans)})
    return redirect("places:practitioner", pk)


@writes("POST", reads=False)
@needs("places.manage")
def withdraw_availabilities(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = WithdrawForm(request.POST, practitioner=found)
    if not form.is_valid():
        return _page(request, found, withdraw=form, status=422)
    chosen = list(form.cleaned_data["availabilities"])
    who = {"by": request.user, "now": timezone.now(), "despite": stranding.despite(request)}
    try:
        actions.withdraw(practitioner=found, availabilities=chosen, **who)
    except StrandingError as error:
        title = _("Retirer des disponibilités de %(name)s") % {"name": found.name}
        return stranding.ask(request, error, title=title, back=reverse("places:practitioner", args=[pk]))
    told = ngettext("%(count)d disponibilité est retirée.", "%(count)d disponibilités sont retirées.", len(chosen))
    messages.success(request, told % {"count": len(chosen)})
    return redirect("places:practitioner", pk)


def _page(request: HttpRequest, found: Practitioner, *, status: int = 200, **forms: object) -> HttpResponse:
    weeks = queries.weeks_to_come(found, now=timezone.now())
    context = {
        "practitioner": found,
        "places": found.places.order_by("name", "pk"),
        "weeks": weeks,
        "sum": minutes_in_words(queries.minutes_to_come(weeks)),
        "may_write": request.user.has_perm("places.manage", found.organisation),
        "add": AvailabilityForm(auto_id="add-%s"),
    }
    return render(request, "places/teams/practitioner.html", context | forms, status=status)


def _get(request: HttpRequest, pk: int) -> Practitioner:
    found = queries.find_practitioner(pk, request.user)
    if found is None:
        raise Http404
    return found


def _choices(request: HttpRequest) -> dict[str, object]:
    return {
        "organisations": organisations_of(request.user, "places.manage"),
        "places": places_to_staff(request.user),
    }
