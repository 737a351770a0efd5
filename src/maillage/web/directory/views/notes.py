"""What readers and places report: told without an account, looked at by agents."""

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
from maillage.web.methods import needs, writes

from ..actions import notes as actions
from ..forms.notes import ReportForm
from ..models import Entry
from ..queries import notes as queries
from ..queries.entries import find_entry


@login_not_required
@writes("POST")
@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Something on a card is wrong. Nobody is asked who they are."""
    entry = find_entry(pk)
    if entry is None or not entry.listed:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _told(request, entry, form):
        return render(request, "directory/reported.html", {"entry": entry})
    return render(request, "directory/report.html", {"entry": entry, "form": form}, status=422 if form.errors else 200)


@writes()
@needs("directory.edit")
@never_cache
def notes(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/keep/notes.html", {"notes": queries.to_settle()})


@writes("POST", reads=False)
@needs("directory.edit")
def settle_note(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.find_note(pk)
    if found is None:
        raise Http404
    accept = request.POST.get("decision") == "accepter"
    actions.settle(note=found, by=request.user, now=timezone.now(), accept=accept)
    messages.success(request, _("C’est réglé."))
    return redirect("directory:notes")


def _told(request: HttpRequest, entry: Entry, form: ReportForm) -> bool:
    """Whether it was heard; if not, the form says why."""
    try:
        actions.report(entry=entry, **form.cleaned_data, address=visitor_address(request), now=timezone.now())
    except LockedError:
        form.add_error(None, _("Trop de signalements viennent d’ici en peu de temps. Réessayez plus tard."))
        return False
    return True
