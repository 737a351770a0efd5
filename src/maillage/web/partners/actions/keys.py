"""Keys of the API: made, used, revoked."""

from __future__ import annotations

import hmac
import secrets
import string
from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from maillage.web.accounts.models import Organisation
from maillage.web.privacy.actions import journal

from ..models import ApiKey
from ..rules.tokens import PREFIX_LENGTH, digest, prefix_of, written

ALPHABET = string.ascii_letters + string.digits
# What is noted of its use: enough to see that it serves, and one write an hour.
NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make(
    *,
    organisation: Organisation,
    name: str,
    scopes: Collection[str],
    expires_at: datetime,
    by: AbstractBaseUser,
    now: datetime,
) -> tuple[ApiKey, str]:
    """The key, and the text to be shown now and never again."""
    prefix = "".join(secrets.choice(ALPHABET) for _ in range(PREFIX_LENGTH))
    token = written(prefix, secrets.token_urlsafe(32))
    key = ApiKey.objects.create(
        organisation=organisation,
        name=name,
        prefix=prefix,
        digest=digest(token),
        scopes=list(scopes),
        made_at=now,
        expires_at=expires_at,
    )
    said = ["organisation", "name", "scopes", "expires_at"]
    journal.record(verb="partners.key_made", subject=key, by=by, now=now, fields=said)
    return key, token


@transaction.atomic
def revoke(*, key: ApiKey, by: AbstractBaseUser, now: datetime) -> None:
    """It opens nothing any more."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        journal.record(verb="partners.key_revoked", subject=key, by=by, now=now)


def enter(*, token: str, now: datetime) -> ApiKey | None:
    """The key that this is the text of, if it counts; that it served is noted."""
    found = ApiKey.objects.that_count(now).select_related("organisation").filter(prefix=prefix_of(token)).first()
    if found is None or not hmac.compare_digest(found.digest, digest(token)):
        return None
    stale = Q(used_at=None) | Q(used_at__lte=now - NOTED_EVERY)
    if found.used_at is None or found.used_at <= now - NOTED_EVERY:
        ApiKey.objects.filter(stale, pk=found.pk).update(used_at=now)
    return found
