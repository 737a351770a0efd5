"""From the street to a page: nobody, half in, in. Half in, one can show a second factor, or set one up, and go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from ..actions.sign_in import note_entered
from ..models import User
from ..models.session import FACTOR, IDLE, OPENED, SEEN, SEEN_FROM
from ..queries.entering import find_active
from ..queries.factors import factors_of, needs_second_factor
from ..rules.sessions import device, lifetime_of

HALF_IN, ENDED = "half_in", "ended"
# Long enough to find one's telephone or to install an application.
HALF_IN_FOR = timedelta(minutes=20)


def open_door(request: HttpRequest, person: User, *, how: str, next_page: str, strong: bool = False) -> HttpResponse:
    """The first door was opened. ``strong``: a provider saw two factors, which is as good as ours."""
    if strong or not (needs_second_factor(person) or factors_of(person).any):
        return enter(request, person, how=how, factor=how if strong else "", next_page=next_page)
    return half_open(request, person, how=how, next_page=next_page)


def half_open(request: HttpRequest, person: User, *, how: str, next_page: str) -> HttpResponse:
    """A session that is good for the second door only."""
    now = timezone.now()
    request.session.cycle_key()
    request.session[HALF_IN] = {
        "person": person.pk,
        "proof": person.get_session_auth_hash(),
        "until": (now + HALF_IN_FOR).isoformat(),
        "how": how,
        "next": next_page,
    }
    return redirect("accounts:second_step")


def enter(request: HttpRequest, person: User, *, how: str, factor: str, next_page: str) -> HttpResponse:
    """In, under a new key, for as long as the person's roles allow. ``factor``: what opened the second door, if any."""
    let_in(request, person, how=how, factor=factor)
    return redirect(next_page)


def let_in(request: HttpRequest, person: User, *, how: str, factor: str) -> None:
    """Session and journal together: nobody is in of whom it is not told."""
    now = timezone.now()
    lifetime = lifetime_of({each.role for each in person.held}, settings.SESSION_LIFETIMES)
    request.session.pop(HALF_IN, None)
    with transaction.atomic():
        login(request, person)
        note_entered(by=person, now=now, how=f"{how}, {factor}" if factor and factor != how else how)
    request.session.update(
        {
            OPENED: now.isoformat(),
            SEEN: now.isoformat(),
            SEEN_FROM: device(request.headers.get("User-Agent", "")),
            IDLE: int(lifetime.idle.total_seconds() // 60),
            FACTOR: factor,
        }
    )
    request.session.set_expiry(now + lifetime.whole)


def who_is_half_in(request: HttpRequest) -> User | None:
    """Until the time is up, or the password changes."""
    half_in = request.session.get(HALF_IN)
    if not half_in or datetime.fromisoformat(half_in["until"]) <= timezone.now():
        return None
    person = find_active(half_in["person"])
    if person is None or not constant_time_compare(half_in["proof"], person.get_session_auth_hash()):
        return None
    return person


def what_is_next(request: HttpRequest) -> tuple[str, str]:
    """How the first door was opened, and where to go once in."""
    half_in = request.session.get(HALF_IN, {})
    return half_in.get("how", "password"), half_in.get("next") or settings.LOGIN_REDIRECT_URL


def for_who_comes_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the person who is in, or half in; sends everybody else to the first door."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person = request.user if request.user.is_authenticated else who_is_half_in(request)
        if person is None:
            return redirect("accounts:login")
        return view(request, person, *args, **kwargs)

    return answer


def next_page(request: HttpRequest) -> str:
    """The page that one wanted, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else settings.LOGIN_REDIRECT_URL


class SessionGuard:
    """A session ends when nobody used it for long, and goes back to the second door when a role was given that wants
    one. Stands before the views, whose requests it may turn away."""

    SEEN_AGAIN_AFTER = timedelta(minutes=1)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            turned_away = self._turn_away(request, timezone.now())
            if turned_away is not None:
                return turned_away
        return self.get_response(request)

    def _turn_away(self, request: HttpRequest, now: datetime) -> HttpResponse | None:
        session = request.session
        if IDLE not in session:
            return None
        unseen = now - datetime.fromisoformat(session[SEEN])
        if unseen > timedelta(minutes=session[IDLE]):
            # A page that needs a login now asks for one, and says why.
            logout(request)
            session[ENDED] = True
            return None
        if session[FACTOR] == "" and needs_second_factor(request.user):
            person = request.user
            logout(request)
            return half_open(request, person, how="password", next_page=request.get_full_path())
        if unseen > self.SEEN_AGAIN_AFTER:
            session[SEEN] = now.isoformat()
        return None
