"""My account: my name, my sessions, how long they last."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from maillage.web.accounts.models import Session, User
from maillage.web.privacy.models import Entry

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_a_person_corrects_name_and_language(client: Client, agent: User, knock) -> None:
    knock(client, agent)
    assert client.post("/compte/", {"name": "Marie Dupond", "language": "en"}).status_code == 302
    agent.refresh_from_db()
    assert (agent.name, agent.language) == ("Marie Dupond", "en")
    assert Entry.objects.get(verb="accounts.corrected").fields == "language name"
    client.post("/compte/", {"name": "Marie Dupond", "language": "en"})
    assert Entry.objects.filter(verb="accounts.corrected").count() == 1


def test_a_person_sees_roles_in_words(client: Client, agent: User, knock) -> None:
    knock(client, agent)
    page = client.get("/compte/").content.decode()
    assert "Fait et publie les diagnostics et les scénarios." in page


def test_a_person_sees_and_closes_the_own_sessions_only(agent: User, reader: User, knock, is_in) -> None:
    here, there, theirs = Client(headers={"User-Agent": FIREFOX}), Client(), Client()
    knock(here, agent)
    knock(there, agent)
    knock(theirs, reader)
    page = here.get("/compte/").content.decode()
    assert "Firefox, Linux" in page
    assert page.count('class="session"') == 2
    assert not any(session.session_key in page for session in Session.objects.all())
    for session in Session.objects.exclude(session_key=here.session.session_key):
        here.post("/compte/session/fermer/", {"session": session.mark})
    assert is_in(theirs)
    assert not is_in(there)


def test_all_other_sessions_close_at_once(agent: User, knock, is_in) -> None:
    clients = [Client() for _ in range(4)]
    for client in clients:
        knock(client, agent)
    clients[1].post("/compte/sessions/fermer/")
    assert [is_in(client) for client in clients] == [False, True, False, False]


def age(client: Client, **by: int) -> None:
    session = client.session
    session["seen_at"] = (timezone.now() - timedelta(**by)).isoformat()
    session.save()


def test_a_session_that_nobody_uses_ends_and_says_so(client: Client, agent: User, knock, is_in) -> None:
    knock(client, agent)
    age(client, minutes=119)
    assert is_in(client)
    age(client, minutes=121)
    assert not is_in(client)
    assert "Votre session a été fermée" in client.get("/connexion/").content.decode()
    assert "Votre session a été fermée" not in client.get("/connexion/").content.decode()


def test_who_may_change_what_others_do_leaves_for_less_long(
    client: Client, administrator: User, settings, knock, is_in
) -> None:
    settings.DEMO, settings.DEMO_ACCOUNT = True, settings.DEMO_ACCOUNT | {"email": administrator.email}
    knock(client, administrator)
    age(client, minutes=31)
    assert not is_in(client)


def test_a_session_ends_in_any_case(client: Client, agent: User, knock, is_in) -> None:
    knock(client, agent)
    left = client.session.get_expiry_date() - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_use_is_noted_once_a_minute(client: Client, agent: User, knock, is_in) -> None:
    knock(client, agent)
    age(client, minutes=10)
    is_in(client)
    seen = Session.objects.get(person=agent).seen_at
    assert timezone.now() - seen < timedelta(minutes=1)
    is_in(client)
    assert Session.objects.get(person=agent).seen_at == seen
