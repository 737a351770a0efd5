"""A consent is to one exact text, holds until it is taken back, and can be proven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.privacy.actions.consents import give_consent, withdraw_consent
from maillage.web.privacy.actions.notices import publish_notice
from maillage.web.privacy.models import Consent, Entry, Means, Notice
from maillage.web.privacy.models.person import reference_of
from maillage.web.privacy.queries.consents import has_consent, shown_notice, versions_of
from maillage.web.privacy.rules.notices import digest_of, normal_text

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def publish(dpo: User) -> Callable[..., Notice]:
    def published(text: str = "Nous vous écrirons.", *, purpose: str = "news", language: str = "fr") -> Notice:
        return publish_notice(purpose=purpose, language=language, text=text, by=dpo, now=NOW)

    return published


@given(st.text(max_size=200))
def test_the_same_text_is_one_text(text: str) -> None:
    once = normal_text(text)
    assert normal_text(once) == once
    assert normal_text(text.replace("\n", "\r\n")) == once
    assert normal_text(f"\n{text}  \n") == once


@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_that_differ_are_told_apart(one: str, other: str) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)


def test_a_consent_holds_until_it_is_taken_back_and_can_be_given_again(agent: User, publish, reader: User) -> None:
    ref, notice = reference_of(agent), publish()
    assert not has_consent(ref, "news")
    give_consent(person=agent, notice=notice, means=Means.WEB, by=agent, now=NOW)
    assert has_consent(ref, "news")
    assert not has_consent(ref, "reminders")
    assert not has_consent(reference_of(reader), "news")
    withdraw_consent(person=agent, purpose="news", means=Means.PHONE, by=reader, now=NOW + timedelta(days=1))
    assert not has_consent(ref, "news")
    give_consent(person=agent, notice=notice, means=Means.PAPER, by=reader, now=NOW + timedelta(days=2))
    assert has_consent(ref, "news")
    assert Consent.objects.count() == 2
    told = Entry.objects.filter(about=str(ref), verb__startswith="privacy.").order_by("number")
    assert [row.verb for row in told] == ["privacy.consent_given", "privacy.consent_withdrawn", "privacy.consent_given"]


def test_given_twice_it_is_given_once(agent: User, publish) -> None:
    notice = publish()
    first = give_consent(person=agent, notice=notice, means=Means.WEB, by=agent, now=NOW)
    again = give_consent(person=agent, notice=notice, means=Means.WEB, by=agent, now=NOW + timedelta(days=1))
    assert (again, again.given_at) == (first, NOW)
    assert Entry.objects.filter(verb="privacy.consent_given").count() == 1


def test_taken_back_where_none_holds_nothing_happens(agent: User) -> None:
    withdraw_consent(person=agent, purpose="news", means=Means.WEB, by=agent, now=NOW)
    assert not Entry.objects.filter(verb="privacy.consent_withdrawn").exists()


def test_a_new_text_is_a_new_consent_and_the_old_proof_stays(agent: User, publish) -> None:
    first = give_consent(person=agent, notice=publish("Un courriel par mois."), means=Means.WEB, by=agent, now=NOW)
    second = give_consent(
        person=agent, notice=publish("Un courriel par jour."), means=Means.WEB, by=agent, now=NOW + timedelta(days=1)
    )
    first.refresh_from_db()
    assert not first.holds
    assert first.notice.text == "Un courriel par mois."
    assert first.text_is_whole
    assert second.holds


def test_the_database_holds_one_consent_at_a_time(agent: User, publish) -> None:
    notice = publish()
    consent = give_consent(person=agent, notice=notice, means=Means.WEB, by=agent, now=NOW)
    consent.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        consent.save(force_insert=True)


def test_a_text_that_was_shown_is_never_changed(agent: User, publish) -> None:
    notice = publish()
    consent = give_consent(person=agent, notice=notice, means=Means.WEB, by=agent, now=NOW)
    notice.text = "Nous vendrons votre adresse."
    with pytest.raises(ValueError):
        notice.save()
    with pytest.raises(ProtectedError):
        notice.delete()
    # Whoever goes past the model is found out, even with a digest to match.
    text = "Nous vendrons votre adresse."
    Notice.objects.filter(pk=notice.pk).update(text=text, digest=digest_of(text))
    assert not Consent.objects.get(pk=consent.pk).text_is_whole


def test_a_tampered_text_is_not_agreed_to(agent: User, publish) -> None:
    notice = publish()
    Notice.objects.filter(pk=notice.pk).update(text="Autre chose.")
    notice.refresh_from_db()
    with pytest.raises(ValueError):
        give_consent(person=agent, notice=notice, means=Means.WEB, by=agent, now=NOW)


def test_nobody_is_asked_for_what_needs_no_consent(agent: User, publish) -> None:
    with pytest.raises(ValueError):
        give_consent(person=agent, notice=publish(purpose="accounts"), means=Means.WEB, by=agent, now=NOW)
    with pytest.raises(KeyError):
        has_consent(reference_of(agent), "nothing")


def test_versions_are_numbered_by_language_and_the_same_text_is_none(publish) -> None:
    first, same = publish("Un"), publish(" Un \r\n")
    second, english = publish("Deux"), publish("One", language="en")
    assert same == first
    assert [first.version, second.version, english.version] == [1, 2, 1]
    assert [notice.text for notice in versions_of("news", language="fr")] == ["Deux", "Un"]
    assert shown_notice("news", language="en") == english
    assert Entry.objects.filter(verb="privacy.notice_published").count() == 3


@pytest.mark.parametrize("text", ["", "  \n", "x" * 8001])
def test_a_notice_that_says_nothing_or_too_much_is_refused(publish, text: str) -> None:
    with pytest.raises(ValidationError):
        publish(text)


def test_the_public_page_says_the_register_until_there_is_a_text(client: Client, publish) -> None:
    page = client.get("/informations/news/").content.decode()
    assert "ne l’a pas encore rédigée" in page
    assert "article 6.1.a" in page
    publish("Une lettre <b>par mois</b>.")
    page = client.get("/informations/news/").content.decode()
    assert "Une lettre &lt;b&gt;par mois&lt;/b&gt;." in page
    assert "Consent" in client.get("/en/informations/news/").content.decode()
    assert client.get("/informations/rien/").status_code == 404


def test_the_officer_writes_versions(client: Client, dpo: User) -> None:
    client.force_login(dpo)
    where = "/administration/donnees/informations/news/fr/"
    for text in ("Première.", "Seconde."):
        assert client.post(where, {"text": text}).status_code == 302
    page = client.get(where).content.decode()
    assert "Première." in page
    assert "Version 2" in page
    assert client.post(where, {"text": " "}).status_code == 422
    assert client.get("/administration/donnees/informations/news/de/").status_code == 404


def test_one_agrees_to_the_text_that_one_has_read(client: Client, agent: User, publish) -> None:
    client.force_login(agent)
    old = publish("Un courriel par mois.")
    new = publish("Un courriel par jour.")
    where = "/compte/donnees/accords/news/donner/"
    answer = client.post(where, {"notice": old.pk}, follow=True)
    assert "Le texte vient de changer" in answer.content.decode()
    assert not has_consent(reference_of(agent), "news")
    client.post(where, {"notice": new.pk})
    assert has_consent(reference_of(agent), "news")
    client.post("/compte/donnees/accords/news/retirer/")
    assert not has_consent(reference_of(agent), "news")
    assert client.post("/compte/donnees/accords/accounts/donner/").status_code == 404


def test_a_consent_on_paper_is_recorded_by_who_received_it(client: Client, agent: User, dpo: User, publish) -> None:
    client.force_login(dpo)
    where = f"/administration/donnees/personne/accounts.user/{agent.pk}/"
    client.post(f"{where}consulter/", {"reason": "Contrôle"})
    said = {"purpose": "news", "means": "paper", "give": "1"}
    assert client.post(f"{where}consentement/", said).status_code == 422
    publish()
    client.post(f"{where}consentement/", said)
    consent = Consent.objects.get()
    assert (consent.given_means, consent.given_by) == (Means.PAPER, dpo)
    client.post(f"{where}consentement/", {"purpose": "news", "means": "phone", "withdraw": "1"})
    assert not has_consent(reference_of(agent), "news")
    assert client.post(f"{where}consentement/", {"purpose": "news", "means": "web"}).status_code == 422


def test_every_page_leads_to_the_notices_and_they_to_each_purpose(client: Client, db) -> None:
    assert 'href="/informations/"' in client.get("/accessibilite/").content.decode()
    page = client.get("/informations/").content.decode()
    for purpose in ("accounts", "security", "messages", "news"):
        assert f'href="/informations/{purpose}/"' in page
