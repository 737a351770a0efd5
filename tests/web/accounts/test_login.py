"""The first door: come in, go out, and be kept out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions import attempts, sign_in
from maillage.web.accounts.actions.people import create_agent
from maillage.web.accounts.models import Attempt, Session, User
from maillage.web.accounts.rules.guesses import Guess
from maillage.web.privacy.models import Entry

LOGIN = "/connexion/"
PASSWORD = "une phrase assez longue"


def enter(client: Client, email: str = "agent@exemple.fr", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"email": email, "password": password, **more})


def fail(client: Client, times: int) -> None:
    for _ in range(times):
        enter(client, password="autre chose")


def is_in(client: Client) -> bool:
    return client.get("/compte/").status_code == 200


def test_an_agent_comes_in_and_goes_out(client: Client, agent: User) -> None:
    assert enter(client, email=" Agent@Exemple.fr ").status_code == 302
    assert is_in(client)
    assert client.post("/deconnexion/").status_code == 302
    assert not is_in(client)
    told = Entry.objects.order_by("number").values_list("verb", flat=True)
    assert list(told)[-2:] == ["accounts.signed_in", "accounts.signed_out"]


def test_the_session_gets_another_key_at_the_door(client: Client, agent: User) -> None:
    """Who fixed the key of a stranger's session beforehand has nothing of it."""
    client.session.save()
    before = client.session.session_key
    client.cookies["sessionid"] = before
    enter(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_one_comes_back_to_the_page_one_wanted(client: Client, agent: User) -> None:
    assert enter(client, next="/comparer/?a=78&b=38").url == "/comparer/?a=78&b=38"


@pytest.mark.parametrize("elsewhere", ["https://mal.example/", "//mal.example/", "javascript:alert(1)"])
def test_one_is_never_sent_to_another_site(client: Client, agent: User, elsewhere: str) -> None:
    assert enter(client, next=elsewhere).url == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client: Client, agent: User) -> None:
    wrong = enter(client, password="autre chose")
    unknown = enter(client, email="personne@exemple.fr")
    agent.is_active = False
    agent.save()
    suspended = enter(client)
    said = [answer.context["form"].non_field_errors() for answer in (wrong, unknown, suspended)]
    assert [answer.status_code for answer in (wrong, unknown, suspended)] == [422] * 3
    assert said[0] == said[1] == said[2]


def test_an_unknown_address_costs_a_hash_as_well(client: Client, agent: User, monkeypatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args))
    enter(client, password="autre chose")
    known = len(hashed)
    enter(client, email="personne@exemple.fr", password="autre chose")
    assert len(hashed) - known == known >= 1


def test_after_five_failures_even_the_right_password_is_refused(client: Client, agent: User) -> None:
    fail(client, 5)
    refused = enter(client)
    assert refused.status_code == 422
    assert "Recommencez dans 1 minute, à " in refused.content.decode()


def test_an_unknown_address_is_locked_like_a_known_one(client: Client, agent: User) -> None:
    for _ in range(5):
        enter(client, email="personne@exemple.fr")
    assert "Recommencez dans" in enter(client, email="personne@exemple.fr").content.decode()


def test_the_lock_opens_when_it_said_and_closes_for_longer(client: Client, agent: User) -> None:
    fail(client, 5)
    for _ in range(3):
        Attempt.objects.update(at=timezone.now() - timedelta(minutes=2))
        fail(client, 1)
    assert "Recommencez dans 5 minutes" in enter(client).content.decode()
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=6))
    assert enter(client).status_code == 302


def test_many_accounts_tried_from_one_network_lock_the_network(db) -> None:
    now = timezone.now()
    for number in range(100):
        address = f"2001:db8:0:1:{number:x}::1"
        attempts.begin(guess=Guess.PASSWORD, account=f"{number}@a.fr", address=address, now=now)
    with pytest.raises(attempts.LockedError):
        attempts.begin(guess=Guess.PASSWORD, account="101@a.fr", address="2001:db8:0:1:ffff::1", now=now)
    assert attempts.begin(guess=Guess.PASSWORD, account="101@a.fr", address="2001:db8:0:2::1", now=now)


def test_many_accounts_tried_from_one_address_lock_the_address(client: Client, agent: User) -> None:
    for number in range(25):
        enter(client, email=f"personne{number}@exemple.fr")
    assert enter(client).status_code == 422


def test_the_right_password_forgets_the_wrong_ones(client: Client, agent: User) -> None:
    fail(client, 4)
    enter(client)
    assert not Attempt.objects.exists()


def test_guesses_that_no_longer_count_are_not_kept_and_name_nobody(client: Client, agent: User) -> None:
    fail(client, 1)
    Attempt.objects.update(at=timezone.now() - timedelta(days=2))
    fail(client, 1)
    left = Attempt.objects.get()
    assert not any("agent" in str(value) or "127.0.0.1" in str(value) for value in left.__dict__.values())


def test_a_flood_of_failures_is_no_flood_in_the_journal(client: Client, agent: User) -> None:
    now = timezone.now()
    for minute in range(40):
        with pytest.raises((attempts.LockedError, sign_in.WrongPasswordError)):
            sign_in.check_password(
                email=agent.email, password="autre chose", address="", now=now + timedelta(minutes=minute)
            )
    assert 1 <= Entry.objects.filter(verb="accounts.signed_in_failed").count() <= 4


def test_an_administrator_opens_the_lock(client: Client, agent: User, person: Callable[..., User]) -> None:
    administrator = person("administrator")
    fail(client, 5)
    attempts.unlock(person=agent, by=administrator, now=timezone.now())
    assert enter(client).status_code == 302
    assert Entry.objects.filter(verb="accounts.unlocked", by=administrator).count() == 1


def test_not_everybody_opens_a_lock(agent: User, reader: User) -> None:
    with pytest.raises(PermissionDenied):
        attempts.unlock(person=agent, by=reader, now=timezone.now())


def test_the_demo_account_is_shown_in_demo_mode_only(client: Client, settings, db) -> None:
    password = settings.DEMO_ACCOUNT["password"]
    assert password not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    assert password in client.get(LOGIN).content.decode()


def test_a_weak_password_is_refused(db) -> None:
    with pytest.raises(ValidationError):
        create_agent(email="a@exemple.fr", name="A", password="azerty", by=None)
