"""Rooms and stations of a place."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.accounts.queries.organisations import operators
from maillage.web.affected import StrandingError
from maillage.web.methods import needs, writes

from ..actions import rooms as actions
from ..forms.equipment import RoomForm, StationForm
from ..models import Room, Station
from .finding import place_for, room_for, station_for


@writes("POST")
@needs("places.manage")
def add_room(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_for(request, pk, "places.manage")
    form = RoomForm(request.POST or None, instance=Room(place=place))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_room(place=place, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, _("La salle est ajoutée."))
            return redirect("places:manage_place", pk)
    context = {"form": form, "place": place}
    return render(request, "places/desk/room.html", context, status=422 if form.errors else 200)


@writes("POST")
@needs("places.manage")
def room(request: HttpRequest, pk: int) -> HttpResponse:
    found = room_for(request, pk)
    form = RoomForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_room(room=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("places:manage_place", found.place_id)
    context = {"form": form, "place": found.place, "room": room_for(request, pk)}
    return render(request, "places/desk/room.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("places.manage")
def remove_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = room_for(request, pk)
    try:
        actions.remove_room(room=found, by=request.user, now=timezone.now())
    except StrandingError as error:
        messages.error(request, stranded(error))
        return redirect("places:room", pk)
    messages.success(request, _("La salle est retirée. Ses appareils restent dans le lieu."))
    return redirect("places:manage_place", found.place_id)


@writes("POST")
@needs("places.manage")
def add_station(request: HttpRequest, pk: int) -> HttpResponse:
    found = room_for(request, pk)
    form = StationForm(request.POST or None, instance=Station(room=found), operators=operators())
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_station(room=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, _("La station est ajoutée."))
            return redirect("places:manage_place", found.place_id)
    context = {"form": form, "place": found.place, "room": found}
    return render(request, "places/desk/station.html", context, status=422 if form.errors else 200)


@writes("POST")
@needs("places.manage")
def station(request: HttpRequest, pk: int) -> HttpResponse:
    found = station_for(request, pk)
    form = StationForm(request.POST or None, instance=found, operators=operators())
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_station(station=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("places:manage_place", found.room.place_id)
    context = {"form": form, "place": found.room.place, "station": station_for(request, pk)}
    return render(request, "places/desk/station.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("places.manage")
def remove_station(request: HttpRequest, pk: int) -> HttpResponse:
    found = station_for(request, pk)
    try:
        actions.remove_station(station=found, by=request.user, now=timezone.now())
    except StrandingError as error:
        messages.error(request, stranded(error))
        return redirect("places:station", pk)
    messages.success(request, _("La station est retirée. Ses appareils restent dans le lieu."))
    return redirect("places:manage_place", found.room.place_id)


def stranded(error: StrandingError) -> str:
    """Why what is still wanted is not removed."""
    count = len(error.appointments)
    return ngettext(
        "%(count)d rendez-vous ou atelier en a encore besoin : déplacez-le ou annulez-le d’abord.",
        "%(count)d rendez-vous ou ateliers en ont encore besoin : déplacez-les ou annulez-les d’abord.",
        count,
    ) % {"count": count}
