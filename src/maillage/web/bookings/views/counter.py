"""The counter: the reason, the next free moment nearest the person, who comes. Three keys, and it is booked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes
from maillage.web.places.models import Place, Reason
from maillage.web.territories.queries import commune_name

from ..actions import appointments
from ..forms.counter import CounterForm, WhereForm
from ..models import Appointment
from ..queries import counter as queries
from ..queries.sight import Choice, is_in_sight, places_for
from ..queries.tickets import TicketError, slot_of
from ..rules.refusals import RefusedError, TakenError
from ..rules.slot import Slot
from .agenda import CHOSEN


@dataclass(frozen=True)
class Asked:
    """What the address says. ``slot``: the moment that was chosen; ``trouble``: why it cannot be had."""

    where: WhereForm
    reason: Reason | None
    slot: Slot | None
    trouble: str

    @property
    def commune(self) -> str:
        """Where the person comes from, if it was said."""
        return self.where.cleaned_data.get("commune", "")


@writes("POST")
@needs("bookings.book")
@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """What is chosen stands in the address; only who comes is sent by POST."""
    asked = _asked(request)
    if request.method == "POST":
        return _book(request, asked)
    return _shown(request, asked, status=422 if asked.where.errors else 200)


def _book(request: HttpRequest, asked: Asked) -> HttpResponse:
    form = CounterForm(request.POST)
    if asked.slot is None or not form.is_valid():
        return _shown(request, asked, form=form, status=422)
    try:
        made = appointments.book(
            slot=asked.slot,
            person=form.person(commune=asked.commune),
            via=form.cleaned_data["via"] or Appointment.Via.COUNTER,
            by=request.user,
            now=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except (IntegrityError, RefusedError, TakenError) as error:
        # The same form, sent twice, books once.
        made = queries.find_by_key(form.cleaned_data["key"])
        if made is None:
            return _shown(request, replace(asked, slot=None, trouble=_why(error)), form=form, status=409)
    messages.success(request, _("C’est réservé. Remettez le billet à la personne."))
    return redirect("bookings:appointment", made.code)


def _why(error: Exception) -> str:
    if isinstance(error, RefusedError):
        return _(error.words)
    if isinstance(error, TakenError):
        return _("Ce moment vient d’être pris. Voici les suivants ; ce que vous avez écrit est gardé.")
    raise error


def _shown(request: HttpRequest, asked: Asked, *, form: CounterForm | None = None, status: int = 200) -> HttpResponse:
    choice = places_for(request.user)
    if not choice:
        return render(request, "bookings/agenda/nothing.html")
    said, now, place = asked.where.cleaned_data, timezone.now(), _place(request, choice)
    context = {
        "where": asked.where,
        "reasons": queries.reasons(),
        "reason": asked.reason,
        "commune": commune_name(asked.commune or place.commune),
        "said": _said(request),
        "trouble": asked.trouble,
        "form": form or CounterForm(initial={"arrangements": ["step-free"] if said.get("plain_pied") else []}),
    }
    chosen = queries.chosen(asked.slot, now=now) if asked.slot else None
    if chosen:
        context |= {"chosen": chosen, "ticket": _ticket(request)}
        context["form"].fields["name"].widget.attrs["autofocus"] = True
    elif asked.reason:
        origin = queries.origin(asked.commune, place)
        wish = {"since": said.get("des"), "step_free": said.get("plain_pied", False)}
        context["offers"] = queries.offers(asked.reason, origin, reader=request.user, now=now, **wish)
        context["keeps"] = form is not None
    return render(request, "bookings/agenda/counter.html", context, status=status)


def _asked(request: HttpRequest) -> Asked:
    where = WhereForm(request.GET)
    where.is_valid()
    reason = queries.find_reason(request.GET.get("motif", ""))
    slot, trouble = None, ""
    if ticket := _ticket(request):
        try:
            slot = slot_of(ticket)
        except TicketError:
            trouble = _("Cette proposition n’est plus valable. Voici ce qui est libre maintenant.")
    # Nobody books where they may not, whoever gave them the address.
    if slot and not is_in_sight(request.user, slot.place):
        raise Http404
    return Asked(where, reason, slot, trouble)


def _ticket(request: HttpRequest) -> str:
    return request.POST.get("creneau") or request.GET.get("creneau", "")


def _said(request: HttpRequest) -> str:
    """What the address says of the person and the reason, for the links of the page."""
    names = ("motif", "commune", "des", "plain_pied")
    return urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])


def _place(request: HttpRequest, choice: Choice) -> Place:
    """Where the agent is: the place whose agenda they look at, else the first of their own."""
    chosen = choice.find(set(request.session.get(CHOSEN, ())))
    return [*chosen, *choice.own, *choice.others][0]
