"""The outbox: written with its cause or not at all, once for a key, in the words and by the way of the recipient."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from maillage.web.accounts.models import User
from maillage.web.messages.actions import outbox
from maillage.web.messages.actions.opt_out import opt_out
from maillage.web.messages.actions.writing import WordsError
from maillage.web.messages.models import Message
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.messages.rules.states import State

from ..conftest import NOW
from .conftest import AICHA, MARIE

Promise = Callable[..., Message]


def test_a_message_waits_in_the_words_that_were_promised(promise: Promise) -> None:
    message = promise()
    assert (message.channel, message.state, message.due_at) == (Channel.EMAIL, State.QUEUED, NOW)
    assert message.subject == "Message d’essai"
    assert message.text.startswith("Bonjour Marie Dupont,\n\n")


def test_english_for_who_reads_english(promise: Promise) -> None:
    assert promise(Recipient("Ann Lee", "en", "ann@example.org")).text.startswith("Hello Ann Lee,")


def test_the_same_key_is_the_same_message(promise: Promise) -> None:
    assert promise(key="one") == promise(key="one", words={"name": "Another"})
    assert Message.objects.count() == 1


def test_another_transaction_of_the_same_cause_may_be_faster(promise: Promise, monkeypatch: pytest.MonkeyPatch) -> None:
    first = promise(key="first")
    written = outbox.write

    def meanwhile(*said: object, **more: object) -> object:
        Message.objects.filter(pk=first.pk).update(key="one")
        return written(*said, **more)

    monkeypatch.setattr(outbox, "write", meanwhile)
    assert promise(key="one") == first


def test_a_key_is_not_used_for_two_things(promise: Promise) -> None:
    promise(key="one")
    with pytest.raises(ValueError, match="one"):
        promise(key="one", template="partners/link", words={"name": "Marie", "link": "https://…", "days": 7})


@pytest.mark.django_db(transaction=True)
def test_a_message_is_not_written_without_the_transaction_of_its_cause(promise: Promise) -> None:
    with pytest.raises(TransactionManagementError):
        promise()


@pytest.mark.django_db(transaction=True)
def test_a_cause_that_fails_takes_its_message_with_it(promise: Promise) -> None:
    with transaction.atomic():
        promise()
        transaction.set_rollback(True)
    assert not connection.in_atomic_block
    assert not Message.objects.exists()


@pytest.mark.parametrize("template", ["messages/nowhere", "nowhere"])
def test_a_template_that_is_missing_is_said_at_once(promise: Promise, template: str) -> None:
    with pytest.raises(WordsError, match="no template"):
        promise(template=template)


def test_a_word_that_is_missing_is_said_at_once(promise: Promise) -> None:
    with pytest.raises(WordsError, match="name"):
        promise(words={})
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("to", "channel"),
    [
        (Recipient("A", email="a@exemple.fr", phone="06 12 34 56 78"), Channel.EMAIL),
        (Recipient("A", email="a@exemple.fr", phone="06 12 34 56 78", wish=Channel.SMS), Channel.SMS),
        (Recipient("A", phone="06 12 34 56 78"), Channel.SMS),
        (Recipient("A", phone="01 30 87 20 00"), Channel.CALL),
        (Recipient("A", phone="01 30 87 20 00", address=("1 rue Haute", "78000 Versailles")), Channel.LETTER),
        (Recipient("A"), Channel.LETTER),
    ],
)
def test_everybody_is_reached(promise: Promise, to: Recipient, channel: Channel) -> None:
    assert promise(to).channel == channel


def test_who_said_no_is_sent_nothing_and_it_is_kept_why(promise: Promise, agent: User) -> None:
    opt_out(contact="06 12 34 56 78", purposes=["reminders"], by=agent, now=NOW)
    refused = promise(AICHA, purpose="reminders")
    assert (refused.state, refused.reason) == (State.CANCELLED, "opted_out")
    assert promise(AICHA, purpose="service").state == State.QUEUED


def test_who_says_no_is_not_sent_what_waits(promise: Promise, agent: User) -> None:
    waiting = promise(AICHA, purpose="reminders")
    opt_out(contact="+33 6 12 34 56 78", purposes=["reminders"], by=agent, now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == State.CANCELLED


def test_saying_no_twice_is_saying_it_once(promise: Promise, agent: User) -> None:
    assert opt_out(contact="marie@exemple.fr", purposes=["reminders", "news"], by=agent, now=NOW)
    assert not opt_out(contact="Marie@Exemple.fr", purposes=["news"], by=agent, now=NOW)


def test_an_optional_sms_says_how_to_have_no_more(promise: Promise) -> None:
    assert promise(AICHA, purpose="news").short.endswith("Répondez STOP pour ne plus en recevoir.")
    assert "STOP" not in promise(AICHA).short


def test_an_sms_waits_for_the_morning_unless_it_is_urgent(promise: Promise) -> None:
    night = datetime(2026, 3, 2, 22, 15, tzinfo=UTC)
    assert promise(AICHA, now=night).due_at == datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
    assert promise(AICHA, now=night, purpose="security").due_at == night
    assert promise(MARIE, now=night).due_at == night


def test_a_telephone_rings_by_the_clocks_of_the_authority(promise: Promise, settings) -> None:
    settings.TIME_ZONE = "Indian/Reunion"
    # Half past seven there, half past four in Paris; then nine in the evening there, six in Paris.
    morning, evening = datetime(2026, 3, 2, 3, 30, tzinfo=UTC), datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    assert promise(AICHA, now=morning).due_at == datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    assert promise(AICHA, now=evening).due_at == datetime(2026, 3, 3, 4, 0, tzinfo=UTC)


def test_what_is_written_can_be_read_by_no_one_who_has_the_database_alone(promise: Promise) -> None:
    promise(Recipient("Marie Dupont", email="marie@exemple.fr", phone="0612345678", address=("1 rue Haute",)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email, phone, address, subject, text, short FROM outbox_message")
        stored = " ".join(map(str, cursor.fetchone()))
    for word in ("Marie", "exemple", "612345678", "Haute", "essai"):
        assert word not in stored
