"""Come in, go out, and be kept out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions.people import create_agent
from maillage.web.accounts.models import FailedLogin, User

LOGIN = "/connexion/"


def enter(client: Client, email: str = "agent@exemple.fr", password: str = "une phrase assez longue", **more: str):
    return client.post(LOGIN, {"email": email, "password": password, **more})


def test_an_agent_comes_in_and_goes_out(client: Client, agent: User) -> None:
    assert enter(client, email=" Agent@Exemple.fr ").status_code == 302
    assert client.session["_auth_user_id"] == str(agent.pk)
    assert client.post("/deconnexion/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_one_comes_back_to_the_page_one_wanted(client: Client, agent: User) -> None:
    assert enter(client, next="/comparer/?a=78&b=38").url == "/comparer/?a=78&b=38"


@pytest.mark.parametrize("elsewhere", ["https://mal.example/", "//mal.example/", "javascript:alert(1)"])
def test_one_is_never_sent_to_another_site(client: Client, agent: User, elsewhere: str) -> None:
    assert enter(client, next=elsewhere).url == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client: Client, agent: User) -> None:
    wrong = enter(client, password="autre chose")
    unknown = enter(client, email="personne@exemple.fr")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_after_five_failures_even_the_right_password_is_refused(client: Client, agent: User) -> None:
    for _ in range(5):
        enter(client, password="autre chose")
    refused = enter(client)
    assert refused.status_code == 422
    assert "Recommencez dans 15 minutes" in refused.content.decode()


def test_the_lock_opens_after_the_window(client: Client, agent: User) -> None:
    for _ in range(5):
        enter(client, password="autre chose")
    FailedLogin.objects.update(at=timezone.now() - timedelta(minutes=15))
    assert enter(client).status_code == 302


def test_many_accounts_tried_from_one_address_lock_the_address(client: Client, agent: User) -> None:
    for number in range(25):
        enter(client, email=f"personne{number}@exemple.fr")
    assert enter(client).status_code == 422


def test_the_right_password_forgets_the_wrong_ones(client: Client, agent: User) -> None:
    for _ in range(4):
        enter(client, password="autre chose")
    enter(client)
    assert not FailedLogin.objects.filter(email=agent.email).exists()


def test_failures_that_no_longer_count_are_not_kept(client: Client, agent: User) -> None:
    enter(client, password="autre chose")
    FailedLogin.objects.update(at=timezone.now() - timedelta(days=1))
    enter(client, password="autre chose")
    assert FailedLogin.objects.count() == 1


@pytest.mark.django_db
def test_the_demo_account_is_shown_in_demo_mode_only(client: Client, settings) -> None:
    password = settings.DEMO_ACCOUNT["password"]
    assert password not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    assert password in client.get(LOGIN).content.decode()


def test_a_weak_password_is_refused(db) -> None:
    with pytest.raises(ValidationError):
        create_agent(email="a@exemple.fr", name="A", password="azerty", by=None)


def test_only_an_agent_makes_another(reader: User) -> None:
    with pytest.raises(PermissionDenied):
        create_agent(email="a@exemple.fr", name="A", password="une phrase assez longue", by=reader)
