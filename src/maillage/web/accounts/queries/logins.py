"""Where a visitor comes from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from ..rules.logins import client_address


def visitor_address(request: HttpRequest) -> str:
    """The network address that a question came from, as far as our own proxies can be believed."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return client_address(request.META["REMOTE_ADDR"], forwarded, proxies=settings.PROXIES)
