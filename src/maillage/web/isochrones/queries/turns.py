"""How often one visitor may have areas computed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.accounts.rules.logins import minutes_until
from maillage.web.studies.queries.turns import refused_until

# Of one address within the window of the logins: someone who clicks twice a minute on two networks.
COMPUTATIONS_PER_ADDRESS = 60


class TooManyError(Exception):
    """This visitor had many areas computed, and may go on after some ``minutes``."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(f"Too many questions; ask again in {minutes} minutes.")

    def told(self) -> str:
        """In the language of the page."""
        return ngettext(
            "Vous avez demandé beaucoup de lieux. Recommencez dans %(minutes)d minute.",
            "Vous avez demandé beaucoup de lieux. Recommencez dans %(minutes)d minutes.",
            self.minutes,
        ) % {"minutes": self.minutes}


def charged_to(request: HttpRequest) -> Callable[[], None]:
    """Counts one computation for whoever asks; raises TooManyError. Who has an account is not counted."""

    def charge() -> None:
        if request.user.is_authenticated:
            return
        now = timezone.now()
        opens = refused_until(visitor_address(request), now=now, kind="areas", allowed=COMPUTATIONS_PER_ADDRESS)
        if opens:
            raise TooManyError(minutes_until(opens, now=now))

    return charge
