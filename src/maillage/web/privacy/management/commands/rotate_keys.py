"""`python -m maillage.web rotate_keys`: a new key, and all that is sealed under it."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.engine.errors import MaillageError

from ...actions.keys import add_key, know_keys
from ...actions.rotation import reseal, sealed_rows_left


class Command(BaseCommand):
    help = (
        "Makes a new key and seals all sealed text anew with it, while people go on working. Stopped, it goes on where"
        " it was. Where the keys stand in MAILLAGE_KEYS, put the new one before them first."
    )

    def handle(self, *args: object, **options: object) -> None:
        now = timezone.now()
        try:
            if sealed_rows_left():
                know_keys(now=now)
            else:
                self.stdout.write(f"The new key is {add_key(now=now).name}.")
            count = reseal(now=now)
        except MaillageError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} rows were sealed anew.")
