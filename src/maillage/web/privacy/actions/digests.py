"""Once a day, what the journal has come to is written down where it can be taken away: file, log, database."""

from __future__ import annotations

import logging
import os
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..fields.keyring import keyring
from ..models import Digest, Head
from ..rules import chain
from ..rules.digests import line_of, read_digests

log = logging.getLogger(__name__)


def keep_digest(*, now: datetime) -> Digest | None:
    """Of the day of ``now``; None while the journal is empty. Asked twice a day, it is the same one.

    The file is brought up to date from the database, so that a cut between the two is made good the next time.
    """
    digest = _digest(now)
    if digest is not None:
        _append([each.link for each in Digest.objects.order_by("day")])
        log.info("The journal has %d rows; the last is signed %s.", digest.number, digest.last)
    return digest


@transaction.atomic
def _digest(now: datetime) -> Digest | None:
    day = timezone.localdate(now)
    head = Head.objects.select_for_update().filter(id=Head.ONLY).first()
    if head is None:
        return None
    key = keyring().present
    link = chain.Digest(day.isoformat(), head.number, head.last, key.name)
    signature = chain.signature(link, key.derived("journal"))
    values = {"number": link.number, "last": link.last, "key": link.key, "signature": signature}
    return Digest.objects.get_or_create(day=day, defaults=values)[0]


def _append(digests: list[chain.Digest]) -> None:
    file = settings.JOURNAL_DIGESTS
    kept = set(read_digests(file.read_text(encoding="utf-8"), file=file.name)) if file.exists() else set()
    with file.open("a", encoding="utf-8") as lines:
        lines.writelines(f"{line_of(digest)}\n" for digest in digests if digest not in kept)
        lines.flush()
        os.fsync(lines.fileno())
