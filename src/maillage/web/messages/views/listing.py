"""What the platform sent, and what waits; without who it is for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import decisions, opt_out
from ..forms import FilterForm, OptOutForm
from ..queries.listing import listing
from ..rules.recipient import Recipient


@writes()
@needs("messages.read")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"etat": "", "canal": ""}
    shown = listing(state=wanted["etat"], channel=wanted["canal"], page=request.GET.get("page", ""))
    query = "".join(f"{name}={value}&" for name, value in wanted.items() if value)
    context = {"form": form, "listing": shown, "query": query}
    return render(request, "messages/listing.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("messages.manage")
def try_out(request: HttpRequest) -> HttpResponse:
    """A message to the person who asks."""
    to = Recipient(request.user.name, translation.get_language(), request.user.email, person=request.user.pk)
    message = decisions.try_out(to=to, by=request.user, now=timezone.now())
    messages.success(request, _("Un message d’essai part vers votre adresse."))
    return redirect("messages:message", message.pk)


@writes("POST")
@needs("messages.call")
@never_cache
def refusals(request: HttpRequest) -> HttpResponse:
    """An agent writes down that somebody wants no more messages of a kind, or wants them again."""
    form = OptOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = opt_out.opt_in if "again" in request.POST else opt_out.opt_out
        new = note(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("C’est noté.") if new else _("C’était déjà noté."))
        return redirect("messages:refusals")
    return render(request, "messages/refusals.html", {"form": form}, status=422 if form.errors else 200)
