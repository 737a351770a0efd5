"""A partner's software publishes when a practitioner can be reached: a window of time at once, as often as it likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min

from maillage.web.accounts.models import User
from maillage.web.affected import follow_change
from maillage.web.privacy.actions import journal

from ..models import Availability, Practitioner
from ..rules.repeats import merged
from ..rules.windows import Fault, Line, find_fault
from .practitioners import served, uncovered


class WindowError(Exception):
    """Nothing was published. ``fault``: the first line that cannot be."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.code)


@dataclass(frozen=True)
class Published:
    """How many rows stayed as they were, came and went; ``uncovered``: codes of appointments to come at moments at
    which the practitioner can be reached no more. Somebody else may be given to them; if nobody is there, they stand
    until they are cancelled."""

    kept: int
    added: int
    removed: int
    uncovered: tuple[str, ...] = ()


@transaction.atomic
def replace(
    *,
    practitioner: Practitioner,
    since: datetime,
    until: datetime,
    lines: Sequence[Line],
    by: User | None,
    now: datetime,
) -> Published:
    """Whatever begins from ``since`` on and before ``until`` is now these lines, however it was published before; what
    is over stays. The same again changes nothing. Raises WindowError."""
    held = Practitioner.objects.select_for_update(of=("self",)).get(pk=practitioner.pk)
    inside = held.availabilities.filter(starts_at__gte=since, starts_at__lt=until, ends_at__gt=now)
    others = held.availabilities.exclude(pk__in=inside.values("pk"))
    before = others.filter(starts_at__lt=since, ends_at__gt=since).aggregate(at=Max("ends_at"))["at"]
    after = others.filter(starts_at__gte=until).aggregate(at=Min("starts_at"))["at"]
    keys = frozenset(others.exclude(key="").filter(key__in=[line.key for line in lines]).values_list("key", flat=True))
    if fault := find_fault(lines, since=since, until=until, now=now, before=before, after=after, keys=keys):
        raise WindowError(fault)
    known = {row.pk: Line(row.starts_at, row.ends_at, row.key) for row in inside}
    wanted, there = set(lines), set(known.values())
    gone = [pk for pk, line in known.items() if line not in wanted]
    new = [line for line in lines if line not in there]
    if not gone and not new:
        return Published(kept=len(known), added=0, removed=0)
    covered = merged((line.starts_at, line.ends_at) for line in there)
    held.availabilities.filter(pk__in=gone).delete()
    Availability.objects.bulk_create(
        Availability(practitioner=held, starts_at=line.starts_at, ends_at=line.ends_at, key=line.key) for line in new
    )
    covered_now = merged(held.availabilities.filter(ends_at__gt=now).values_list("starts_at", "ends_at"))
    left = tuple(each.code for each in uncovered(held, covered, covered_now, now=now))
    follow_change(places=served(held), now=now)
    journal.record(verb="places.availability_published", subject=held, by=by, now=now, fields=["availabilities"])
    return Published(kept=len(known) - len(gone), added=len(new), removed=len(gone), uncovered=left)
