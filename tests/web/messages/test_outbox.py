"""The outbox: written with its cause or not at all, once for a key, in the words and by the way of the recipient."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from maillage.web.messages.actions.outbox import send
from maillage.web.messages.actions.writing import WordsError
from maillage.web.messages.models import Message
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.messages.rules.states import State

from ..conftest import NOW

MARIE = Recipient("Marie Dupont", email="marie@exemple.fr")


def promise(to: Recipient = MARIE, **said: Any) -> Message:
    asked = {"template": "messages/trial", "words": {"name": to.name}, "key": "trial:1", "by": None, "now": NOW}
    return send(to=to, **(asked | said))


@pytest.mark.django_db
def test_a_message_waits_in_the_words_that_were_promised() -> None:
    message = promise()
    assert (message.channel, message.state, message.due_at) == (Channel.EMAIL, State.QUEUED, NOW)
    assert message.subject == "Message d’essai"
    assert message.text.startswith("Bonjour Marie Dupont,\n\n")


@pytest.mark.django_db
def test_english_for_who_reads_english() -> None:
    assert promise(Recipient("Ann Lee", "en", "ann@example.org")).text.startswith("Hello Ann Lee,")


@pytest.mark.django_db
def test_the_same_key_is_the_same_message() -> None:
    assert promise() == promise(now=NOW)
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_key_is_not_used_for_two_things() -> None:
    promise()
    with pytest.raises(ValueError, match="trial:1"):
        promise(template="messages/other")


@pytest.mark.django_db(transaction=True)
def test_a_message_is_not_written_without_the_transaction_of_its_cause() -> None:
    with pytest.raises(TransactionManagementError):
        promise()


@pytest.mark.django_db(transaction=True)
def test_a_cause_that_fails_takes_its_message_with_it() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        promise()
        1 / 0  # noqa: B018
    assert not connection.in_atomic_block
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["messages/nowhere", "nowhere"])
def test_a_template_that_is_missing_is_said_at_once(template: str) -> None:
    with pytest.raises(WordsError, match="no template"):
        promise(template=template)


@pytest.mark.django_db
def test_a_word_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(WordsError, match="name"):
        promise(words={})
    assert not Message.objects.exists()


@pytest.mark.django_db
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
def test_everybody_is_reached(to: Recipient, channel: Channel) -> None:
    assert promise(to).channel == channel
