"""Devices of a place: looked at every day, down, away, back, calibrated."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.engine.territory.time_zone import time_zone
from maillage.web.affected import StrandingError
from maillage.web.methods import needs, writes

from ..actions import devices as actions
from ..forms.equipment import CalibrationForm, DeviceForm, NewDeviceForm, NoteForm
from ..models import Device
from ..queries import devices as queries
from ..queries.rooms import stations_of
from ..rules.readiness import LEAVES
from .finding import device_for, place_for
from .rooms import stranded

# Two forms of the page have a field of the same name.
CALIBRATION = "calibration-%s"


@writes()
@needs("places.check")
@never_cache
def devices(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_for(request, pk, "places.check")
    context = {
        "place": place,
        "board": queries.board(place, now=timezone.now()),
        "may_manage": request.user.has_perm("places.manage", place.organisation),
    }
    return render(request, "places/desk/devices.html", context)


@writes("POST")
@needs("places.manage")
def enter_device(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_for(request, pk, "places.manage")
    form = NewDeviceForm(request.POST or None, instance=Device(place=place), stations=stations_of(place))
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter(place=place, **form.said, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("serial", error.messages)
        else:
            messages.success(request, _("L’appareil est ajouté."))
            return redirect("places:devices", pk)
    context = {"form": form, "place": place}
    return render(request, "places/desk/device_form.html", context, status=422 if form.errors else 200)


@writes()
@needs("places.check")
@never_cache
def device(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, device_for(request, pk, "places.check"))


@writes("POST")
@needs("places.manage")
def correct_device(request: HttpRequest, pk: int) -> HttpResponse:
    found = device_for(request, pk, "places.manage")
    form = DeviceForm(request.POST or None, instance=found, stations=stations_of(found.place))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(device=found, **form.said, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("serial", error.messages)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("places:device", pk)
    context = {"form": form, "place": found.place, "device": device_for(request, pk, "places.manage")}
    return render(request, "places/desk/device_form.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("places.check")
def find_ready(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap, back to the list."""
    found = device_for(request, pk, "places.check")
    try:
        actions.find_ready(device=found, by=request.user, now=timezone.now())
    except actions.NotNowError:
        messages.error(request, _("Cet appareil n’est pas en service : remettez-le d’abord en service."))
    return redirect("places:devices", found.place_id)


@writes("POST", reads=False)
@needs("places.check")
def note(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Down, away or back."""
    found = device_for(request, pk, "places.check")
    if act not in LEAVES:
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, note=form, status=422)
    try:
        actions.note(device=found, act=act, **form.cleaned_data, by=request.user, now=timezone.now())
    except actions.NotNowError:
        messages.error(request, _("Quelqu’un l’a noté entre-temps : voici où en est l’appareil."))
    else:
        messages.success(request, _("C’est noté."))
    return redirect("places:device", pk)


@writes("POST", reads=False)
@needs("places.manage")
def calibrate(request: HttpRequest, pk: int) -> HttpResponse:
    found, now = device_for(request, pk, "places.manage"), timezone.now()
    form = CalibrationForm(
        request.POST, auto_id=CALIBRATION, today=now.astimezone(time_zone(found.place.departement)).date()
    )
    if not form.is_valid():
        return _page(request, found, calibration=form, status=422)
    actions.calibrate(device=found, **form.cleaned_data, by=request.user, now=now)
    messages.success(request, _("L’étalonnage est noté."))
    return redirect("places:device", pk)


@writes("POST", reads=False)
@needs("places.manage")
def remove_device(request: HttpRequest, pk: int) -> HttpResponse:
    found = device_for(request, pk, "places.manage")
    try:
        actions.remove(device=found, by=request.user, now=timezone.now())
    except StrandingError as error:
        messages.error(request, stranded(error))
        return redirect("places:device", pk)
    messages.success(request, _("L’appareil est retiré."))
    return redirect("places:devices", found.place_id)


def _page(
    request: HttpRequest,
    found: Device,
    *,
    note: NoteForm | None = None,
    calibration: CalibrationForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    today = now.astimezone(time_zone(found.place.departement)).date()
    context = {
        "place": found.place,
        "row": queries.row_of(found, now=now),
        "history": queries.history(found),
        "note": note or NoteForm(),
        "calibration": calibration or CalibrationForm(auto_id=CALIBRATION, today=today, initial={"on": today}),
        "may_manage": request.user.has_perm("places.manage", found.place.organisation),
    }
    return render(request, "places/desk/device.html", context, status=status)
