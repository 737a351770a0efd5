"""What a program asks for under a name of its own is done once, however often it asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ..models import Answered, ApiKey


class OtherRequestError(Exception):
    """The name stands for another request already."""


@transaction.atomic
def once(*, key: ApiKey, name: str, digest: str, do: Callable[[], dict[str, Any]], now: datetime) -> dict[str, Any]:
    """What ``do`` answers, now or when it was asked first. If ``do`` raises, nothing was asked.

    Raises OtherRequestError, and whatever ``do`` raises.
    """
    known = Answered.objects.filter(key=key, name=name).first()
    if known is None:
        try:
            with transaction.atomic():
                # The name is ours before anything is done: a second request waits here, then finds it.
                row = Answered.objects.create(key=key, name=name, digest=digest, body={}, at=now)
        except IntegrityError:
            known = Answered.objects.get(key=key, name=name)
        else:
            row.body = do()
            row.save(update_fields=["body"])
            return row.body
    if known.digest != digest:
        raise OtherRequestError
    return known.body
