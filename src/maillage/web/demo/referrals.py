"""People who were sent to structures, a referral in each state, and what was looked for on the public page."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from maillage.web.accounts.actions.organisations import own_organisation
from maillage.web.accounts.models import User
from maillage.web.directory.models import Entry
from maillage.web.privacy.models import Means
from maillage.web.referrals.actions import answers, counting, following, withdrawing
from maillage.web.referrals.actions import referrals as actions
from maillage.web.referrals.models import Asked, Referral
from maillage.web.referrals.rules.lists import NEEDS, OBSTACLES
from maillage.web.referrals.rules.said import Consent, Reply, Said
from maillage.web.referrals.rules.states import Event
from maillage.web.territories.queries import get_territory, reference

from . import people

SEED = 27
# Made-up structures alone: nobody who exists is written to.
NOWHERE = "@exemple.invalid"
DAY = timedelta(days=1)
SEARCHES, SEARCHED_FROM, SEARCHED_FOR_DAYS = 240, 16, 200
# Days ago, to which kind of structure, what for, what is hard, what became of it a day later.
SENT = (
    (40, "coordination", "rights", ("no-connection",), Reply(Event.ACCEPT, means="phone")),
    (33, "disability-office", "rights", ("reading",), Reply(Event.REFUSE, refusal="full")),
    (30, "cpts", "doctor", ("no-doctor",), Reply(Event.ACCEPT, means="expected")),
    (26, "nursing", "nurse", ("language",), Reply(Event.KNOW)),
    (21, "coordination", "home", (), None),
    (12, "nursing", "home", ("cannot-travel",), Reply(Event.REFUSE, refusal="area")),
    (9, "health-centre", "dentist", ("seeing",), Event.WITHDRAW),
    (5, "cpts", "doctor", ("no-doctor", "no-equipment"), None),
    (1, "disability-office", "rights", ("reading", "cannot-travel"), None),
)


@transaction.atomic
def refer(territory: str, agent: User, *, now: datetime) -> None:
    """Nothing if somebody was referred, or something looked for, already; or if there is nowhere to send anybody."""
    examples = Entry.objects.filter(listed=True, commune__in=_communes(territory), email__endswith=NOWHERE)
    structures = {entry.kind: entry for entry in examples.order_by("-pk")}
    if not structures or Referral.objects.exists() or Asked.objects.exists():
        return
    luck = people.chance(SEED)
    _search(territory, luck, now)
    for number, (days, kind, need, obstacles, became) in enumerate(SENT):
        if kind not in structures:
            continue
        structure = structures[kind]
        then = now - days * DAY
        person = people.with_email(people.who_comes(luck, [structure.commune]), luck)
        made = actions.send(
            structure=structure,
            said=Said(_key(luck), person, need, obstacles, ("morning",), tells_person=number % 2 == 0),
            consent=Consent(Means.COUNTER.value, "fr"),
            organisation=own_organisation(),
            by=agent,
            now=then,
        )
        if isinstance(became, Reply):
            answers.read(referral=made, now=then + DAY / 2)
            answers.answer(referral=made, reply=became, by=None, now=then + DAY)
        elif became is Event.WITHDRAW:
            withdrawing.withdraw(referral=made, means=Means.PHONE, by=agent, now=then + DAY)
    for days in (18, 14, 7, 2, 0):
        following.follow(now=now - days * DAY)


def _search(territory: str, luck: Random, now: datetime) -> None:
    """More where more people live; less is found in villages."""
    communes = reference().communes.loc[_communes(territory), "population"].sort_values(kind="stable")
    codes = luck.sample([str(code) for code in communes.index], SEARCHED_FROM)
    for code in luck.choices(codes, communes[codes].clip(500, 5_000).tolist(), k=SEARCHES):
        is_village = communes[code] < 2_000
        counting.count(
            key=_key(luck),
            need=luck.choice(list(NEEDS)),
            obstacles=luck.sample(list(OBSTACLES), luck.randrange(3)),
            commune=code,
            found=0 if luck.random() < (0.55 if is_village else 0.15) else luck.randrange(1, 9),
            day=(now - luck.randrange(SEARCHED_FOR_DAYS) * DAY).date(),
        )


def _communes(territory: str) -> list[str]:
    return list(get_territory([territory]).codes)


def _key(luck: Random) -> UUID:
    return UUID(int=luck.getrandbits(128), version=4)
