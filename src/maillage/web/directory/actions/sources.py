"""Sources: declared, corrected, put in the order in which they are believed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import batched, pairwise

from django.db import transaction
from django.utils.text import slugify

from maillage.engine.sources.directory.registry import FORMS
from maillage.web.accounts.models import User
from maillage.web.jobs.actions import queue
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Entry, Source
from ..rules.trust import BUILT_IN, FIRST_LIST, Way, moved
from .allowed import MANAGE, require
from .entries import follow

FOLLOWER = "directory.follow_trust"
PORTION = 500
SAID = ("title", "publisher", "licence", "page")


def built_in(slug: str) -> Source:
    """One of ``rules.trust.BUILT_IN``: it is there as soon as somebody has something to say."""
    known = BUILT_IN[slug]
    return Source.objects.get_or_create(slug=slug, defaults={"title": known.title, "rank": known.rank})[0]


@transaction.atomic
def declare(*, form: str, by: User | None, now: datetime, title: str = "") -> Source:
    """A list of this form, the last to be believed. ``title``: that of the form, unless said otherwise. Raises
    PermissionDenied."""
    require(by, MANAGE)
    published = FORMS[form]
    made = Source.objects.create(
        slug=_free_slug(slugify(title)[:30] or form),
        title=title or published.title,
        publisher=published.publisher,
        licence=published.licence,
        page=published.page,
        form=form,
        rank=_last_rank() + 1,
    )
    journal.record(verb="directory.source_declared", subject=made, by=by, now=now, fields=[*SAID, "form"])
    return made


@transaction.atomic
def correct(*, source: Source, by: User, now: datetime, **said: str) -> None:
    """``said``: of SAID. Raises PermissionDenied."""
    require(by, MANAGE)
    held = Source.objects.select_for_update().get(pk=source.pk)
    if changed := change(held, said):
        held.save(update_fields=changed)
        journal.record(verb="directory.source_corrected", subject=held, by=by, now=now, fields=changed)


@transaction.atomic
def move(*, source: Source, way: Way, by: User, now: datetime) -> None:
    """One step more or less believed. What entries say follows beside the page. Raises PermissionDenied."""
    require(by, MANAGE)
    lists = {each.slug: each for each in lists_by_trust().select_for_update()}
    order = moved(list(lists), source.slug, way)
    if order == list(lists):
        return
    for rank, slug in enumerate(order, start=FIRST_LIST):
        Source.objects.filter(slug=slug).update(rank=rank)
    queue.ask(FOLLOWER, now=now)
    journal.record(verb="directory.source_ranked", subject=source, by=by, now=now, fields=["rank"])


def follow_trust(*, now: datetime) -> int:
    """Entries of which two lists speak say what the one says that is believed first; how many. A portion at a time:
    each entry is what it was, or what it will be."""
    several = Entry.objects.filter(records__gone_at=None, records__source__rank__gte=FIRST_LIST)
    numbers = list(several.values_list("pk", flat=True).order_by("pk"))
    spoken_of_twice = sorted({pk for pk, after in pairwise(numbers) if pk == after})
    for portion in batched(spoken_of_twice, PORTION):
        follow(portion, now=now)
    return len(spoken_of_twice)


def lists_by_trust():
    """Those whose files are read, the first to be believed first."""
    return Source.objects.exclude(form="").order_by("rank", "slug")


def _last_rank() -> int:
    ranks: Iterable[int] = Source.objects.values_list("rank", flat=True)
    return max([FIRST_LIST - 1, *ranks])


def _free_slug(wanted: str) -> str:
    taken = {*Source.objects.values_list("slug", flat=True), *BUILT_IN}
    return next(slug for slug in (wanted, *(f"{wanted}-{number}" for number in range(2, 1_000))) if slug not in taken)
