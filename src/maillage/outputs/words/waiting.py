"""What there is to say of the wait for an appointment: how much room keeps it short, and where that holds."""

from __future__ import annotations

import math

from ...engine.siting.waiting.appointments import FULLEST, Appointments
from ...engine.siting.waiting.overbooking import CONFIDENCE, MOST_OVERFLOW, Shows, overflow, safe_bookings
from ...engine.siting.waiting.sizing import Size
from ...engine.siting.waiting.walk_in import WalkIn
from .language import FRENCH as FR

VALIDITY = (
    f"Ces chiffres valent jusqu'à {FR.percent(FULLEST)} de créneaux pris, pour des demandes qui arrivent "
    "régulièrement au fil des jours et prennent le premier créneau libre (file M/D/1)."
)


def room_sentence(size: Size, slots_a_station: int, *, most_days: float, share: float | None) -> str:
    """How many slots, stations and mediators keep the wait short."""
    whom = "en moyenne" if share is None else f"pour {FR.percent(share)} des personnes"
    return (
        f"{_counted(size.needed_slots, 'créneau', 'créneaux')} par jour suffisent pour attendre moins de "
        f"{_days(most_days)} d'ouverture {whom} : {_counted(size.stations, 'poste', 'postes')} "
        f"({_counted(slots_a_station, 'créneau', 'créneaux')} par poste) et "
        f"{_counted(size.mediators, 'médiateur', 'médiateurs')}."
    )


def wait_sentence(appointments: Appointments) -> str:
    """The wait with so many slots, and whether the figure may be planned with."""
    asked = f"{FR.percent(appointments.load)} des créneaux sont demandés"
    if appointments.load >= 1:
        return f"{asked} : l'attente s'allonge sans fin."
    told = (
        f"{asked} ; l'attente est de {_days(appointments.mean_days)} en moyenne, et neuf personnes sur dix attendent "
        f"{_days(appointments.days_of_share(0.9))} au plus."
    )
    if appointments.valid:
        return told
    return (
        f"{told} Au-delà de {FR.percent(FULLEST)}, ce chiffre ne peut fonder un plan : un peu plus de demandes le "
        f"change du tout au tout, et il faut {_days(math.ceil(appointments.settling_days))} environ pour qu'il "
        "s'établisse."
    )


def with_stations(stations: int, appointments: Appointments) -> str:
    """The wait with a number of stations that was asked for."""
    return f"Avec {_counted(stations, 'poste', 'postes')} : {wait_sentence(appointments)}"


def overbooking_sentence(slots: int, shows: Shows) -> str:
    """How many appointments a station's day may be given."""
    booked, most = safe_bookings(slots, shows), shows.most_who_come
    sure = f"(borne à {FR.percent(CONFIDENCE)})"
    if booked == slots:
        return (
            f"Donner plus de rendez-vous que de créneaux n'est pas sûr : sur {FR.number(shows.booked)} rendez-vous, "
            f"{FR.number(shows.came)} ont été honorés, si bien que jusqu'à {FR.percent(most, 1)} peuvent l'être {sure}."
        )
    return (
        f"{FR.number(booked)} rendez-vous peuvent être donnés pour {FR.number(slots)} créneaux : même si "
        f"{FR.percent(most, 1)} sont honorés {sure}, il vient plus de monde que de créneaux "
        f"{FR.percent(overflow(slots, booked, most), 1)} des jours, moins de {FR.percent(MOST_OVERFLOW)}."
    )


def walk_in_sentence(queue: WalkIn) -> str:
    """Stations for people who come without an appointment."""
    return (
        f"Sans rendez-vous, {FR.axis_number(queue.arrivals_an_hour)} personnes par heure demandent "
        f"{_counted(queue.stations, 'poste', 'postes')} : {FR.percent(queue.share_leaving, 1)} renoncent, "
        f"{FR.percent(queue.share_waiting)} attendent, {FR.number(queue.mean_wait_minutes, 1)} min en moyenne sur "
        "l'ensemble (Erlang-A)."
    )


def _counted(number: int, one: str, several: str) -> str:
    return f"{FR.number(number)} {one if number < 2 else several}"


def _days(days: float) -> str:
    return f"{FR.axis_number(days)} {'jour' if days < 2 else 'jours'}"
