"""The directory as files that others read: both standards, JSON and CSV, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from maillage.engine.sources.directory.card import FIELDS, Card, Offer
from maillage.engine.sources.directory.lists import AUDIENCES, CONDITIONS
from maillage.outputs.directory import data_inclusion, mednum, plain_csv, plain_json
from maillage.web.accounts.queries.authority import look
from maillage.web.bookings.queries.offers import where
from maillage.web.marking import _

from ..models import Entry, Service, Source
from ..rules.asked import Asked
from .index import current
from .search import Filters, matching

# Entries that are read together.
PORTION = 500
CSV, JSON = "text/csv; charset=utf-8", "application/json"
SERVED = ("key", "name", "description", "fees", "hours")
SERVED_LISTS = ("topics", "audiences", "languages", "conditions", "ways", "access")


@dataclass(frozen=True)
class File:
    """``title`` and ``note`` are for people. ``lacks``: what the standard requires of a card, which is left out where
    it cannot be filled."""

    title: str
    note: str
    content_type: str
    write: Callable[[Iterable[Card]], Iterator[str]]
    lacks: Callable[[Card], Sequence[str]] | None = None

    @property
    def leaves_out(self) -> bool:
        """Whether a card may be missing from it."""
        return self.lacks is not None


def _sourced(write: Callable[..., Iterator[str]]) -> Callable[[Iterable[Card]], Iterator[str]]:
    """Signed by the authority."""
    return lambda cards: write(cards, source=publisher())


# By the name of the file.
FILES: Mapping[str, File] = {
    "lieux.csv": File(_("Tableau"), _("Pour un tableur : une ligne par lieu, en français."), CSV, plain_csv.chunks),
    "lieux.json": File(_("JSON"), _("Tout ce que l’annuaire sait de chaque lieu."), JSON, plain_json.chunks),
    "mediation-numerique.csv": File(
        _("Lieux de médiation numérique"),
        _("Le schéma national de La MedNum, version 1.0.2."),
        CSV,
        _sourced(mednum.chunks),
        mednum.lacks,
    ),
    "data-inclusion-structures.json": File(
        _("data·inclusion : structures, JSON"),
        _("Le schéma national de l’offre d’insertion, version 1."),
        JSON,
        _sourced(data_inclusion.structures_json),
        data_inclusion.lacks,
    ),
    "data-inclusion-services.json": File(
        _("data·inclusion : services, JSON"),
        _("Les services de ces structures, dans le même schéma."),
        JSON,
        _sourced(data_inclusion.services_json),
        data_inclusion.lacks,
    ),
    "data-inclusion-structures.csv": File(
        _("data·inclusion : structures, CSV"),
        _("Le même, pour un tableur."),
        CSV,
        _sourced(data_inclusion.structures_csv),
        data_inclusion.lacks,
    ),
    "data-inclusion-services.csv": File(
        _("data·inclusion : services, CSV"),
        _("Le même, pour un tableur."),
        CSV,
        _sourced(data_inclusion.services_csv),
        data_inclusion.lacks,
    ),
}


def pieces(name: str, numbers: Iterable[int]) -> Iterator[str]:
    """A file of FILES about these entries, in their order."""
    return FILES[name].write(cards(numbers))


def cards(numbers: Iterable[int]) -> Iterator[Card]:
    """Of the entries that are listed; no more than a portion is held at a time."""
    for portion in batched(numbers, PORTION):
        rows = _whole().in_bulk(list(portion))
        yield from (card(rows[number]) for number in portion if number in rows)


def card(entry: Entry) -> Card:
    """An entry as sources write cards; its number is its key."""
    said = {name: getattr(entry, name) for name in FIELDS}
    return Card(
        key=str(entry.pk),
        **said | {"networks": tuple(entry.networks)},
        updated_on=entry.updated_on or entry.changed_at.date(),
        offers=tuple(_offer(service) for service in entry.services.all()),
    )


def publisher() -> str:
    """The authority, as a short word of identifiers."""
    return slugify(look().name or settings.AUTHORITY) or "maillage"


def version() -> str:
    """Changes whenever a file might."""
    return f"{current().index.revision:x}-{publisher()}"


def sources() -> list[Source]:
    """Whose words stand in the directory, the most trusted first."""
    return list(Source.objects.filter(records__entry__listed=True, records__gone_at=None).distinct())


def sources_of(slugs: Iterable[str]) -> list[Source]:
    """By their names, the most trusted first."""
    return list(Source.objects.filter(slug__in=set(slugs)))


def _whole() -> QuerySet[Entry]:
    services = Service.objects.select_related("record").order_by("pk")
    return Entry.objects.filter(listed=True).prefetch_related(Prefetch("services", queryset=services))


def _offer(service: Service) -> Offer:
    said = {name: getattr(service, name) for name in SERVED} | {
        name: tuple(getattr(service, name)) for name in SERVED_LISTS
    }
    return Offer(**said, **_told(service))


def _told(service: Service) -> dict[str, object]:
    """What its record says besides: themes, as they came, and where one asks for this service."""
    for offer in service.record.card.get("offers", ()):
        if (offer.get("key", ""), offer.get("name", "")) == (service.key, service.name):
            found = {name: offer[name] for name in ("phone", "email", "website") if name in offer}
            return found | {"themes": tuple(offer.get("themes", ()))}
    return {}


def chosen(asked: Asked, *, now: datetime) -> list[int]:
    """The entries that the list would show, all of them, in its order. Raises UnknownOriginError."""
    near = where(asked.where, asked.commune) if asked.is_somewhere else None
    filters = Filters(
        topics=asked.topics,
        kinds=(asked.kind,) if asked.kind else (),
        audiences=(asked.who,) if asked.who in AUDIENCES else (),
        conditions=(asked.who,) if asked.who in CONDITIONS else (),
        languages=(asked.language,) if asked.language else (),
        fees=("free",) if asked.free else (),
        step_free=asked.step_free,
        open_at=now if asked.open_now else None,
        within_minutes=asked.minutes,
    )
    return matching(filters, words=asked.words, near=near)
