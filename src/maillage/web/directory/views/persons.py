"""Resource persons, entered by an agent to whom they agreed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes
from maillage.web.places.queries.communes import communes_called
from maillage.web.privacy.queries.consents import shown_notice

from ..actions import persons
from ..forms.person import PersonForm


@writes("POST")
@needs("directory.edit")
@never_cache
def enter_person(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, communes=communes_called, placed=True)
    if request.method == "POST" and form.is_valid():
        said = {"email": form.cleaned_data["email"], "means": form.cleaned_data["means"], "offer": form.offer}
        try:
            made = persons.enter(said=form.said, **said, by=request.user, now=timezone.now())
        except persons.NoNoticeError:
            form.add_error(None, _("Publiez d’abord la notice d’information : un accord se donne sur un texte."))
        else:
            messages.success(request, _("La personne est dans l’annuaire, avec son accord."))
            return redirect("directory:keep_entry", made.pk)
    context = {"form": form, "notice": shown_notice(persons.PURPOSE, language="fr"), "purpose": persons.PURPOSE}
    return render(request, "directory/keep/person.html", context, status=422 if form.errors else 200)
