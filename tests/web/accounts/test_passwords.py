"""A password is changed, or renewed by who forgot it: by e-mail, or with a code on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions import passwords
from maillage.web.accounts.models import PasswordReset, Session, User
from maillage.web.messages.models import Message
from maillage.web.privacy.models import Entry

NEW = "une autre phrase assez longue"


def ask(client: Client, email: str):
    return client.post("/connexion/oubli/", {"email": email})


def link_in(message: Message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.text)[1]


def test_a_link_opens_the_way_to_a_new_password_once(client: Client, agent: User, knock, is_in) -> None:
    ask(client, agent.email)
    message = Message.objects.get()
    assert (message.email, message.purpose) == (agent.email, "security")
    link = link_in(message)
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": NEW}).url == "/connexion/"
    assert not is_in(client)
    knock(client, agent, password=NEW)
    assert is_in(client)
    assert "a déjà servi" in Client().post(link, {"password": "encore une autre phrase"}).content.decode()


def test_known_and_unknown_addresses_get_the_same_answer(client: Client, agent: User) -> None:
    known, unknown = ask(client, agent.email), ask(client, "personne@exemple.fr")
    agent.is_active = False
    agent.save()
    suspended = ask(client, agent.email)
    pages = [
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(
            agent.email, "personne@exemple.fr"
        )
        for answer in (known, unknown, suspended)
    ]
    assert pages[0] == pages[1] == pages[2]
    assert Message.objects.count() == 1


def test_a_link_grows_old(client: Client, agent: User) -> None:
    ask(client, agent.email)
    PasswordReset.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(link_in(Message.objects.get()), {"password": NEW}).status_code == 422
    agent.refresh_from_db()
    assert not agent.check_password(NEW)


def test_a_weak_password_leaves_the_way_open(client: Client, agent: User) -> None:
    ask(client, agent.email)
    link = link_in(Message.objects.get())
    for weak in ("azerty", agent.email):
        assert client.post(link, {"password": weak}).status_code == 422
    assert client.post(link, {"password": NEW}).status_code == 302


def test_a_new_password_closes_every_session_and_every_other_way(agent: User, knock, is_in) -> None:
    thief, owner = Client(), Client()
    knock(thief, agent)
    ask(owner, agent.email)
    ask(owner, agent.email)
    first, second = Message.objects.order_by("pk")
    owner.post(link_in(second), {"password": NEW})
    assert not is_in(thief)
    assert owner.post(link_in(first), {"password": "encore une autre phrase"}).status_code == 422


def test_nobody_is_flooded_with_links(client: Client, agent: User) -> None:
    for _ in range(3):
        assert ask(client, agent.email).status_code == 200
    assert ask(client, agent.email).status_code == 422
    for _ in range(3):
        assert ask(client, "personne@exemple.fr").status_code == 200
    assert ask(client, "personne@exemple.fr").status_code == 422
    assert Message.objects.count() == 3


def test_links_are_not_guessed(client: Client, agent: User) -> None:
    for number in range(5):
        assert client.post(f"/connexion/oubli/{number}/", {"password": NEW}).status_code == 422
    assert "Recommencez dans" in client.post("/connexion/oubli/6/", {"password": NEW}).content.decode()


def test_a_printed_code_opens_the_way_too(client: Client, agent: User, administrator: User, knock, is_in) -> None:
    code = passwords.print_code(person=agent, by=administrator, now=timezone.now())
    answer = client.post("/connexion/oubli/imprime/", {"code": code.lower(), "password": NEW})
    assert answer.url == "/connexion/"
    knock(client, agent, password=NEW)
    assert is_in(client)


def test_only_who_may_help_prints_a_code(agent: User, reader: User, administrator: User, person: Callable) -> None:
    for by, whom in ((reader, agent), (agent, reader), (person("manager"), administrator)):
        with pytest.raises(PermissionDenied):
            passwords.print_code(person=whom, by=by, now=timezone.now())


def test_a_changed_password_closes_the_other_sessions(agent: User, knock, is_in) -> None:
    here, there = Client(), Client()
    knock(here, agent)
    knock(there, agent)
    answer = here.post("/compte/mot-de-passe/", {"present": "une phrase assez longue", "password": NEW})
    assert answer.url == "/compte/"
    assert is_in(here)
    assert not is_in(there)
    assert Session.objects.filter(person=agent).count() == 1
    entry = Entry.objects.get(verb="accounts.password_changed")
    assert entry.fields == "password"


def test_the_present_password_cannot_be_found_out_from_an_open_session(client: Client, agent: User, knock) -> None:
    knock(client, agent)
    for _ in range(5):
        answer = client.post("/compte/mot-de-passe/", {"present": "au hasard", "password": NEW})
        assert "votre mot de passe actuel" in answer.content.decode()
    right = client.post("/compte/mot-de-passe/", {"present": "une phrase assez longue", "password": NEW})
    assert "Recommencez dans" in right.content.decode()


def test_the_journal_knows_neither_password_nor_link(client: Client, agent: User) -> None:
    ask(client, agent.email)
    link = link_in(Message.objects.get())
    client.post(link, {"password": NEW})
    told = " ".join(f"{each.why} {each.fields} {each.subject}" for each in Entry.objects.all())
    assert NEW not in told
    assert link.split("/")[-2] not in told
    assert agent.email not in told
