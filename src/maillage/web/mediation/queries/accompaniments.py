"""Accompaniments as who writes them down sees them: today's, and the file of them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

from maillage.outputs.spreadsheet import Cell, csv_text
from maillage.web.accounts.models import User
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.hours import zone_of
from maillage.web.places.models import Place
from maillage.web.territories.queries import departement_of, gazetteer, get_territory

from ..models import Accompaniment
from ..rules.lists import AGES, AUTONOMY, REDIRECTIONS, THEMES
from .scope import REPORT, places_of

DAY = timedelta(days=1)


def of_today(reader: User, *, now: datetime) -> list[Accompaniment]:
    """By the reader, the last one first."""
    rows = Accompaniment.objects.filter(made_by=reader, made_at__gt=now - DAY).select_related("place")
    today = localtime(now).date()
    return [each for each in rows.order_by("-pk") if localtime(each.made_at).date() == today]


def find_own(pk: int, reader: User) -> Accompaniment | None:
    rows = Accompaniment.objects.filter(pk=pk, made_by=reader, place__in=places_of(reader, REPORT))
    return rows.select_related("place", "appointment").first()


def place_of_last(reader: User) -> int | None:
    """Where the reader noted last: most likely where they still are."""
    return Accompaniment.objects.filter(made_by=reader).order_by("-pk").values_list("place", flat=True).first()


def appointments_of_today(places: Iterable[Place], *, now: datetime) -> QuerySet[Appointment]:
    """At these places, of which no accompaniment is noted yet."""
    there = (Appointment.State.BOOKED, Appointment.State.ARRIVED, Appointment.State.DONE)
    rows = Appointment.objects.filter(
        place__in=places, state__in=there, starts_at__gt=now - DAY / 2, starts_at__lte=now + DAY / 24
    )
    return rows.filter(accompaniments=None).select_related("reason", "place").order_by("starts_at", "pk")


def communes_near(place: Place) -> list[tuple[str, str]]:
    """(code, name) of the communes of its département, by name."""
    names = gazetteer().communes["name"].reindex(list(get_territory([departement_of(place.commune)]).codes))
    return sorted(((str(code), str(name)) for code, name in names.items()), key=lambda pair: pair[1])


def said(codes: Iterable[str], words: Mapping[str, str]) -> list[str]:
    return [_(words.get(code, code)) for code in codes]


def file_of(reader: User, *, first: date, last: date) -> str:
    """CSV of what was noted between two days at the reader's places. No column says who it was, nor who noted it."""
    start, end = make_aware(datetime.combine(first, time())), make_aware(datetime.combine(last + DAY, time()))
    rows = Accompaniment.objects.filter(place__in=places_of(reader, REPORT), at__gte=start, at__lt=end)
    head = [_("jour"), _("lieu"), _("minutes"), _("thèmes"), _("autonomie"), _("orienté vers"), _("commune"), _("âge")]
    return csv_text(head, (_line(each) for each in rows.select_related("place").order_by("at", "pk")))


def _line(each: Accompaniment) -> list[Cell]:
    return [
        localtime(each.at, zone_of(each.place)).date().isoformat(),
        each.place.name,
        each.minutes,
        " ; ".join(said(each.themes, THEMES)),
        _(AUTONOMY.get(each.autonomy, each.autonomy)),
        " ; ".join(said(each.redirections, REDIRECTIONS)),
        each.commune,
        _(AGES[each.age]) if each.age in AGES else "",
    ]
