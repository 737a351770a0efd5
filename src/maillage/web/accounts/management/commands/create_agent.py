"""`python -m maillage.web create_agent E-MAIL NAME`: the first account of a new platform, and the next ones."""

from __future__ import annotations

from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.web.accounts.actions.people import create_agent


class Command(BaseCommand):
    help = "Creates an account that may make and publish diagnoses. Asks for the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: object, email: str, name: str, **options: object) -> None:
        try:
            create_agent(email=email, name=name, password=getpass("Password: "), by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{email} may now log in.")
