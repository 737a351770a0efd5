"""A resident takes a moment that was offered to them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.web.accounts.actions.attempts import LockedError
from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.methods import writes
from maillage.web.privacy.queries.held import days_kept

from ..actions.online import book_once
from ..forms.residents import BookForm
from ..queries import offers
from ..queries.links import token_of
from ..queries.own import Chosen, chosen
from ..queries.slots import still_free
from ..queries.tickets import TicketError, slot_of
from ..rules.refusals import RefusedError, TakenError
from .leaflets import lives_in, personal, too_much


@login_not_required
@writes("POST")
@personal
def reserve(request: HttpRequest, ticket: str) -> HttpResponse:
    """``de``: the commune where they said that they live."""
    try:
        moment = chosen(slot_of(ticket))
    except TicketError as error:
        status = 410 if error.is_late else 404
        return render(request, "bookings/public/no_ticket.html", {"is_late": error.is_late}, status=status)
    if moment is None:
        return render(request, "bookings/public/no_ticket.html", {"is_late": True}, status=410)
    form = BookForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        return _book(request, form, moment)
    if not form.is_bound and not still_free(moment.slot, now=timezone.now()):
        return _taken(request, form, moment)
    return _shown(request, form, moment)


def _book(request: HttpRequest, form: BookForm, moment: Chosen) -> HttpResponse:
    now = timezone.now()
    person = form.person(commune=offers.known_commune(request.GET.get("de", "")))
    try:
        made = book_once(
            slot=moment.slot, person=person, key=form.cleaned_data["key"], address=visitor_address(request), now=now
        )
    except TakenError:
        return _taken(request, form, moment)
    except RefusedError as error:
        form.add_error(None, _(error.words))
        return _shown(request, form, moment)
    except LockedError as locked:
        form.add_error(None, too_much(locked, now=now))
        return _shown(request, form, moment, status=429)
    return redirect("bookings:mine", token_of(made))


def _shown(request: HttpRequest, form: BookForm, moment: Chosen, *, status: int = 0) -> HttpResponse:
    context = {"form": form, "moment": moment, "kept": days_kept("bookings_appointment")}
    return render(request, "bookings/public/book.html", context, status=status or (422 if form.errors else 200))


def _taken(request: HttpRequest, form: BookForm, moment: Chosen) -> HttpResponse:
    """What was typed goes along with the next choice."""
    others = offers.instead(moment.somewhere.place, moment.reason, now=timezone.now())
    context = {"form": form, "moment": moment, "others": others, "tail": lives_in(request.GET.get("de", ""))}
    return render(request, "bookings/public/taken.html", context, status=409)
