"""The index of what can be administered, the authority's own settings, organisations."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import needs, writes

from ..actions import authority as appearance
from ..actions import organisations as actions
from ..forms.authority import AuthorityForm
from ..forms.organisations import OrganisationForm
from ..models import Organisation
from ..queries import organisations as queries
from ..queries.authority import what_was_said
from ..queries.doors import doors_for


@writes()
@needs("")
def index(request: HttpRequest) -> HttpResponse:
    """The doors that this person may open; closed to who may open none."""
    doors = doors_for(request.user)
    if not doors:
        raise PermissionDenied
    return render(request, "accounts/administration.html", {"doors": doors})


@writes("POST")
@needs("accounts.settings")
def authority(request: HttpRequest) -> HttpResponse:
    form = AuthorityForm(request.POST or None, request.FILES or None, initial=what_was_said())
    if request.method == "POST" and form.is_valid():
        appearance.change_appearance(**form.said, by=request.user, now=timezone.now())
        messages.success(request, _("C’est enregistré : chaque page le montre dès maintenant."))
        return redirect("accounts:authority")
    return render(request, "accounts/authority.html", {"form": form}, status=422 if form.errors else 200)


@writes()
@needs("accounts.organisations")
def organisations(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/organisations.html", {"organisations": queries.organisations(timezone.now())})


@writes("POST")
@needs("accounts.organisations")
def enter_organisation(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter(**form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("code", error.messages)
        else:
            messages.success(request, _("%(name)s est dans la liste.") % {"name": made.name})
            return redirect("accounts:organisations")
    return render(request, "accounts/organisation.html", {"form": form}, status=422 if form.errors else 200)


@writes("POST")
@needs("accounts.organisations")
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(pk)
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(organisation=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("code", error.messages)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("accounts:organisations")
    context = {"form": form, "organisation": _get(pk)}
    return render(request, "accounts/organisation.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("accounts.organisations")
def close_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(pk)
    actions.close(organisation=found, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s est fermée : ses rôles et ses invitations ont pris fin.") % {"name": found})
    return redirect("accounts:organisations")


def _get(pk: int) -> Organisation:
    found = queries.find_organisation(pk)
    if found is None:
        raise Http404
    return found
