"""People who were sent to structures, a referral in each state, and what was looked for on the public page."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

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
DAY = timedelta(days=1)
SEARCHES, SEARCHED_FOR_DAYS = 400, 200
# Days ago, what for, what is hard, what became of it a day later.
SENT = (
    (40, "digital", ("no-connection",), Reply(Event.ACCEPT, means="expected")),
    (33, "rights", ("reading",), Reply(Event.REFUSE, refusal="full")),
    (30, "health-online", ("no-equipment", "reading"), Reply(Event.ACCEPT, means="phone")),
    (26, "digital", ("language",), Reply(Event.KNOW)),
    (21, "rights", (), None),
    (12, "home", ("cannot-travel",), Reply(Event.REFUSE, refusal="area")),
    (9, "health-online", ("seeing",), Event.WITHDRAW),
    (5, "digital", ("no-equipment",), None),
    (1, "rights", ("reading", "cannot-travel"), None),
)


def refer(territory: str, agent: User, *, now: datetime) -> None:
    """Nothing if somebody was referred, or something looked for, already; or if there is nowhere to send anybody."""
    structures = list(
        Entry.objects.filter(listed=True, commune__in=_communes(territory)).exclude(email="")[: len(SENT)]
    )
    if not structures or Referral.objects.exists() or Asked.objects.exists():
        return
    luck = people.chance(SEED)
    _search(territory, luck, now)
    for number, (days, need, obstacles, became) in enumerate(SENT):
        structure = structures[number % len(structures)]
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
    communes = reference().communes.loc[_communes(territory), "population"]
    codes, weights = [str(code) for code in communes.index], communes.clip(upper=20_000).tolist()
    for code in luck.choices(codes, weights, k=SEARCHES):
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
