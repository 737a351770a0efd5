"""``python -m maillage.web read_bounces < mail``, or ``read_bounces FOLDER`` for a maildir: mail that came back."""

from __future__ import annotations

import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.web.messages.actions.bounces import note_bounce
from maillage.web.messages.rules.bounces import read_bounce

# Reports are small; what is larger is none, and is not read into memory.
LARGEST_BYTES = 2_000_000


class Command(BaseCommand):
    help = "Read reports of e-mail that could not be delivered, and mark messages and addresses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="a maildir; what was read in it is marked as seen")

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        mails = _of_folder(folder) if folder else iter([sys.stdin.buffer.read(LARGEST_BYTES)])
        read = known = 0
        for mail in mails:
            bounce = read_bounce(mail)
            read += 1
            known += bounce is not None and note_bounce(bounce=bounce, now=timezone.now()) is not None
        self.stdout.write(f"{read} read, {known} about messages of this platform.")


def _of_folder(folder: Path) -> Iterator[bytes]:
    """Those that nobody has seen. Marked after it was dealt with: an interruption reads one twice, which changes
    nothing."""
    if not (folder / "new").is_dir():
        raise CommandError(f"{folder} is no maildir: it has no folder 'new'.")
    box = mailbox.Maildir(folder, create=False)
    for key, mail in box.iteritems():
        if "S" in mail.get_flags():
            continue
        yield box.get_bytes(key)
        mail.add_flag("S")
        mail.set_subdir("cur")
        box[key] = mail
