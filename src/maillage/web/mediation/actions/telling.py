"""What those who enrolled are told. Each message is promised in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from maillage.web.messages.actions import outbox
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.recipient import Recipient

from ..models import Enrolment, Workshop
from ..models.link import link_of

ENROLLED, WAITING, PROMOTED = "mediation/enrolled", "mediation/waiting", "mediation/promoted"
CHANGED, CALLED_OFF, REMINDER = "mediation/changed", "mediation/called_off", "mediation/reminder"
# Which words each has beside those that all have.
_WITH_LINK = {ENROLLED, WAITING, PROMOTED, CHANGED, REMINDER}
_WITH_BRING = {ENROLLED, PROMOTED, REMINDER}


def tell(template: str, enrolment: Enrolment, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """Once for each state of the workshop: the same said twice is sent once. Who gave neither a name nor an address is
    told by nobody but those who see them."""
    if not (enrolment.name or enrolment.reached_at or enrolment.address):
        return
    workshop = enrolment.workshop
    with translation.override(enrolment.language):
        words, to = _words(template, enrolment), _recipient(enrolment)
    outbox.send(
        template=template,
        to=to,
        words=words,
        key=f"{template}:{enrolment.pk}:{workshop.version}",
        purpose="reminders" if template == REMINDER else "service",
        by=by,
        now=now,
    )


def _words(template: str, enrolment: Enrolment) -> dict[str, str | int]:
    """In the language of who reads them."""
    workshop = enrolment.workshop
    words: dict[str, str | int] = {
        "name": _called(enrolment),
        "title": workshop.said,
        "day": date_format(workshop.begins, "l j F Y"),
        "begins": time_format(workshop.begins),
        "ends": time_format(workshop.ends),
        "where": _where(workshop),
    }
    if template in _WITH_LINK:
        words["link"] = link_of(enrolment)
    if template in _WITH_BRING:
        words["bring"] = _("À apporter : %(what)s") % {"what": workshop.bring} if workshop.bring else ""
    return words


def _where(workshop: Workshop) -> str:
    place = workshop.place
    return ", ".join(filter(None, (place.name, place.address, place.town, workshop.phone)))


def _called(enrolment: Enrolment) -> str:
    return enrolment.name or _("Madame, Monsieur")


def _recipient(enrolment: Enrolment) -> Recipient:
    return Recipient(
        name=_called(enrolment),
        language=enrolment.language,
        email=enrolment.email,
        phone=enrolment.phone,
        address=tuple(enrolment.address.splitlines()),
        wish=Channel(enrolment.wish) if enrolment.wish else None,
    )
