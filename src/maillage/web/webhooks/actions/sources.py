"""Software of partners that tells us: added, heard, closed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from maillage.web.accounts.models import Organisation
from maillage.web.privacy.actions import journal

from ..models import Received, Source
from ..rules.signing import verified
from .secrets import new_secret, renew

# Names of events, as ours are written.
TYPE = re.compile(r"[a-z][a-z0-9_.-]{0,39}")


class NotAnEventError(ValueError):
    """A body that is something else."""


class ReplayedError(Exception):
    """A message of this identifier was heard. ``same``: with the same body, so that it is the same message again."""

    def __init__(self, *, same: bool) -> None:
        self.same = same
        super().__init__("same" if same else "other")


@dataclass(frozen=True)
class Heard:
    """A message that surely comes from the source. ``row``: by which it is remembered."""

    row: Received
    event: str
    data: Mapping[str, Any]


@transaction.atomic
def add(*, organisation: Organisation, name: str, by: AbstractBaseUser, now: datetime) -> Source:
    """Its secret is to be shown now, and never again."""
    source = Source.objects.create(organisation=organisation, name=name, secret=new_secret(), since=now)
    journal.record(verb="webhooks.source_added", subject=source, by=by, now=now, fields=["organisation", "name"])
    return source


@transaction.atomic
def renew_secret(*, source: Source, by: AbstractBaseUser, now: datetime) -> None:
    """For a day, what is signed with either is heard."""
    renew(source, now=now)
    journal.record(verb="webhooks.secret_renewed", subject=source, by=by, now=now, fields=["secret"])


@transaction.atomic
def close(*, source: Source, by: AbstractBaseUser, now: datetime) -> None:
    """It is heard no more."""
    if Source.objects.filter(pk=source.pk, closed_at=None).update(closed_at=now):
        journal.record(verb="webhooks.source_closed", subject=source, by=by, now=now)


def hear(*, source: Source, headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
    """In the transaction of what the message brings about: if that fails, the message was not heard.

    Raises NotSignedError, NotAnEventError, and ReplayedError.
    """
    identifier = verified(headers=headers, body=body, secrets=source.secrets(now), now=now)
    event, data = _read(body)
    digest = sha256(body).hexdigest()
    try:
        with transaction.atomic():
            row = Received.objects.create(source=source, identifier=identifier, digest=digest, event=event, at=now)
    except IntegrityError:
        known = Received.objects.get(source=source, identifier=identifier)
        raise ReplayedError(same=known.digest == digest) from None
    Source.objects.filter(pk=source.pk).update(heard_at=now)
    return Heard(row, event, data)


def _read(body: bytes) -> tuple[str, Mapping[str, Any]]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    kind, data = (said.get("type"), said.get("data")) if isinstance(said, dict) else (None, None)
    if not (isinstance(kind, str) and TYPE.fullmatch(kind) and isinstance(data, dict)):
        raise NotAnEventError("A message is an object with a type, a timestamp and data.")
    return kind, data
