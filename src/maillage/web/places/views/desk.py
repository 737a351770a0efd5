"""Places for who runs them: the list, one of them, what is said of it, closed and opened again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.affected import StrandingError
from maillage.web.methods import needs, writes
from maillage.web.territories.queries import reference_version

from ..actions import checklist as checklist_actions
from ..actions import places as actions
from ..forms.checklist import ChecklistForm
from ..forms.places import PlaceForm
from ..queries import desk as queries
from ..queries.card import card
from ..queries.communes import communes_called, find_commune
from ..queries.devices import board
from ..queries.listing import seen
from ..queries.rooms import rooms_of
from ..rules.checklist import SOURCE
from .finding import place_for


@writes()
@needs("places.read")
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "places/desk/desk.html", {"lines": queries.desk(request.user, now=timezone.now())})


@writes()
@needs("places.read")
@never_cache
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    found, now = place_for(request, pk, "places.read"), timezone.now()
    context = {
        "place": found,
        "card": card(found, now=now),
        "rooms": rooms_of(found),
        "board": board(found, now=now),
        "line": queries.line_of(found, now=now),
        "may_manage": request.user.has_perm("places.manage", found.organisation),
    }
    return render(request, "places/desk/place.html", context)


@writes("POST")
@needs("places.manage")
def describe(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        made = actions.describe(**form.said, by=request.user, now=timezone.now())
        messages.success(
            request, _("%(name)s est dans la liste. Dites maintenant quand ce lieu est ouvert.") % {"name": made}
        )
        return redirect("places:place_hours", made.pk)
    return _form_page(request, {"form": form})


@writes("POST")
@needs("places.manage")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = place_for(request, pk, "places.manage")
    form = _form(request, instance=found, known=find_commune(found.commune))
    if request.method == "POST" and form.is_valid():
        actions.correct(place=found, **form.said, by=request.user, now=timezone.now())
        messages.success(request, _("C’est enregistré."))
        return redirect("places:manage_place", pk)
    return _form_page(request, {"form": form, "place": place_for(request, pk, "places.manage")})


@writes("POST", reads=False)
@needs("places.manage")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = place_for(request, pk, "places.manage")
    try:
        actions.close(place=found, by=request.user, now=timezone.now())
    except StrandingError as error:
        messages.error(request, _stranded(error))
    else:
        messages.success(request, _("%(name)s est fermé : plus personne n’y prend rendez-vous.") % {"name": found})
    return redirect("places:manage_place", pk)


@writes("POST", reads=False)
@needs("places.manage")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = place_for(request, pk, "places.manage")
    actions.reopen(place=found, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s est de nouveau ouvert.") % {"name": found})
    return redirect("places:manage_place", pk)


@writes("POST")
@needs("places.manage")
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    found = place_for(request, pk, "places.manage")
    form = ChecklistForm(request.POST or None, answers=queries.answers_of(found))
    if request.method == "POST" and form.is_valid():
        new = checklist_actions.answer(place=found, said=form.said, by=request.user, now=timezone.now())
        told = ngettext("%(count)d réponse enregistrée.", "%(count)d réponses enregistrées.", new) % {"count": new}
        messages.success(request, told)
        return redirect("places:checklist", pk)
    context = {"form": form, "place": found, "source": SOURCE}
    return render(request, "places/desk/checklist.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, **more: Any) -> PlaceForm:
    organisations = organisations_of(request.user, "places.manage")
    return PlaceForm(request.POST or None, organisations=organisations, communes=communes_called, **more)


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context |= {"view": seen(), "version": reference_version()}
    return render(request, "places/desk/form.html", context, status=422 if context["form"].errors else 200)


def _stranded(error: StrandingError) -> str:
    count = len(error.appointments)
    return ngettext(
        "%(count)d rendez-vous ou atelier est à venir dans ce lieu : déplacez-le ou annulez-le d’abord.",
        "%(count)d rendez-vous ou ateliers sont à venir dans ce lieu : déplacez-les ou annulez-les d’abord.",
        count,
    ) % {"count": count}
