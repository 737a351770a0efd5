"""One appointment: who, when, where, with whom; moved, cancelled, arrived, done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import appointments as actions
from ..actions.correcting import correct as say_anew
from ..forms.appointment import CancelForm, CorrectForm, VersionForm
from ..forms.counter import WhereForm
from ..models import Appointment
from ..queries import one as queries
from ..queries.sight import acts, find_appointment, places_for
from ..queries.tickets import TicketError, slot_of
from ..rules.refusals import RefusedError, TakenError

# What is noted on the day, and what the next page says of it.
NOTED = {
    "arrive": (actions.arrive, gettext_lazy("C’est noté : la personne est arrivée.")),
    "termine": (actions.finish, gettext_lazy("C’est noté : le rendez-vous est terminé.")),
    "absent": (actions.miss, gettext_lazy("C’est noté : la personne n’est pas venue.")),
    "defaire": (actions.undo, gettext_lazy("C’est défait.")),
}


@writes()
@needs("bookings.read")
@never_cache
def appointment(request: HttpRequest, code: str) -> HttpResponse:
    return _shown(request, _found(request, code))


@writes("POST", reads=False)
@needs("bookings.book")
def note(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Arrived, done, absent, or what was noted last undone; back to where it was said."""
    found = _found(request, code, to_change=True)
    if act not in NOTED:
        raise Http404
    action, said = NOTED[act]
    try:
        action(appointment=found, by=request.user, now=timezone.now(), version=_version(request))
        messages.success(request, said)
    except RefusedError as error:
        messages.warning(request, _(error.words))
    back = request.POST.get("next", "")
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("bookings:appointment", found.code)


@writes("POST", reads=False)
@needs("bookings.book")
@never_cache
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code, to_change=True)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form=form, status=422)
    said = {"because": form.cleaned_data["because"], "version": form.cleaned_data["version"]}
    try:
        actions.cancel(appointment=found, by=request.user, now=timezone.now(), **said)
        messages.success(request, _("Le rendez-vous est annulé. Le moment est de nouveau libre."))
    except RefusedError as error:
        messages.warning(request, _(error.words))
    return redirect("bookings:appointment", found.code)


@writes("POST")
@needs("bookings.book")
@never_cache
def move(request: HttpRequest, code: str) -> HttpResponse:
    """The moments to which it can be moved, by their numbers; the one that is chosen moves it at once."""
    found = _found(request, code, to_change=True)
    trouble, status = "", 200
    if request.method == "POST":
        try:
            slot = slot_of(request.POST.get("creneau", ""))
            # Nobody books where they may not, whoever gave them the ticket.
            if not places_for(request.user).find({slot.place}):
                raise Http404
            who = {"by": request.user, "now": timezone.now()}
            actions.move(appointment=found, to=slot, version=_version(request), **who)
            messages.success(request, _("Le rendez-vous est déplacé."))
            return redirect("bookings:appointment", found.code)
        except TicketError:
            trouble, status = _("Cette proposition n’est plus valable. Voici ce qui est libre maintenant."), 422
        except TakenError:
            trouble, status = _("Ce moment vient d’être pris. Voici les suivants."), 409
        except RefusedError as error:
            trouble, status = _(error.words), 409
    where = WhereForm(request.GET)
    since = where.cleaned_data.get("des") if where.is_valid() else None
    found.refresh_from_db(fields=["version", "state"])
    now = timezone.now()
    context = {
        "sheet": queries.sheet_of(found, reader=request.user, now=now),
        "offers": queries.other_moments(found, reader=request.user, now=now, since=since),
        "where": where,
        "trouble": trouble,
    }
    return render(request, "bookings/agenda/move.html", context, status=status)


@writes("POST")
@needs("bookings.book")
@never_cache
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Who comes, and how they are reached."""
    found = _found(request, code, to_change=True)
    trouble, status = "", 200
    form = CorrectForm(request.POST) if request.method == "POST" else CorrectForm.of(found)
    if form.is_bound and form.is_valid():
        said = {"person": form.person(commune=found.commune), "version": form.cleaned_data["version"]}
        try:
            say_anew(appointment=found, by=request.user, now=timezone.now(), **said)
            messages.success(request, _("C’est corrigé. Ce qui attendait d’être envoyé est récrit."))
            return redirect("bookings:appointment", found.code)
        except RefusedError as error:
            trouble, status = _(error.words), 409
    elif form.is_bound:
        status = 422
    sheet = queries.sheet_of(found, reader=request.user, now=timezone.now())
    context = {"sheet": sheet, "form": form, "trouble": trouble}
    return render(request, "bookings/agenda/correct.html", context, status=status)


def _found(request: HttpRequest, code: str, *, to_change: bool = False) -> Appointment:
    """404 too where it is somebody else's: a code tells nothing to who may not read it."""
    found = find_appointment(code, reader=request.user)
    if found is None or (to_change and not acts(request.user, found)):
        raise Http404
    return found


def _version(request: HttpRequest) -> int | None:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


def _shown(
    request: HttpRequest, found: Appointment, *, form: CancelForm | None = None, status: int = 200
) -> HttpResponse:
    sheet = queries.sheet_of(found, reader=request.user, now=timezone.now())
    context = {"sheet": sheet, "form": form or CancelForm(initial={"version": found.version})}
    return render(request, "bookings/agenda/appointment.html", context, status=status)
