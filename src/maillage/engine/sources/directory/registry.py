"""The forms in which lists of places are published. Naming them imports none of the readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ...errors import SourceError
from ..head import Head
from ..source import LICENCE_OUVERTE
from .card import Card
from .problem import Problem


@dataclass(frozen=True)
class Form:
    """A published form and who publishes it. ``module``: the file beside this one that reads it."""

    title: str
    publisher: str
    licence: str
    page: str
    module: str

    def recognises(self, head: Head) -> bool:
        return self._module.recognises(head)

    def read(self, path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
        """Cards and problems, in the order of the file. ``today``: what is dated after it is absurd.

        Raises SourceError, when it is first asked for one, where the file is not of this form, and where it breaks off.
        """
        return self._module.read(path, today=today)

    @property
    def _module(self) -> ModuleType:
        return import_module(f".{self.module}", __package__)


# In the order in which a file is offered to them: the most particular forms first.
FORMS = {
    "data-inclusion": Form(
        "data·inclusion : structures et services d’insertion",
        "Plateforme de l’inclusion",
        LICENCE_OUVERTE,
        "https://www.data.gouv.fr/datasets/referentiel-de-loffre-dinsertion-liste-des-structures-et-services-dinsertion",
        "data_inclusion",
    ),
    "mednum": Form(
        "Lieux de médiation numérique",
        "La MedNum, ANCT",
        LICENCE_OUVERTE,
        "https://www.data.gouv.fr/datasets/lieux-de-mediation-numerique-sur-le-territoire-national-fournis-par-les-contributeurs-de-dataspace",
        "mednum",
    ),
    "france-services": Form(
        "Liste des structures France services",
        "ANCT",
        LICENCE_OUVERTE,
        "https://www.data.gouv.fr/datasets/liste-des-structures-france-services",
        "france_services",
    ),
    "conseillers-numeriques": Form(
        "Conseillers numériques : structures d’accueil",
        "ANCT",
        LICENCE_OUVERTE,
        "https://www.data.gouv.fr/datasets/conseillers-numeriques-france-services",
        "conseillers",
    ),
    "finess": Form(
        "FINESS : établissements sanitaires et sociaux",
        "Ministère de la Santé (ANS, Atlasanté)",
        LICENCE_OUVERTE,
        "https://www.data.gouv.fr/fr/datasets/finess-extraction-du-fichier-des-etablissements/",
        "finess",
    ),
    "own": Form("Liste de la collectivité (CSV)", "", "", "", "own"),
}


def form_of(path: Path) -> str:
    """The form that the file has, by its head. Raises SourceError where it is none of them."""
    if path.is_dir():
        from .data_inclusion import recognises_folder

        code = "data-inclusion" if recognises_folder(path) else None
        found = "a folder"
    else:
        head = Head.of(path)
        code = next((code for code, form in FORMS.items() if form.recognises(head)), None)
        found = head.first_lines[0][:120] if b"\0" not in head.start and head.first_lines else "not text"
    if code is None:
        raise SourceError(
            "This is not a list of places that maillage knows.",
            file=path.name,
            found=found,
            expected="one of: " + ", ".join(FORMS),
        )
    return code
