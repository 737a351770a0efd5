"""Where a visitor comes from, and whether a login is refused unseen."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from ..models import FailedLogin
from ..rules.logins import FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS, WINDOW, client_address, locked_until


def visitor_address(request: HttpRequest) -> str:
    """The network address that a question came from, as far as our own proxies can be believed."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return client_address(request.META["REMOTE_ADDR"], forwarded, proxies=settings.PROXIES)


def login_locked_until(*, email: str, address: str, now: datetime) -> datetime | None:
    """When this account may be tried again from this address, or None if it may be tried now."""
    recent = FailedLogin.objects.filter(at__gt=now - WINDOW).order_by("at")
    locks = [
        locked_until(
            list(recent.filter(email=email).values_list("at", flat=True)), allowed=FAILURES_PER_ACCOUNT, now=now
        ),
        locked_until(
            list(recent.filter(address=address).values_list("at", flat=True)), allowed=FAILURES_PER_ADDRESS, now=now
        ),
    ]
    return max((lock for lock in locks if lock), default=None)
