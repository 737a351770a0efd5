"""The pages of messages: what one sees without being told whom it is for, what one may decide, how one says no."""

from __future__ import annotations

import mailbox
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.messages.actions.bounces import note_bounce, note_receipt
from maillage.web.messages.actions.delivery import send_next
from maillage.web.messages.actions.opt_out import refusal_address
from maillage.web.messages.gateways.sms import Receipt
from maillage.web.messages.models import DeadAddress, Message, OptOut
from maillage.web.messages.queries.one import about
from maillage.web.messages.rules.bounces import Bounce
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.messages.rules.states import State
from maillage.web.privacy.models import Entry

from ..conftest import NOW
from .conftest import AICHA, MARIE, FakeGateway
from .test_rules import report

Promise = Callable[..., Message]
DESK = "/administration/messages/"


@pytest.fixture
def administrator(person: Callable[..., User], client: Client) -> Client:
    client.force_login(person("administrator"))
    return client


def doubtful(promise: Promise, gateway: type[FakeGateway]) -> Message:
    gateway.raises = TimeoutError()
    message = promise(AICHA)
    send_next(now=NOW)
    gateway.raises = None
    message.refresh_from_db()
    return message


def test_the_list_says_what_was_sent_and_not_to_whom(promise: Promise, administrator: Client) -> None:
    promise(), promise(AICHA), promise(Recipient("Paul Martin", address=("1 rue Haute",)))
    page = administrator.get(DESK).content.decode()
    assert "m…@exemple.fr" in page
    assert "… 78" in page
    assert "P. M." in page
    for secret in ("marie@", "Marie Dupont", "612345678", "Benali", "Paul Martin", "rue Haute"):
        assert secret not in page


def test_the_list_is_filtered(promise: Promise, administrator: Client) -> None:
    promise(), promise(AICHA)
    lines = administrator.get(f"{DESK}?canal=sms&etat=queued").context["listing"].lines
    assert [line.channel for line in lines] == ["SMS"]
    assert administrator.get(f"{DESK}?etat=nowhere").status_code == 422


def test_whom_a_message_is_for_is_shown_on_demand_and_journaled(promise: Promise, administrator: Client) -> None:
    message = promise()
    assert "marie@exemple.fr" not in administrator.get(f"{DESK}{message.pk}/").content.decode()
    assert not Entry.objects.filter(verb="messages.read").exists()
    page = administrator.post(f"{DESK}{message.pk}/lire/").content.decode()
    assert "marie@exemple.fr" in page
    assert "Bonjour Marie Dupont" in page
    assert Entry.objects.get(verb="messages.read").subject == f"outbox.message {message.pk}"


def test_a_link_that_opens_an_account_is_shown_to_nobody(promise: Promise, administrator: Client) -> None:
    message = promise(purpose="security")
    page = administrator.post(f"{DESK}{message.pk}/lire/").content.decode()
    assert "marie@exemple.fr" in page
    assert "Bonjour Marie" not in page


def test_what_waits_can_be_cancelled_and_what_left_cannot(promise: Promise, administrator: Client) -> None:
    message = promise()
    administrator.post(f"{DESK}{message.pk}/cancel/")
    message.refresh_from_db()
    assert message.state == State.CANCELLED
    sent = promise()
    send_next(now=NOW)
    answer = administrator.post(f"{DESK}{sent.pk}/cancel/", follow=True).content.decode()
    assert "Trop tard" in answer
    assert Entry.objects.filter(verb="messages.cancelled").count() == 1


@pytest.mark.parametrize(("act", "state"), [("say_sent", State.SENT), ("say_not_sent", State.QUEUED)])
def test_a_doubt_is_ended_by_a_person(
    promise: Promise, gateway: type[FakeGateway], administrator: Client, act: str, state: State
) -> None:
    message = doubtful(promise, gateway)
    assert "Il est parti" in administrator.get(f"{DESK}{message.pk}/").content.decode()
    administrator.post(f"{DESK}{message.pk}/{act}/")
    message.refresh_from_db()
    assert message.state == state
    assert Entry.objects.filter(verb="messages.settled").exists()


def test_what_came_back_goes_by_another_way(promise: Promise, administrator: Client) -> None:
    message = promise(Recipient("Marie Dupont", email="marie@exemple.fr", phone="06 12 34 56 78"))
    send_next(now=NOW)
    message.refresh_from_db()
    note_bounce(bounce=Bounce(message.reference, "Marie@exemple.fr", "5.1.1"), now=NOW)
    assert administrator.post(f"{DESK}{message.pk}/resend/", {"channel": "pigeon"}).status_code == 422
    administrator.post(f"{DESK}{message.pk}/resend/", {"channel": "sms"})
    message.refresh_from_db()
    assert (message.state, message.channel, message.attempts) == (State.QUEUED, Channel.SMS, 0)


def test_mail_to_a_dead_address_is_not_tried_again(promise: Promise) -> None:
    message = promise()
    send_next(now=NOW)
    message.refresh_from_db()
    note_bounce(bounce=Bounce(message.reference, "marie@exemple.fr", "5.1.1"), now=NOW)
    assert DeadAddress.objects.count() == 1
    assert promise().channel == Channel.LETTER
    assert promise(Recipient("Marie", email="MARIE@exemple.fr", phone="0612345678")).channel == Channel.SMS


@pytest.mark.parametrize(
    "forged",
    [
        Bounce("<other@exemple.fr>", "marie@exemple.fr", "5.1.1"),
        Bounce("", "marie@exemple.fr", "5.1.1"),
        Bounce("{reference}", "other@exemple.fr", "5.1.1"),
        Bounce("{reference}", "marie@exemple.fr", "4.4.1"),
    ],
)
def test_a_report_about_nothing_of_ours_changes_nothing(promise: Promise, forged: Bounce) -> None:
    message = promise()
    send_next(now=NOW)
    message.refresh_from_db()
    told = Bounce(forged.message_id.format(reference=message.reference), forged.address, forged.status)
    assert note_bounce(bounce=told, now=NOW) is None
    message.refresh_from_db()
    assert message.state == State.SENT
    assert not DeadAddress.objects.exists()


def test_a_receipt_ends_a_doubt(promise: Promise, gateway: type[FakeGateway]) -> None:
    promise(AICHA)
    send_next(now=NOW)
    assert note_receipt(reference="ref-1", arrived=True, now=NOW).received_at == NOW
    assert note_receipt(reference="ref-2", arrived=True, now=NOW) is None
    assert note_receipt(reference="", arrived=True, now=NOW) is None


def test_one_says_no_without_an_account_and_with_one_click(promise: Promise) -> None:
    """As RFC 8058 has it: the mail program posts, without cookies."""
    message = promise(purpose="news")
    path = refusal_address(message).removeprefix("http://localhost:8000")
    strict = Client(enforce_csrf_checks=True)
    assert "Ne plus en recevoir" in strict.get(path).content.decode()
    assert not OptOut.objects.exists(), "a mail program that looks at a link says nothing"
    answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert "C’est noté" in answer.content.decode()
    assert not answer.cookies
    message.refresh_from_db()
    assert message.state == State.CANCELLED
    assert strict.post(path).status_code == 200
    assert OptOut.objects.count() == 1


def test_the_link_of_who_reads_english_is_in_english(promise: Promise) -> None:
    message = promise(Recipient("Ann Lee", "en", "ann@example.org"), purpose="news")
    path = refusal_address(message).removeprefix("http://localhost:8000")
    assert "Receive no more" in Client().get(path).content.decode()


def test_nobody_says_no_for_another_nor_to_what_must_be_sent(promise: Promise) -> None:
    needed = promise(purpose="service")
    path = refusal_address(needed).removeprefix("http://localhost:8000")
    assert Client().post(path).status_code == 404
    optional = refusal_address(promise(purpose="news")).removeprefix("http://localhost:8000")
    cut = Client().post(f"{optional[:-3]}xyz/")
    assert (cut.status_code, "Ce lien ne vaut plus" in cut.content.decode()) == (404, True)
    assert not OptOut.objects.exists()


def test_an_agent_writes_down_a_stop(as_agent: Client) -> None:
    page = f"{DESK}refus/"
    assert as_agent.post(page, {"contact": "06 12", "purposes": ["news"]}).status_code == 422
    assert as_agent.post(page, {"contact": "06 12 34 56 78"}).status_code == 422
    assert as_agent.post(page, {"contact": "06 12 34 56 78", "purposes": ["news", "reminders"]}).status_code == 302
    assert sorted(OptOut.objects.values_list("purpose", flat=True)) == ["news", "reminders"]
    assert Entry.objects.filter(verb="messages.opted_out").count() == 2
    assert as_agent.post(page, {"contact": "0612345678", "purposes": ["news"], "again": "1"}).status_code == 302
    assert OptOut.objects.get().purpose == "reminders"
    assert Entry.objects.filter(verb="messages.opted_in").count() == 1


def test_a_trial_goes_to_who_asks(administrator: Client, mailoutbox: list) -> None:
    administrator.post(f"{DESK}essai/")
    assert send_next(now=timezone.now() + timedelta(seconds=1))
    assert mailoutbox[0].subject == "Message d’essai"
    assert Entry.objects.filter(verb="messages.tried").exists()


@pytest.mark.parametrize(
    ("role", "list_", "calls"),
    [("administrator", 200, 200), ("it", 200, 403), ("agent", 403, 200), ("mediator", 403, 200), ("reader", 403, 403)],
)
def test_who_sees_what(person: Callable[..., User], client: Client, role: str, list_: int, calls: int) -> None:
    client.force_login(person(role))
    assert client.get(DESK).status_code == list_
    assert client.get(f"{DESK}lots/").status_code == calls


def test_what_was_sent_to_a_person(promise: Promise, agent: User) -> None:
    one = promise(Recipient("Marie", email="a@exemple.fr", person=agent.pk))
    promise(MARIE)
    assert about(agent.pk) == [one]


def test_bounces_come_by_standard_input_or_in_a_maildir(
    promise: Promise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    sent = [promise(), promise()]
    while send_next(now=NOW):
        pass
    returned = []
    for message in sent:
        message.refresh_from_db()
        returned.append(report().as_bytes().replace(b"<abc@exemple.fr>", message.reference.encode()))
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(returned[0])))
    call_command("read_bounces")
    box = mailbox.Maildir(tmp_path / "mail")
    box.add(returned[1]), box.add(b"Subject: out of office\n\nBack soon.")
    for _again in range(2):
        call_command("read_bounces", str(tmp_path / "mail"))
    assert capsys.readouterr().out.splitlines() == [
        "1 read, 1 about messages of this platform.",
        "2 read, 1 about messages of this platform.",
        "0 read, 0 about messages of this platform.",
    ]
    assert set(Message.objects.values_list("state", flat=True)) == {State.BOUNCED}
    with pytest.raises(CommandError, match="no maildir"):
        call_command("read_bounces", str(tmp_path))


class TellingGateway(FakeGateway):
    """Its operator signs with a word."""

    def read_receipt(self, body: bytes, headers: Mapping[str, str]) -> Receipt | None:
        if headers.get("X-Secret") != "word":
            raise ValueError("not the operator")
        return Receipt(body.decode(), arrived=True) if body else None


def test_an_operator_posts_receipts(
    promise: Promise, gateway: type[FakeGateway], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, path = doubtful(promise, gateway), "/messages/accuses/"
    Message.objects.update(reference="ref-9")
    said = {"data": b"ref-9", "content_type": "text/plain"}
    assert client.post(path, **said).status_code == 404
    monkeypatch.setattr("maillage.web.messages.actions.bounces.sms_gateway", TellingGateway)
    assert client.post(path, **said).status_code == 400
    assert Message.objects.get().state == State.IN_DOUBT
    assert client.post(path, **said, headers={"X-Secret": "word"}).status_code == 204
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.received_at
    assert client.post(path, b"", "text/plain", headers={"X-Secret": "word"}).status_code == 204
