"""The directory: France services and hosts of conseillers numériques as they are, the demo's own places, and made-up
examples of what else there is. And what its keepers meet: a doubtful pair, a file that waits, a card without an answer.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO

import pandas as pd
from django.db import transaction

from maillage.engine.sources.directory.card import Offer
from maillage.engine.sources.directory.shipped import SHIPPED
from maillage.web.accounts.models import User
from maillage.web.directory.actions import asking, deliveries, imports, notes, own, persons, places, provider
from maillage.web.directory.models import Delivery, Entry, Note, Source
from maillage.web.privacy.actions.notices import publish_notice
from maillage.web.privacy.models import Means
from maillage.web.territories.queries import get_territory, reference

EMAIL = "annuaire{number}@exemple.invalid"
OFFICE_HOURS = "Mo-Fr 09:00-12:30,13:30-17:30; PH off"
NOTICES = {
    "fr": (
        "Votre nom, ce que vous faites pour les autres et les moyens de vous joindre que vous donnez sont lus par tous "
        "dans l’annuaire, avec votre accord. Vous le retirez quand vous voulez, par le lien que vous recevez : alors "
        "tout est effacé."
    ),
    "en": (
        "Your name, what you do for others and the ways to reach you that you give are read by everybody in the "
        "directory, with your consent. You withdraw it whenever you want, by the link that you receive: all of it is "
        "then erased."
    ),
}


@dataclass(frozen=True)
class Example:
    """``rank``: of its commune by population, from 0."""

    rank: int
    kind: str
    name: str
    topics: tuple[str, ...]
    hours: str = OFFICE_HOURS
    ways: tuple[str, ...] = ("on-site",)
    access: tuple[str, ...] = ("phone",)
    fees: str = "free"
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("fr",)
    step_free: str = "yes"


EXAMPLES = (
    Example(0, "mental-health-centre", "Centre médico-psychologique", ("mental-health",)),
    Example(0, "youth-health-house", "Maison des adolescents", ("mental-health", "family"), audiences=("young",)),
    Example(1, "mutual-help-group", "Groupe d’entraide mutuelle", ("mental-health", "loneliness"), access=("walk-in",)),
    Example(0, "coordination", "Appui aux parcours (DAC)", ("elderly", "disability", "carers"), ways=("remote",)),
    Example(1, "cpts", "Professionnels de santé du territoire (CPTS)", ("doctor", "prevention"), ways=("remote",)),
    Example(
        0,
        "health-house",
        "Maison médicale de garde",
        ("on-call-doctor",),
        "Mo-Fr 20:00-23:00; Sa 14:00-23:00; Su 09:00-23:00",
    ),
    Example(
        1, "health-centre", "Centre de santé", ("doctor", "nurse", "dentist"), fees="partly", languages=("fr", "ar")
    ),
    Example(3, "pharmacy", "Pharmacie de la Place", ("pharmacy",), "Mo-Sa 09:00-12:30,14:00-19:30; PH off", fees=""),
    Example(2, "health-house", "Visites à domicile", ("doctor", "home-help"), ways=("at-home",), fees="partly"),
    Example(2, "nursing", "Soins infirmiers à domicile", ("nurse", "home-help"), ways=("at-home",), fees="partly"),
    Example(0, "disability-office", "Maison du handicap", ("disability", "rights")),
    Example(4, "association", "Transport solidaire", ("mobility", "loneliness"), ways=("travelling",)),
    Example(
        1, "association", "Ateliers de français", ("reading-and-french",), audiences=("foreigners",), ways=("group",)
    ),
    Example(5, "association", "Paroles de femmes", ("violence", "legal-help"), audiences=("women",)),
)
PERSONS = (
    (
        "Inès Aubépine",
        0,
        "Ambassadrice de Mon espace santé : aide à l’ouvrir, une heure, où vous voulez.",
        "health-space",
    ),
    ("Karim Sorbier", 4, "Écrivain public : lit et écrit avec vous vos courriers.", "procedures"),
)


@transaction.atomic
def fill(territory: str, agent: User, *, now: datetime) -> None:
    """All of it, or nothing; nothing if there are entries already."""
    if Entry.objects.exists():
        return
    then = now - timedelta(days=80)
    for form in SHIPPED:
        made = imports.receive_shipped(form=form, by=agent, now=then)
        deliveries.go_on(delivery=made.pk, now=then)
    places.follow_places(now=then)
    communes = _communes(territory)
    entries = [_describe(example, number, communes, agent, then) for number, example in enumerate(EXAMPLES)]
    _name(communes, agent, then)
    _doubt(communes, agent, then)
    _hold(communes, agent, now)
    _ask(entries, agent, now)


def _communes(territory: str) -> pd.DataFrame:
    """The largest first."""
    codes = list(get_territory([territory]).codes)
    return reference().communes.loc[codes].sort_values("population", ascending=False, kind="stable")


def _where(communes: pd.DataFrame, rank: int) -> dict:
    commune = communes.iloc[min(rank, len(communes) - 1)]
    postcode = str(commune["postcodes"]).split()[0]
    point = {"lat": float(commune["lat"]), "lon": float(commune["lon"])}
    return {"postcode": postcode, "city": commune["name"], "commune": str(commune.name), **point}


def _describe(example: Example, number: int, communes: pd.DataFrame, agent: User, now: datetime) -> Entry:
    where = _where(communes, example.rank)
    said = where | {
        "name": f"{example.name} de {where['city']} (exemple)",
        "kind": example.kind,
        "address": f"{number + 2} rue de l’Exemple",
        "phone": f"+3319900{number:02}10",
        "email": EMAIL.format(number=number),
        "hours": example.hours,
        "step_free": example.step_free,
        "description": "Lieu inventé pour la démonstration : n’y allez pas.",
    }
    offer = Offer(
        topics=example.topics,
        ways=example.ways,
        access=example.access,
        fees=example.fees,
        audiences=example.audiences,
        languages=example.languages,
    )
    return own.describe(said=said, offer=offer, by=agent, now=now)


def _name(communes: pd.DataFrame, agent: User, now: datetime) -> None:
    """Two people who agreed to be found."""
    for language, text in NOTICES.items():
        publish_notice(purpose=persons.PURPOSE, language=language, text=text, by=agent, now=now)
    for number, (name, rank, does, topic) in enumerate(PERSONS):
        said = _where(communes, rank) | {"person": f"{name} (exemple)", "description": does}
        offer = Offer(topics=(topic,), fees="free", ways=("at-home", "on-site"))
        email = EMAIL.format(number=f"-personne{number}")
        persons.enter(said=said, email=email, offer=offer, means=Means.COUNTER, by=agent, now=now)


def _doubt(communes: pd.DataFrame, agent: User, now: datetime) -> None:
    """Two cards that may be one place, with one telephone and two addresses: a person is to look."""
    where = _where(communes, 1)
    for name, address in (
        ("Espace de vie sociale Les Peupliers (exemple)", "12 rue des Peupliers"),
        ("Les Peupliers, centre social (exemple)", "3 place de la Mairie"),
    ):
        said = where | {"name": name, "kind": "social-centre", "address": address, "phone": "+33199001199"}
        own.describe(said=said, offer=Offer(topics=("loneliness",), fees="free"), by=agent, now=now)


def _hold(communes: pd.DataFrame, agent: User, now: datetime) -> None:
    """A list of ten, then a file of six: nothing changes until somebody decides."""
    for count, day in ((10, now - timedelta(days=60)), (6, now - timedelta(days=1))):
        source = Source.objects.filter(form="own").first()
        file = _list(communes, count).encode()
        title = "" if source else "Bibliothèques du réseau (exemple)"
        made = imports.receive(source=source, title=title, file=[file], name="bibliotheques.csv", by=agent, now=day)
        deliveries.go_on(delivery=made.pk, now=day)
    assert Delivery.objects.filter(state=Delivery.State.HELD).exists()


def _list(communes: pd.DataFrame, count: int) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["identifiant", "nom", "genre", "adresse", "code_postal", "ville", "code_insee"])
    for number in range(count):
        where = _where(communes, number + 6)
        name = f"Bibliothèque de {where['city']} (exemple)"
        writer.writerow(
            [
                f"EX-{number}",
                name,
                "bibliothèque",
                "1 rue des Livres",
                where["postcode"],
                where["city"],
                where["commune"],
            ]
        )
    return text.getvalue()


def _ask(entries: list[Entry], agent: User, now: datetime) -> None:
    """One that never answered, one that did, one that has just been asked; and a reader who saw a mistake."""
    silent, answered, asked = entries[2], entries[6], entries[0]
    began = now - timedelta(days=50)
    waiting = asking.ask(entry=silent, by=None, now=began)
    for days in (14, 28):
        asking.remind(asking=waiting, now=began + timedelta(days=days))
    provider.confirm(asking=asking.ask(entry=answered, by=None, now=now - timedelta(days=9)), now=now)
    asking.ask(entry=asked, by=agent, now=now)
    notes.report(entry=answered, about=Note.About.HOURS, said="Fermé le mercredi", address="192.0.2.1", now=now)
