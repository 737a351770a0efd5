"""Why who consults from afar cancels: those reasons of ``bookings.rules.cancelling`` that are theirs to give."""

from __future__ import annotations

FOR_PRACTITIONERS = ("practitioner", "device", "mistake")
