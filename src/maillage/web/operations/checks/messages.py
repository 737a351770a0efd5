"""Whether messages leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from .problem import Level, Problem

FOLDER = "maillage.web.messages.gateways.sms.FolderGateway"


def check(now: datetime) -> Iterator[Problem]:
    if not settings.EMAIL_SERVER:
        what = f"e-mails do not leave: they are written to {settings.DATA / 'outbox'}."
        yield Problem(Level.NOTE, "MAILLAGE_EMAIL_HOST", what, "Name the server that sends them.")
    elif settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        mend = "Set it to an address that people may answer to."
        yield Problem(Level.WRONG, "MAILLAGE_EMAIL_FROM", "e-mails come from nobody: servers refuse them.", mend)
    if settings.SMS_GATEWAY == FOLDER:
        what = f"SMS do not leave: they are written to {settings.DATA / 'outbox'}."
        yield Problem(Level.NOTE, "MAILLAGE_SMS_GATEWAY", what, "Name the class that sends them (docs/messages.md).")
