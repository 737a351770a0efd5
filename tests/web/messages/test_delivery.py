"""What leaves leaves once: whatever the gateway does, and wherever a process dies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail as sent_mail
from django.core.mail.backends.base import BaseEmailBackend

from maillage.web.messages.actions.delivery import recover, send_next
from maillage.web.messages.gateways.answers import NotNowError, RefusedError
from maillage.web.messages.models import Message
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.messages.rules.retries import LEASE, WAITS
from maillage.web.messages.rules.states import State
from maillage.web.messages.tasks import send_waiting

from ..conftest import NOW
from .conftest import AICHA, MARIE, FakeGateway

Promise = Callable[..., Message]
TO_FOLDER = {"default": {"BACKEND": "maillage.web.messages.gateways.mail_folder.EmailBackend"}}


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


def standing(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.reason


def test_an_email_leaves_with_its_envelope(promise: Promise) -> None:
    message = promise()
    assert send_next(now=NOW) == message
    (mail,) = sent_mail.outbox
    assert (mail.to, mail.subject, mail.body) == (["marie@exemple.fr"], message.subject, message.text)
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in mail.extra_headers
    assert standing(message) == (State.SENT, "")
    assert message.reference == mail.extra_headers["Message-ID"]
    assert send_next(now=NOW) is None


def test_what_one_may_do_without_says_how_to_have_no_more(promise: Promise) -> None:
    promise(purpose="news")
    send_next(now=NOW)
    headers = sent_mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"].startswith("<http://localhost:8000/messages/refus/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_words_of_a_link_into_an_account_are_forgotten_once_it_left(promise: Promise) -> None:
    message = promise(purpose="security")
    send_next(now=NOW)
    message.refresh_from_db()
    assert (message.text, message.short, message.email) == ("", "", "marie@exemple.fr")


def test_the_oldest_leaves_first_and_nothing_before_its_time(promise: Promise, gateway: type[FakeGateway]) -> None:
    later = promise(AICHA, not_before=NOW + timedelta(hours=2))
    first = promise(AICHA)
    assert send_next(now=NOW) == first
    assert send_next(now=NOW) is None
    assert send_next(now=NOW + timedelta(hours=2)) == later


def test_an_sms_that_was_held_up_does_not_ring_at_night(promise: Promise, gateway: type[FakeGateway]) -> None:
    message = promise(AICHA)
    assert send_next(now=datetime(2026, 3, 2, 23, 0, tzinfo=UTC)) is None
    message.refresh_from_db()
    assert (message.state, message.due_at) == (State.QUEUED, datetime(2026, 3, 3, 7, 0, tzinfo=UTC))


def test_what_is_refused_is_not_tried_again(promise: Promise, gateway: type[FakeGateway]) -> None:
    gateway.raises = RefusedError("bad_address")
    message = promise(AICHA)
    send_next(now=NOW)
    assert standing(message) == (State.FAILED, "bad_address")


def test_what_cannot_leave_now_is_tried_again_later_and_later_and_given_up(
    promise: Promise, gateway: type[FakeGateway]
) -> None:
    gateway.raises = NotNowError("busy")
    message, now, waits = promise(AICHA, purpose="security"), NOW, []
    while send_next(now=now):
        message.refresh_from_db()
        waits.append(message.due_at - now)
        now = message.due_at
    assert waits[: len(WAITS)] == list(WAITS)
    assert standing(message) == (State.GIVEN_UP, "too_often")
    assert message.attempts == len(WAITS) + 1


@pytest.mark.parametrize("before_taking", [True, False])
def test_a_gateway_that_says_nothing_clear_leaves_a_doubt_that_only_a_person_ends(
    promise: Promise, gateway: type[FakeGateway], before_taking: bool
) -> None:
    gateway.raises, gateway.before_taking = TimeoutError(), before_taking
    message = promise(AICHA)
    send_next(now=NOW)
    assert standing(message) == (State.IN_DOUBT, "no_answer")
    assert recover(now=NOW + 2 * LEASE) == 0
    assert send_next(now=NOW + timedelta(days=1)) is None


@pytest.mark.parametrize("before_taking", [True, False])
@pytest.mark.parametrize("idempotent", [True, False])
def test_a_process_killed_between_claim_and_answer(
    promise: Promise, gateway: type[FakeGateway], before_taking: bool, idempotent: bool
) -> None:
    gateway.raises, gateway.before_taking, gateway.idempotent = Killed(), before_taking, idempotent
    message = promise(AICHA)
    with pytest.raises(Killed):
        send_next(now=NOW)
    assert standing(message) == (State.SENDING, "")
    gateway.raises = None
    assert recover(now=NOW + LEASE / 2) == 0, "it may still be at it"
    assert recover(now=NOW + LEASE) == 1
    assert standing(message) == ((State.QUEUED if idempotent else State.IN_DOUBT), "interrupted")
    again = send_next(now=NOW + LEASE)
    assert (again is not None) is idempotent
    assert len({sms.key for sms in gateway.taken}) == int(idempotent or not before_taking)


def test_a_late_answer_does_not_undo_what_was_decided_meanwhile(
    promise: Promise, gateway: type[FakeGateway], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = promise(AICHA)

    def decided_meanwhile(self: FakeGateway, sms: object) -> str:
        Message.objects.filter(pk=message.pk).update(state=State.CANCELLED, ended_at=NOW)
        return "late"

    monkeypatch.setattr(gateway, "send", decided_meanwhile)
    send_next(now=NOW)
    assert standing(message) == (State.CANCELLED, "")


def test_files_are_written_once_however_often_one_tries(promise: Promise, settings, tmp_path: Path) -> None:
    settings.MAILERS = TO_FOLDER
    email, sms = promise(), promise(AICHA)
    for _attempt in range(2):
        while send_next(now=NOW):
            pass
        Message.objects.update(state=State.QUEUED)
    assert [file.suffix for file in sorted((tmp_path / "outbox").rglob("*.*"))] == [".eml", ".json"]
    kept = message_from_bytes(next((tmp_path / "outbox" / "email").iterdir()).read_bytes(), policy=policy.default)
    assert kept.get_content() == email.text
    assert sms.short in (next((tmp_path / "outbox" / "sms").iterdir())).read_text()


class NoServer(BaseEmailBackend):
    def open(self) -> None:
        raise ConnectionRefusedError


class Refusing(BaseEmailBackend):
    raises: Exception

    def send_messages(self, email_messages: object) -> int:
        raise self.raises


@pytest.mark.parametrize(
    ("raised", "state", "reason"),
    [
        (SMTPRecipientsRefused({"a": (550, b"no such user")}), State.FAILED, "bad_address"),
        (SMTPRecipientsRefused({"a": (450, b"greylisted")}), State.QUEUED, "busy"),
        (SMTPDataError(554, b"spam"), State.FAILED, "refused"),
        (SMTPDataError(451, b"later"), State.QUEUED, "busy"),
        (SMTPServerDisconnected("gone"), State.IN_DOUBT, "no_answer"),
        (TimeoutError(), State.IN_DOUBT, "no_answer"),
        (ValueError("Invalid address"), State.FAILED, "bad_address"),
    ],
)
def test_what_a_mail_server_answers(
    promise: Promise, settings, monkeypatch: pytest.MonkeyPatch, raised: Exception, state: State, reason: str
) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Refusing"}}
    monkeypatch.setattr("django.core.mail.handler.import_string", lambda path: Refusing)
    monkeypatch.setattr(Refusing, "raises", raised, raising=False)
    message = promise()
    send_next(now=NOW)
    assert standing(message) == (state, reason)


def test_no_mail_server_is_no_fault_of_the_message(promise: Promise, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.mail.handler.import_string", lambda path: NoServer)
    settings.MAILERS = {"default": {"BACKEND": "none"}}
    message = promise()
    send_next(now=NOW)
    assert standing(message) == (State.QUEUED, "unreachable")


def test_the_job_sends_all_that_waits(promise: Promise) -> None:
    for number in range(3):
        promise(Recipient("A", email=f"a{number}@exemple.fr"))
    promise(MARIE)
    assert send_waiting.call() == 4
    assert len(sent_mail.outbox) == 4
