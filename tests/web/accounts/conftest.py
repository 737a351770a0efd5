"""People at the doors, with what they hold in their hands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions import factors, organisations
from maillage.web.accounts.models import Authenticator, Organisation, User
from maillage.web.accounts.rules.totp import key_bytes

PASSWORD = "une phrase assez longue"


@pytest.fixture
def administrator(person: Callable[..., User]) -> User:
    return person("administrator", email="admin@exemple.fr", name="Inès Moreau")


@pytest.fixture
def boss(person: Callable[..., User]) -> User:
    return person(role="administrator", name="Marie Dupont")


@pytest.fixture
def as_boss(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


@pytest.fixture
def own(boss: User) -> Organisation:
    """The authority's own."""
    return Organisation.objects.get(is_own=True)


@pytest.fixture
def ccas(boss: User) -> Organisation:
    return organisations.enter(kind="ccas", name="CCAS de Poissy", code="", by=boss, now=timezone.now())


@pytest.fixture
def code_of() -> Callable[..., str]:
    """What a person's application shows, ``seconds`` from now."""

    def shown(person: User, *, seconds: int = 0, now: datetime | None = None) -> str:
        moment = (now or timezone.now()) + timedelta(seconds=seconds)
        key = key_bytes(Authenticator.objects.get(person=person).key)
        return TOTP(key, 6, SHA1(), 30, enforce_key_length=False).generate(int(moment.timestamp())).decode()

    return shown


@pytest.fixture
def with_application(code_of: Callable[..., str]) -> Callable[[User], tuple[str, ...]]:
    """The person gets an application, set up an hour ago; the recovery codes that came with it."""

    def set_up(person: User) -> tuple[str, ...]:
        then = timezone.now() - timedelta(hours=1)
        factors.begin_application(by=person, now=then)
        return factors.confirm_application(code=code_of(person, now=then), by=person, now=then)

    return set_up


@pytest.fixture
def knock() -> Callable[..., object]:
    """The first door: ``knock(client, person)``."""

    def knocked(client: Client, person: User, password: str = PASSWORD, **more: str) -> object:
        return client.post("/connexion/", {"email": person.email, "password": password, **more})

    return knocked


@pytest.fixture
def is_in() -> Callable[[Client], bool]:
    return lambda client: client.get("/compte/").status_code == 200


def printed_codes(answer) -> dict[int, str]:
    """The codes of a page that prints them, by number."""
    text = answer.content.decode()
    return dict(enumerate(re.findall(r'<span class="paper-code">([^<]+)</span>', text), 1))


@pytest.fixture
def codes_of() -> Iterator[Callable]:
    return printed_codes
