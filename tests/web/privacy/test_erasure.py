"""An erasure leaves nothing of who it was, keeps what must be kept, and says beforehand what it will do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from maillage.web.accounts.models import User
from maillage.web.messages.actions.outbox import send
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.privacy.actions.consents import give_consent
from maillage.web.privacy.actions.erasure import CannotBeErasedError, erase
from maillage.web.privacy.actions.notices import publish_notice
from maillage.web.privacy.actions.persons import receive_request
from maillage.web.privacy.models import Consent, Entry, Means, Request
from maillage.web.privacy.models.classification import classification, models_by_table
from maillage.web.privacy.models.person import holdings_of
from maillage.web.privacy.queries.erasure import fates_of
from maillage.web.privacy.rules.classification import Erasure, Role
from maillage.web.studies.models import Diagnosis

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "une phrase assez longue"
LATER = datetime(2026, 3, 5, 10, tzinfo=UTC)


@pytest.fixture
def involved(agent: User, make: Callable[..., Diagnosis], dpo: User) -> User:
    """Has signed in, made a published diagnosis, agreed to something, asked for something."""
    make("78", published=True)
    client = Client()
    client.force_login(agent)
    client.get("/compte/donnees/")
    client.post("/connexion/", {"email": agent.email, "password": "faux"})
    notice = publish_notice(purpose="news", language="fr", text="Nous vous écrirons.", by=dpo, now=NOW)
    give_consent(person=agent, notice=notice, means=Means.WEB, by=agent, now=NOW)
    receive_request(person=agent, kind=Request.Kind.ERASURE, by=agent, now=NOW)
    for key, address, person in (("one", agent.email, agent.pk), ("two", agent.email.upper(), None)):
        to = Recipient(name=agent.name, email=address, person=person)
        send(template="messages/trial", to=to, words={"name": agent.name}, key=key, by=dpo, now=NOW)
    return agent


def everything() -> Iterator[tuple[str, str]]:
    """(table.column, text) of every value: as the database has it, sessions and jobs included; and as the platform
    reads it, so that what is sealed is looked into."""
    for name, model in models_by_table().items():
        for row in model._base_manager.order_by("pk"):
            for field in model._meta.local_concrete_fields:
                yield f"{name}.{field.column}, read", str(getattr(row, field.attname))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", str(value)) for name, value in zip(names, row, strict=True))


def test_nothing_of_name_or_address_is_left_anywhere(involved: User, dpo: User) -> None:
    words = [involved.email, involved.name, "Dupont", involved.password]
    assert any(word in text for _, text in everything() for word in words)
    erase(person=involved, by=dpo, now=LATER)
    assert [place for place, text in everything() for word in words if word.casefold() in text.casefold()] == []


def test_sessions_are_gone_and_no_password_opens_the_account(client: Client, involved: User, dpo: User) -> None:
    client.force_login(involved)
    assert client.get("/compte/donnees/").status_code == 200
    erase(person=involved, by=dpo, now=LATER)
    assert client.get("/compte/donnees/").status_code == 302
    for email in (involved.email, User.objects.get(pk=involved.pk).email):
        assert not Client().login(email=email, password=PASSWORD)


def test_what_is_public_stays_under_an_erased_account(involved: User, dpo: User) -> None:
    erase(person=involved, by=dpo, now=LATER)
    diagnosis = Diagnosis.objects.get(address="78")
    assert diagnosis.made_by.name == "Compte effacé"
    assert diagnosis.is_published
    assert Client().get("/diagnostics/78/").status_code == 200


def test_the_journal_still_says_what_was_done_and_the_consent_is_proof(involved: User, dpo: User) -> None:
    before = list(Entry.objects.order_by("number").values_list("number", "signature"))
    erase(person=involved, by=dpo, now=LATER)
    assert list(Entry.objects.order_by("number").values_list("number", "signature"))[: len(before)] == before
    row = Entry.objects.order_by("number").last()
    assert (row.verb, row.subject, row.by_id) == ("privacy.erased", f"accounts.user {involved.pk}", dpo.pk)
    consent = Consent.objects.get(person=f"accounts.user {involved.pk}")
    assert (consent.withdrawn_at, consent.withdrawn_means) == (LATER, Means.ERASURE)
    assert consent.text_is_whole
    assert Request.objects.get().closed_at == LATER


def test_done_twice_it_is_done_once(involved: User, dpo: User) -> None:
    first = erase(person=involved, by=dpo, now=LATER)
    rows, left = Entry.objects.count(), sorted(everything())
    again = erase(person=User.objects.get(pk=involved.pk), by=dpo, now=datetime(2026, 4, 1, tzinfo=UTC))
    assert again == first
    assert (Entry.objects.count(), sorted(everything())) == (rows, left)


def test_what_came_after_an_erasure_goes_with_the_next(involved: User, dpo: User) -> None:
    erase(person=involved, by=dpo, now=LATER)
    User.objects.filter(pk=involved.pk).update(name="Marie Dupont")
    erase(person=User.objects.get(pk=involved.pk), by=dpo, now=LATER)
    assert User.objects.get(pk=involved.pk).name == "Compte effacé"


def test_others_are_left_alone(involved: User, dpo: User, reader: User) -> None:
    def kept() -> dict:
        return User.objects.filter(pk__in=[dpo.pk, reader.pk]).in_bulk()

    before = {pk: vars(user) for pk, user in kept().items()}
    erase(person=involved, by=dpo, now=LATER)
    for pk, user in kept().items():
        assert {name: value for name, value in vars(user).items() if name != "_state"} == {
            name: value for name, value in before[pk].items() if name != "_state"
        }


def test_a_failure_half_way_leaves_all_as_it_was(involved: User, dpo: User, monkeypatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("the disk is full")

    before = sorted(everything())
    monkeypatch.setattr("maillage.web.privacy.actions.erasure.record", broken)
    with pytest.raises(RuntimeError):
        erase(person=involved, by=dpo, now=LATER)
    assert sorted(everything()) == before


def test_nobody_erases_themselves(dpo: User) -> None:
    with pytest.raises(PermissionDenied):
        erase(person=dpo, by=dpo, now=LATER)
    assert User.objects.get(pk=dpo.pk).name == "Inès Moreau"


def test_the_preview_says_what_is_then_done(involved: User, dpo: User) -> None:
    fates = fates_of(involved)
    said = {(fate.label, fate.fate): fate.count for fate in fates}
    deleted = {
        (holding.table.label.fr, Erasure.DELETE): holding.rows.count()
        for holding in holdings_of(involved)
        if holding.role is Role.SUBJECT and holding.table.erasure is Erasure.DELETE
    }
    assert deleted
    assert deleted.items() <= said.items()
    assert all(fate.because for fate in fates if fate.fate is Erasure.KEEP)
    erase(person=involved, by=dpo, now=LATER)
    after = {(fate.label, fate.fate) for fate in fates_of(User.objects.get(pk=involved.pk))}
    assert not {fate for _, fate in after} & {Erasure.DELETE}


def test_the_page_shows_then_erases(client: Client, involved: User, dpo: User) -> None:
    client.force_login(dpo)
    where = f"/administration/donnees/personne/accounts.user/{involved.pk}/"
    client.post(f"{where}consulter/", {"reason": "Demande d’effacement"})
    page = client.get(f"{where}effacer/").content.decode()
    assert "Effacer Marie Dupont" in page
    assert "Acte de la collectivité" in page
    assert User.objects.get(pk=involved.pk).name == "Marie Dupont"
    answer = client.post(f"{where}effacer/", follow=True)
    assert "La personne est effacée." in answer.content.decode()
    assert "Compte effacé" in answer.content.decode()


def test_every_table_of_the_classification_can_be_written_over() -> None:
    """What stands in for a value must pass the column's own length."""
    for name, table in classification().tables.items():
        for field in models_by_table()[name]._meta.local_concrete_fields:
            anonymous = table.columns[field.column].anonymous
            if isinstance(anonymous, str) and field.max_length:
                assert len(anonymous.format(id=10**18)) <= field.max_length, f"{name}.{field.column}"


def test_the_last_administrator_hands_over_first(person: Callable[..., User], dpo: User) -> None:
    only = person(role="administrator", email="admin@exemple.fr", name="Sonia Petit")
    with pytest.raises(CannotBeErasedError, match="dernière à administrer"):
        erase(person=only, by=dpo, now=NOW)
    only.refresh_from_db()
    assert (only.name, only.is_active) == ("Sonia Petit", True)
    person(role="administrator", email="autre-admin@exemple.fr", name="Luc Petit")
    erase(person=only, by=dpo, now=NOW)
    only.refresh_from_db()
    assert only.name != "Sonia Petit"
