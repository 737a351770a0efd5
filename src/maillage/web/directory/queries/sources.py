"""Sources as those see them who keep the directory: whom to believe, what came, what it would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from maillage.engine.sources.directory.registry import FORMS
from maillage.engine.sources.directory.shipped import SHIPPED

from ..models import Change, Delivery, Source
from ..rules.cards import of_plain
from ..rules.deliveries import HELD
from .problems import Problems, problems_of

EXAMPLES = 8
# What a person looks at first: what would go.
KINDS = (Change.Kind.GONE, Change.Kind.NEW, Change.Kind.BACK, Change.Kind.CHANGED)
DELIVERIES_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """``cards``: that it has today; ``last``: its last delivery."""

    source: Source
    cards: int
    last: Delivery | None
    can_rise: bool
    can_sink: bool


@dataclass(frozen=True)
class Example:
    """A card that a delivery changes: its name, the town, and the fields that are not what they were."""

    kind: str
    key: str
    name: str
    city: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Whole:
    """All of one delivery. ``before``: when this very file was taken over once; ``held``: why it waits, in French;
    ``examples``: kind of change → some cards."""

    delivery: Delivery
    before: Delivery | None
    held: str
    examples: list[tuple[str, list[Example]]]
    problems: Problems
    can_undo: bool


def whole(delivery: Delivery) -> Whole:
    return Whole(
        delivery=delivery,
        before=_same_file_before(delivery),
        held=HELD.get(delivery.held_because, ""),
        examples=[(kind, found) for kind in KINDS if (found := _examples(delivery, kind))],
        problems=problems_of(delivery),
        can_undo=last_applied(delivery.source) == delivery,
    )


def lines() -> list[Line]:
    """The first to be believed first."""
    live = Count("records", filter=Q(records__gone_at=None))
    sources = list(Source.objects.annotate(cards=live).order_by("rank", "slug"))
    lists = [source.pk for source in sources if source.form]
    last = {each.source_id: each for each in Delivery.objects.filter(source__in=lists).order_by("received_at", "pk")}
    return [
        Line(
            source=source,
            cards=source.cards,
            last=last.get(source.pk),
            can_rise=source.pk in lists[1:],
            can_sink=source.pk in lists[:-1],
        )
        for source in sources
    ]


def lists() -> list[Source]:
    """Those whose files are read."""
    return list(Source.objects.exclude(form="").order_by("rank", "slug"))


def shipped_forms() -> list[tuple[str, str]]:
    """(code, title) of the lists that ship with the software and were never taken over."""
    taken = set(Delivery.objects.exclude(state=Delivery.State.FAILED).values_list("source__form", flat=True))
    return [(form, FORMS[form].title) for form in SHIPPED if form not in taken]


def find_source(pk: int) -> Source | None:
    return Source.objects.filter(pk=pk).first()


def source_called(slug: str) -> Source | None:
    """Of those whose files are read."""
    return Source.objects.exclude(form="").filter(slug=slug).first()


def slugs() -> list[str]:
    return [source.slug for source in lists()]


def find_delivery(pk: int) -> Delivery | None:
    return Delivery.objects.select_related("source", "received_by", "decided_by").filter(pk=pk).first()


def last_applied(source: Source) -> Delivery | None:
    """The only one that can be undone."""
    return source.deliveries.filter(state=Delivery.State.APPLIED).first()


def deliveries_of(source: Source) -> list[Delivery]:
    return list(source.deliveries.select_related("received_by")[:DELIVERIES_SHOWN])


def _same_file_before(delivery: Delivery) -> Delivery | None:
    """The last time that this very file was taken over."""
    same = Delivery.objects.filter(source=delivery.source_id, sha256=delivery.sha256, state=Delivery.State.APPLIED)
    return same.filter(received_at__lt=delivery.received_at).first() if delivery.sha256 else None


def held() -> list[Delivery]:
    """What waits for a decision."""
    return list(Delivery.objects.filter(state=Delivery.State.HELD).select_related("source"))


def _examples(delivery: Delivery, kind: Change.Kind) -> list[Example]:
    """Some of what it would change, or changed."""
    changes = list(delivery.changes.filter(kind=kind).order_by("key")[:EXAMPLES])
    keys = [change.key for change in changes]
    cards = dict(delivery.source.records.filter(key__in=keys).values_list("key", "card"))
    return [_example(change, cards) for change in changes]


def _example(change: Change, cards: dict[str, dict]) -> Example:
    now = change.after or cards.get(change.key) or change.before or {}
    card = of_plain(now, offers=False)
    fields = _changed(change.before, change.after or cards.get(change.key)) if change.kind == "changed" else ()
    return Example(change.kind, change.key, card.name, card.city, fields)


def _changed(before: dict | None, after: dict | None) -> tuple[str, ...]:
    before, after = before or {}, after or {}
    names: Sequence[str] = sorted(before.keys() | after.keys())
    return tuple(name for name in names if name != "updated_on" and before.get(name) != after.get(name))
