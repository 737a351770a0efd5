"""E-mail as files: one .eml for each, which any mail program opens."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .folder import keep


class EmailBackend(BaseEmailBackend):
    """``idempotent``: the same Message-ID twice is one file, so an attempt that was interrupted is simply repeated."""

    idempotent = True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            keep("email", mail.extra_headers["Message-ID"], ".eml", mail.message().as_bytes())
        return len(email_messages)
