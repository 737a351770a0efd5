"""`python -m maillage.web create_agent E-MAIL NAME`: the first account of a new platform, and the next ones."""

from __future__ import annotations

from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from maillage.web.accounts.actions.memberships import HeldAlreadyError, give
from maillage.web.accounts.actions.organisations import own_organisation
from maillage.web.accounts.actions.people import create_agent
from maillage.web.accounts.queries.people import find_by_email, has_administrator
from maillage.web.accounts.rules.abilities import ROLES


class Command(BaseCommand):
    help = (
        "Creates an account with a role in the authority's own organisation, and asks for its password; gives the role "
        "to an account that is there already. The first account administers the platform."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("--role", choices=list(ROLES), help="administrator for the first account, then agent")

    def handle(self, *args: object, email: str, name: str, role: str | None, **options: object) -> None:
        role = role or ("agent" if has_administrator(timezone.now()) else "administrator")
        person = find_by_email(email)
        try:
            if person is not None:
                give(person=person, organisation=own_organisation(), role=role, by=None, now=timezone.now())
            else:
                create_agent(email=email, name=name, password=getpass("Password: "), by=None, role=role)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except HeldAlreadyError as error:
            raise CommandError(f"{email} has this role already.") from error
        self.stdout.write(f"{email} may now log in, with the role {role}.")
