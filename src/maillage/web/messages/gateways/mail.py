"""E-mail through Django's backend: what is written on the envelope, and what an answer of the server means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

from django.core.mail import EmailMessage, mailers

from .answers import NotNowError, RefusedError

PERMANENT = 500


@dataclass(frozen=True)
class Mail:
    """``refusal``: address at which one says no to this kind of message; empty where one cannot."""

    message_id: str
    to: str
    subject: str
    text: str
    refusal: str = ""


def is_idempotent() -> bool:
    """Whether the same Message-ID twice is surely delivered once."""
    return getattr(mailers.default, "idempotent", False)


def send(mail: Mail) -> str:
    """Its Message-ID. Raises NotNowError and RefusedError where the server surely did not take it; anything else leaves
    it in doubt."""
    backend = mailers.default
    try:
        backend.open()
    except (OSError, SMTPException) as error:
        raise NotNowError("unreachable") from error
    try:
        with _answers():
            backend.send_messages([_composed(mail)])
    finally:
        _close(backend)
    return mail.message_id


def _composed(mail: Mail) -> EmailMessage:
    """RFC 3834: no machine answers it. RFC 8058: one click says no, without an account."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.refusal:
        headers["List-Unsubscribe"] = f"<{mail.refusal}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(mail.subject, mail.text, to=[mail.to], headers=headers)


@contextmanager
def _answers() -> Iterator[None]:
    """The server said no: for now (4xx) or for good (5xx). It said nothing: nobody knows."""
    try:
        yield
    except SMTPRecipientsRefused as error:
        raise _answer(max(code for code, _said in error.recipients.values()), "bad_address") from error
    except (SMTPSenderRefused, SMTPDataError, SMTPHeloError) as error:
        raise _answer(error.smtp_code, "refused") from error
    except (SMTPNotSupportedError, ValueError) as error:
        raise RefusedError("bad_address") from error


def _answer(code: int, reason: str) -> NotNowError:
    return RefusedError(reason) if code >= PERMANENT else NotNowError("busy")


def _close(backend: object) -> None:
    """The answer was given: how the connection ends changes nothing."""
    try:
        backend.close()
    except (OSError, SMTPException):
        return
