"""Two cards side by side: one place, or two."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import matching
from ..models import Entry, Pair
from ..queries import doubles as queries
from ..queries.entries import find_entry

DECISIONS = {"same": matching.join, "apart": matching.part, "undecided": matching.reconsider}
TOLD = {
    "same": gettext_lazy("C’est le même lieu : les deux fiches n’en font plus qu’une."),
    "apart": gettext_lazy("Ce sont deux lieux : chacun a sa fiche."),
    "undecided": gettext_lazy("La décision est annulée."),
}


@writes()
@needs("directory.manage")
@never_cache
def doubles(request: HttpRequest) -> HttpResponse:
    """The next pair to decide, those that follow, and what was decided last."""
    waiting = queries.waiting()
    first = waiting.first()
    context = {
        "sight": queries.sight(first) if first else None,
        "next": queries.next_after(first) if first else None,
        "count": waiting.count(),
        "following": waiting[1 : queries.SHOWN_AFTER],
        "decided": queries.last_decisions(),
    }
    return render(request, "directory/keep/doubles.html", context)


@writes()
@needs("directory.manage")
@never_cache
def double(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair, whatever was decided about it."""
    pair = _get(pk)
    context = {"sight": queries.sight(pair), "next": queries.next_after(pair)}
    return render(request, "directory/keep/double.html", context)


@writes("POST", reads=False)
@needs("directory.manage")
def decide_double(request: HttpRequest, pk: int) -> HttpResponse:
    """``read``: the second at which what one read was decided, if it was."""
    pair, decision = _get(pk), request.POST.get("decision", "")
    if decision not in DECISIONS:
        raise Http404
    if request.POST.get("read", "") != _stamp(pair):
        messages.error(request, _("Quelqu’un a décidé entre-temps : voici où en est cette paire."))
        return redirect("directory:double", pk)
    try:
        DECISIONS[decision](pair=pair, by=request.user, now=timezone.now())
    except matching.DecidedError:
        messages.error(request, _("Quelqu’un a décidé entre-temps : voici où en est cette paire."))
        return redirect("directory:double", pk)
    messages.success(request, TOLD[decision])
    return redirect("directory:doubles") if decision != "undecided" else redirect("directory:double", pk)


@writes()
@needs("directory.manage")
@never_cache
def entry_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands under one entry, and what was decided about it: everything can be undone."""
    entry = _entry(pk)
    context = {"entry": entry, "sides": queries.together(entry), "decided": queries.decisions_about(entry)}
    return render(request, "directory/keep/history.html", context)


@writes("POST", reads=False)
@needs("directory.manage")
def take_out_record(request: HttpRequest, pk: int) -> HttpResponse:
    """``record``: which of those under the entry is another place."""
    entry, number = _entry(pk), request.POST.get("record", "")
    chosen = next((side.record for side in queries.together(entry) if str(side.record.pk) == number), None)
    if chosen is None:
        raise Http404
    matching.take_out(record=chosen, by=request.user, now=timezone.now())
    messages.success(request, _("Cette fiche est de nouveau à part, sous son ancienne adresse."))
    return redirect("directory:entry_history", pk)


def _stamp(pair: Pair) -> str:
    return str(int(pair.decided_at.timestamp())) if pair.decided_at else ""


def _get(pk: int) -> Pair:
    found = queries.find_pair(pk)
    if found is None:
        raise Http404
    return found


def _entry(pk: int) -> Entry:
    found = find_entry(pk)
    if found is None:
        raise Http404
    return found
