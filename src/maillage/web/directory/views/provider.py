"""A place looks its own card through, by the link that it received: no account, one card, nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import writes
from maillage.web.places.queries.communes import communes_called
from maillage.web.places.queries.listing import seen
from maillage.web.territories.queries import reference_version

from ..actions import asking as askings
from ..actions import persons
from ..actions import provider as actions
from ..forms.entry import EntryForm
from ..forms.hours import hours_form, hours_of
from ..models import Asking
from ..models.links import find_by_link
from ..queries import entries as queries
from ..rules.links import LinkError
from ..rules.trust import PROVIDER


@login_not_required
@writes("POST")
@never_cache
def provider(request: HttpRequest, token: str) -> HttpResponse:
    """The card in plain words; a button says that all of it is right. Mail programs open links by themselves: opening
    changes nothing."""
    asking = _open(request, token)
    if isinstance(asking, HttpResponse):
        return asking
    if request.method == "POST":
        actions.confirm(asking=asking, now=timezone.now())
        messages.success(request, _("Merci : votre fiche est confirmée."))
        return redirect("directory:provider", token)
    return render(request, "directory/provider/card.html", {"asking": asking, "token": token, **_shown(asking)})


@login_not_required
@writes("POST")
@never_cache
def correct_own(request: HttpRequest, token: str) -> HttpResponse:
    asking = _open(request, token)
    if isinstance(asking, HttpResponse):
        return asking
    entry = asking.entry
    known = EntryForm.as_it_is(entry, queries.whole(entry).commune, queries.help_said(entry, PROVIDER))
    form = EntryForm(request.POST or None, communes=communes_called, initial=known)
    hours = hours_form(request, entry.hours)
    if request.method == "POST" and form.is_valid() and hours.is_valid():
        said = form.said | {"hours": hours_of(hours, entry.hours)}
        waiting = actions.correct(asking=asking, said=said, offer=form.offer, now=timezone.now())
        if waiting:
            told = _("Merci. Nom, e-mail et adresses de sites sont d’abord relus par un agent ; le reste est en ligne.")
            messages.success(request, told)
        else:
            messages.success(request, _("Merci : votre fiche est à jour."))
        return redirect("directory:provider", token)
    context = {"token": token, "entry": entry, "form": form, "hours": hours, "view": seen()}
    context |= {"version": reference_version()}
    status = 422 if form.errors or hours.errors else 200
    return render(request, "directory/provider/correct.html", context, status=status)


@login_not_required
@writes("POST")
@never_cache
def end_own(request: HttpRequest, token: str) -> HttpResponse:
    """The place has shut for good; a person does not want to be named any more. Asks first."""
    asking = _open(request, token)
    if isinstance(asking, HttpResponse):
        return asking
    is_person = asking.entry.resource_person_id is not None
    if request.method == "POST":
        end = persons.withdraw if is_person else actions.close
        end(asking=asking, now=timezone.now())
        return render(request, "directory/provider/ended.html", {"is_person": is_person})
    context = {"asking": asking, "entry": asking.entry, "token": token, "is_person": is_person}
    return render(request, "directory/provider/end.html", context)


@login_not_required
@writes("POST", reads=False)
@never_cache
def new_own_link(request: HttpRequest, token: str) -> HttpResponse:
    """For who holds one that is too old: to the address that the platform knows."""
    try:
        asking = find_by_link(token, now=timezone.now(), or_expired=True)
    except LinkError as error:
        return _closed(request, error, "")
    askings.send_again(asking=asking, now=timezone.now())
    return render(request, "directory/provider/sent.html")


def _open(request: HttpRequest, token: str) -> Asking | HttpResponse:
    """The question that the link answers, or the page that says why there is none."""
    try:
        return find_by_link(token, now=timezone.now())
    except LinkError as error:
        return _closed(request, error, token if error.code == "expired" else "")


def _closed(request: HttpRequest, error: LinkError, token: str) -> HttpResponse:
    status = 404 if error.code == "forged" else 410
    return render(request, "directory/provider/closed.html", {"error": error, "token": token}, status=status)


def _shown(asking: Asking) -> dict[str, Any]:
    return {"whole": queries.whole(asking.entry), "entry": asking.entry}
