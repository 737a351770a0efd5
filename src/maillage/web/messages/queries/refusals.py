"""Which message a refusal's address names."""

from __future__ import annotations

from django.core import signing

from ..models import Message
from ..models.refusal import SALT


def find_refusable(token: str) -> Message | None:
    """None for a token that is not ours, or whose message is forgotten, or that one cannot say no to."""
    try:
        message = Message.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None
    return message if message is not None and message.is_optional and message.email else None
