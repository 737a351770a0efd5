"""Who a program is: the key that it shows, what that opens, and how often it may ask."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from maillage.web.accounts.models import Organisation
from maillage.web.accounts.rules.logins import minutes_until
from maillage.web.isochrones.queries.turns import TooManyError
from maillage.web.partners.actions.keys import enter
from maillage.web.partners.models import ApiKey
from maillage.web.studies.queries.turns import refused_until

from .problems import ProblemError

# In a quarter of an hour: one a second.
REQUESTS = 900


class PartnerKey(HttpBearer):
    """``scope``: of ``partners.rules.scopes``, which the key must open."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> ApiKey:
        found = super().__call__(request)
        if found is None:
            detail = "Show a key that counts: Authorization: Bearer mlg_… An administrator of the platform makes one."
            raise ProblemError(HTTPStatus.UNAUTHORIZED, detail)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = enter(token=token, now=timezone.now())
        if key is None:
            return None
        charge(f"key-{key.pk}")
        if self.scope not in key.scopes:
            detail = f"This key does not open {self.scope}. An administrator of the platform makes one that does."
            raise ProblemError(HTTPStatus.FORBIDDEN, detail)
        return key


def charge(whom: str) -> None:
    """Raises TooManyError."""
    now = timezone.now()
    opens = refused_until(whom, now=now, kind="partner", allowed=REQUESTS)
    if opens:
        raise TooManyError(minutes_until(opens, now=now))


def organisation_of(request: HttpRequest) -> Organisation:
    return request.auth.organisation
