"""Prepares the data folder of these tests, in a process of its own: the demo, and what its administration shows."""

from __future__ import annotations

from maillage.web.demo import prepare

# Somebody who has this role alone, and a second step to take at the door.
DPO = {"email": "dpo@maillage.example", "name": "Inès Laurent", "password": "une phrase assez longue"}


def add_people_and_messages() -> None:
    from django.conf import settings
    from django.utils import timezone

    from maillage.web.accounts.actions import invitations, organisations
    from maillage.web.accounts.actions.people import create_agent
    from maillage.web.accounts.queries.people import find_by_email
    from maillage.web.messages.actions.decisions import try_out
    from maillage.web.messages.rules.recipient import Recipient
    from maillage.web.privacy.actions.persons import receive_request
    from maillage.web.privacy.models import Request

    administrator = find_by_email(settings.DEMO_ACCOUNT["email"])
    who = {"by": administrator, "now": timezone.now()}
    dpo = create_agent(by=None, role="dpo", **DPO)
    ccas = organisations.enter(kind="ccas", name="CCAS de Poissy", code="", **who)
    try_out(to=Recipient("Jeanne Petit", address=("3 rue du Pont", "78300 Poissy")), **who)
    invitations.send(
        name="Ali Haddad",
        email="ali@maillage.example",
        language="fr",
        organisation=ccas,
        role="mediator",
        place="78498",
        address_of="http://localhost/invitation/{secret}/",
        **who,
    )
    receive_request(person=dpo, kind=Request.Kind.ACCESS, by=dpo, now=who["now"])


if __name__ == "__main__":
    prepare()
    add_people_and_messages()
