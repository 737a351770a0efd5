"""The counter: the reason, the next free moment nearest the person, who comes. Three keys, and it is booked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes
from maillage.web.places.models import Place, Reason

from ..actions import appointments
from ..forms.counter import PersonForm, WhereForm
from ..models import Appointment
from ..queries import counter as queries
from ..queries.sight import places_for
from ..queries.tickets import TicketError, slot_of
from ..rules.refusals import RefusedError, TakenError
from ..rules.slot import Slot
from .agenda import CHOSEN


@writes("POST")
@needs("bookings.book")
@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """What is chosen stands in the address; only who comes is sent by POST."""
    place = _place(request)
    if place is None:
        return render(request, "bookings/agenda/nothing.html")
    where = WhereForm(request.GET)
    where.is_valid()
    reason = queries.find_reason(request.GET.get("motif", ""))
    slot, trouble = _slot(request)
    if request.method == "POST":
        return _book(request, place, where, reason, slot)
    return _shown(request, place, where, reason, slot, trouble=trouble)


def _book(
    request: HttpRequest, place: Place, where: WhereForm, reason: Reason | None, slot: Slot | None
) -> HttpResponse:
    form = PersonForm(request.POST)
    if slot is None or not form.is_valid():
        return _shown(request, place, where, reason, slot, form=form, status=422)
    made = queries.find_by_key(form.cleaned_data["key"])
    if made is None:
        try:
            made = appointments.book(
                slot=slot,
                person=form.person(commune=where.cleaned_data.get("commune", "")),
                via=form.cleaned_data["via"] or Appointment.Via.COUNTER,
                by=request.user,
                now=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except TakenError:
            said = _("Ce moment vient d’être pris. Voici les suivants ; ce que vous avez écrit est gardé.")
            return _shown(request, place, where, reason, None, form=form, trouble=said, status=409)
        except RefusedError as error:
            return _shown(request, place, where, reason, None, form=form, trouble=_(error.words), status=409)
    messages.success(request, _("C’est réservé. Remettez le billet à la personne."))
    return redirect("bookings:appointment", made.code)


def _shown(
    request: HttpRequest,
    place: Place,
    where: WhereForm,
    reason: Reason | None,
    slot: Slot | None,
    *,
    form: PersonForm | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    said = where.cleaned_data
    commune = said.get("commune") or place.commune
    context = {
        "place": place,
        "where": where,
        "reasons": queries.reasons(),
        "reason": reason,
        "commune": queries.commune_name(commune),
        "said": _said(request),
        "trouble": trouble,
        "form": form or PersonForm(initial={"arrangements": ["step-free"] if said.get("plain_pied") else []}),
    }
    chosen = queries.chosen(slot, now=timezone.now()) if slot else None
    if chosen:
        context |= {"chosen": chosen, "ticket": _ticket(request)}
        context["form"].fields["name"].widget.attrs["autofocus"] = True
    elif reason:
        since, step_free = said.get("des"), said.get("plain_pied", False)
        context["offers"] = queries.offers(
            reason, commune, reader=request.user, now=timezone.now(), since=since, step_free=step_free
        )
        context["keeps"] = form is not None
    return render(request, "bookings/agenda/counter.html", context, status=status)


def _slot(request: HttpRequest) -> tuple[Slot | None, str]:
    """The moment that was chosen, and what is to be said if it cannot be read any more."""
    ticket = _ticket(request)
    try:
        return (slot_of(ticket), "") if ticket else (None, "")
    except TicketError:
        return None, _("Cette proposition n’est plus valable. Voici ce qui est libre maintenant.")


def _ticket(request: HttpRequest) -> str:
    return request.POST.get("creneau") or request.GET.get("creneau", "")


def _said(request: HttpRequest) -> str:
    """What the address says of the person and the reason, for the links of the page."""
    return urlencode(
        [(name, request.GET[name]) for name in ("motif", "commune", "des", "plain_pied") if request.GET.get(name)]
    )


def _place(request: HttpRequest) -> Place | None:
    """Where the agent is: the place whose agenda they look at, else the first of their own."""
    choice = places_for(request.user)
    chosen = choice.find(set(request.session.get(CHOSEN, ())))
    return next(iter([*chosen, *choice.own, *choice.others]), None)
