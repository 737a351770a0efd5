"""The waiting list: who waits, and what they answer on the telephone."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import waiting as actions
from ..forms.waiting import WaitForm
from ..queries import waiting as queries
from ..queries.agenda import today_at
from ..queries.counter import find_reason, reasons
from ..queries.sight import places_for
from ..rules.refusals import RefusedError
from .agenda import CHOSEN

USUAL_WAIT = timedelta(days=30)
ANSWERS = {
    "accepter": (actions.accept, gettext_lazy("C’est réservé.")),
    "refuser": (actions.refuse, gettext_lazy("C’est noté. Le moment est proposé à la personne suivante.")),
    "quitter": (actions.leave, gettext_lazy("La personne n’attend plus.")),
}


@writes()
@needs("bookings.read")
@never_cache
def waiting_list(request: HttpRequest) -> HttpResponse:
    found = queries.queues(reader=request.user, now=timezone.now())
    return render(request, "bookings/agenda/waiting.html", {"queues": found, "choice": places_for(request.user)})


@writes("POST")
@needs("bookings.book")
@never_cache
def wait(request: HttpRequest) -> HttpResponse:
    places = places_for(request.user).own
    if not places:
        return render(request, "bookings/agenda/nothing.html")
    today = today_at(places, timezone.now())
    form = WaitForm(
        request.POST or None,
        reasons=[(each.pk, each.said) for each in reasons()],
        places=[(place.pk, place.name) for place in places],
        today=today,
        initial={
            "reason": request.GET.get("motif", ""),
            "places": request.session.get(CHOSEN) or [places[0].pk],
            "until": today + USUAL_WAIT,
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if not queries.is_known(said["key"]):
            actions.wait(
                reason=find_reason(str(said["reason"])),
                places=[place for place in places if place.pk in said["places"]],
                person=form.person(),
                by=request.user,
                now=timezone.now(),
                **{name: said[name] for name in ("until", "weekdays", "begins", "ends", "key")},
            )
        messages.success(request, _("La personne est sur la liste d’attente."))
        return redirect("bookings:waiting_list")
    return render(request, "bookings/agenda/wait.html", {"form": form}, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("bookings.book")
def answer(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """What the person said on the telephone."""
    found = queries.find_waiting(pk, reader=request.user)
    if found is None or act not in ANSWERS:
        raise Http404
    action, said = ANSWERS[act]
    try:
        action(waiting=found, by=request.user, now=timezone.now())
        messages.success(request, said)
    except RefusedError as error:
        messages.warning(request, _(error.words))
    return redirect("bookings:waiting_list")
