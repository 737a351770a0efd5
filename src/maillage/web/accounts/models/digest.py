"""What must be recognised and never read again: codes on paper, links, addresses of strangers."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def digest(purpose: str, text: str) -> str:
    """64 hexadecimal digits, of no use to who has the database without the platform's key."""
    return salted_hmac(f"maillage.accounts.{purpose}", text, algorithm="sha256").hexdigest()
