"""The page of a practitioner, by a signed link or by an account: one page, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from maillage.web.accounts.models import User
from maillage.web.affected import StrandingError
from maillage.web.bookings.actions.appointments import cancel as cancel_appointment
from maillage.web.bookings.rules.refusals import RefusedError
from maillage.web.methods import needs, writes
from maillage.web.places.actions.practitioners import publish as publish_spans
from maillage.web.places.actions.practitioners import withdraw as withdraw_availabilities
from maillage.web.places.forms.practitioners import AvailabilityForm, WithdrawForm
from maillage.web.places.models import Practitioner
from maillage.web.places.views import stranding

from ..actions.links import NoAddressError, send_link
from ..forms import CancelForm
from ..models.links import feed_of, find_by_link
from ..queries.desk import desk_of, own_practitioners, practitioners_for
from ..rules.links import LinkError


@dataclass(frozen=True)
class Seat:
    """Who sits before the page: ``by`` an account, or None by the link; ``here``: its address."""

    practitioner: Practitioner
    by: User | None
    here: str


@writes()
@needs("partners.own")
def practitioners(request: HttpRequest) -> HttpResponse:
    context = {"practitioners": practitioners_for(request.user, now=timezone.now())}
    return render(request, "partners/practitioners.html", context)


@writes("POST")
@needs("partners.own")
@never_cache
def practitioner(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_practitioners(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return _answer(request, Seat(found, request.user, reverse("partners:seat", args=[pk])))


@login_not_required
@writes("POST")
@never_cache
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """Who holds the link is let in as far as it goes, and no further."""
    try:
        found = find_by_link(token, now=timezone.now())
    except LinkError as error:
        return closed(request, error, token)
    return _answer(request, Seat(found, None, reverse("partners:linked", args=[token])))


def closed(request: HttpRequest, error: LinkError, token: str) -> HttpResponse:
    """A page that says why, and how to have another one."""
    status = HTTPStatus.NOT_FOUND if error.code == "forged" else HTTPStatus.GONE
    context = {"error": error, "token": token if error.code == "expired" else ""}
    return render(request, "partners/closed.html", context, status=status)


def _answer(request: HttpRequest, seat: Seat) -> HttpResponse:
    if request.method != "POST":
        return _page(request, seat)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    return act(request, seat)


def _publish(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = AvailabilityForm(request.POST, auto_id="add-%s")
    if not form.is_valid():
        return _page(request, seat, add=form, status=422)
    publish_spans(practitioner=seat.practitioner, spans=form.spans, by=seat.by, now=timezone.now())
    told = ngettext("%(count)d disponibilité est publiée.", "%(count)d disponibilités sont publiées.", len(form.spans))
    return _done(request, seat, told % {"count": len(form.spans)})


def _withdraw(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = WithdrawForm(request.POST, practitioner=seat.practitioner)
    if not form.is_valid():
        return _page(request, seat, withdraw=form, status=422)
    chosen = list(form.cleaned_data["availabilities"])
    who = {"by": seat.by, "now": timezone.now(), "despite": stranding.despite(request)}
    try:
        withdraw_availabilities(practitioner=seat.practitioner, availabilities=chosen, **who)
    except StrandingError as error:
        return stranding.ask(request, error, title=_("Retirer des disponibilités"), back=seat.here)
    told = ngettext("%(count)d disponibilité est retirée.", "%(count)d disponibilités sont retirées.", len(chosen))
    return _done(request, seat, told % {"count": len(chosen)})


def _cancel(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The person is told by the platform."""
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, cancelling=form, status=422)
    said = form.cleaned_data
    found = desk_of(seat.practitioner, now=timezone.now()).find(said["code"])
    if found is None:
        return _page(request, seat, refused=_("Ce rendez-vous n’est plus à venir."), status=409)
    try:
        cancel_appointment(
            appointment=found, because=said["because"], by=seat.by, now=timezone.now(), version=said["version"]
        )
    except RefusedError as error:
        return _page(request, seat, refused=_(error.words), status=409)
    return _done(request, seat, _("Le rendez-vous est annulé. La plateforme prévient la personne."))


def _send_link(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Only who keeps the list of practitioners sends it."""
    if seat.by is None or not seat.by.has_perm("places.manage", seat.practitioner.organisation):
        raise BadRequest
    try:
        send_link(practitioner=seat.practitioner, by=seat.by, now=timezone.now())
    except NoAddressError:
        said = _("Aucune adresse e-mail n’est connue : ajoutez-la d’abord à la fiche.")
        return _page(request, seat, refused=said, status=409)
    return _done(request, seat, _("Le lien part par e-mail."))


ACTS: dict[str, Callable[[HttpRequest, Seat], HttpResponse]] = {
    "publish": _publish,
    "withdraw": _withdraw,
    "cancel": _cancel,
    "send-link": _send_link,
}


def _done(request: HttpRequest, seat: Seat, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(seat.here)


def _page(request: HttpRequest, seat: Seat, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "seat": seat,
        "practitioner": seat.practitioner,
        "desk": desk_of(seat.practitioner, now=timezone.now()),
        "feed": feed_of(seat.practitioner),
        "add": AvailabilityForm(auto_id="add-%s"),
        "cancelling": CancelForm(),
        "may_send": seat.by is not None and seat.by.has_perm("places.manage", seat.practitioner.organisation),
    }
    return render(request, "partners/desk.html", context | more, status=status)
