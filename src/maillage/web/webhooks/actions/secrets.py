"""Secrets that two machines share: made here, shown once, replaced without a break."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from ..models.secret import WithSecret
from ..rules.retries import OVERLAP

# As Standard Webhooks advises: from 24 to 64.
BYTES = 32
FIELDS = ("secret", "former_secret", "former_until")


def new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def renew(row: WithSecret, *, now: datetime) -> None:
    """The one before counts for another day. In the caller's transaction."""
    row.former_secret, row.secret, row.former_until = row.secret, new_secret(), now + OVERLAP
    row.save(update_fields=FIELDS)
