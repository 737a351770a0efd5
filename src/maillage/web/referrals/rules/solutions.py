"""What is proposed to somebody, in which order and why: by what they need and what is hard for them. Nothing else.

The person's own doctor comes first (HAS, convention of 2024). No question is clinical, and nothing here decides whether
it is urgent: the numbers to call stand above every answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from maillage.web.marking import _

from .kinds import SOLUTIONS, Solution, is_open


@dataclass(frozen=True)
class Line:
    """A kind of solution, and ``why`` it is proposed, in one plain sentence.

    ``only``: for whoever has one of these obstacles; ``never``: not for whoever has one of these.
    ``instead``: by obstacle, the sentence that says more to who has it.
    """

    kind: str
    why: str
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    kind: str
    why: str

    @property
    def solution(self) -> Solution:
        return SOLUTIONS[self.kind]


_NO_SCREEN = frozenset({"no-equipment", "no-connection", "reading", "language", "seeing"})
_DISABLED = frozenset({"steps", "hearing", "seeing", "cannot-travel"})
_OWN = Line(
    "own-doctor",
    _("Il vous connaît : demandez-lui d’abord un rendez-vous."),
    never=frozenset({"no-doctor"}),
    instead={"cannot-travel": _("Il vous connaît : demandez-lui s’il peut venir chez vous.")},
)
_ON_CALL = Line("on-call-doctor", _("Le soir, la nuit, le week-end, quand les cabinets sont fermés."))
_TRANSPORT = Line(
    "transport",
    _("Quelqu’un peut vous conduire à un rendez-vous."),
    only=frozenset({"cannot-travel", "steps"}),
)
_TOWN_HALL = Line("town-hall", _("Elle sait qui peut vous aider dans votre commune."))
_CCAS = Line(
    "ccas",
    _("Quelqu’un prend le temps de voir toute la situation avec vous."),
    instead={"cannot-travel": _("Quelqu’un peut venir chez vous et voir toute la situation.")},
)
_INSURANCE_FINDS = Line(
    "insurance",
    _("On vous aide à trouver un médecin traitant."),
    only=frozenset({"no-doctor"}),
)
_FRANCE_SERVICES = Line(
    "france-services",
    _("Quelqu’un fait la démarche avec vous. C’est gratuit."),
    instead={
        "no-equipment": _("Tout le matériel est là, et quelqu’un fait la démarche avec vous. C’est gratuit."),
        "reading": _("Quelqu’un lit et remplit les papiers avec vous. C’est gratuit."),
        "language": _("Quelqu’un lit et remplit les papiers avec vous. C’est gratuit."),
    },
)
_AT_HOME = Line(
    "digital-at-home",
    _("Vous ne pouvez pas vous déplacer : quelqu’un vient, ou vous aide par téléphone."),
    only=frozenset({"cannot-travel"}),
)
_EQUIPMENT = Line(
    "equipment",
    _("On peut y aller sur internet, ou trouver un appareil à petit prix."),
    only=frozenset({"no-equipment", "no-connection"}),
)
_FRENCH = Line(
    "french",
    _("Des cours gratuits ou presque, à votre rythme."),
    only=frozenset({"reading", "language"}),
)
_DISABILITY = Line("disability", _("On cherche avec vous une solution qui vous convient."), only=_DISABLED)
# Whoever asks for somebody else: not an obstacle, and told in the same way.
HELPING = "helping"
_CARERS = Line(
    "carers", _("Vous aidez quelqu’un : vous avez droit à du repos et à des conseils."), only=frozenset({HELPING})
)
_HEALTH_HOUSE = Line("health-house", _("Plusieurs professionnels y travaillent : demandez qui peut vous recevoir."))

# By need, in the order in which they are proposed.
TABLE: dict[str, tuple[Line, ...]] = {
    "doctor": (
        _OWN,
        Line(
            "home-visit",
            _("Vous ne pouvez pas vous déplacer : demandez à votre médecin ou au médecin de garde s’il peut venir."),
            only=frozenset({"cannot-travel"}),
        ),
        _ON_CALL,
        Line(
            "teleconsultation",
            _("Quelqu’un vous accueille et reste avec vous. Le médecin est à l’écran."),
            instead={
                "no-equipment": _("Tout le matériel est là, et quelqu’un reste avec vous. Le médecin est à l’écran."),
                "no-connection": _("Tout le matériel est là, et quelqu’un reste avec vous. Le médecin est à l’écran."),
                "reading": _("Rien à lire, rien à écrire : quelqu’un reste avec vous. Le médecin est à l’écran."),
                "language": _("Quelqu’un reste avec vous. On peut demander un interprète à l’avance."),
            },
        ),
        Line("bus-stop", _("Il vient près de chez vous, certains jours.")),
        Line("advanced", _("Il reçoit dans une commune voisine, certains jours.")),
        _HEALTH_HOUSE,
        Line(
            "cpts",
            _("Ils cherchent ensemble un médecin pour qui n’en a pas."),
            only=frozenset({"no-doctor"}),
        ),
        _INSURANCE_FINDS,
        _TRANSPORT,
        _DISABILITY,
    ),
    "dentist": (
        Line("dentist", _("Appelez pour prendre rendez-vous, et dites ce qui est difficile pour vous.")),
        Line("hospital", _("On y trouve souvent des soins dentaires, sans avance de frais.")),
        Line("insurance", _("On vous donne les dentistes de votre secteur, et ce qui est remboursé.")),
        _TRANSPORT,
        _DISABILITY,
    ),
    "specialist": (
        Line(
            "own-doctor",
            _("Il vous adresse à la bonne personne, et vous êtes mieux remboursé."),
            never=frozenset({"no-doctor"}),
        ),
        Line("teleconsultation", _("Un médecin vous conseille à l’écran, quelqu’un reste avec vous.")),
        Line("hospital", _("Des spécialistes y reçoivent, sur rendez-vous.")),
        _HEALTH_HOUSE,
        _INSURANCE_FINDS,
        Line("insurance", _("On vous dit où un spécialiste reçoit."), never=frozenset({"no-doctor"})),
        _TRANSPORT,
        _DISABILITY,
    ),
    "nurse": (
        Line(
            "nurse",
            _("Elle ou il vient chez vous, ou vous reçoit."),
            instead={"cannot-travel": _("Elle ou il vient chez vous.")},
        ),
        _OWN,
        _HEALTH_HOUSE,
        Line("insurance", _("On vous donne les infirmières et infirmiers de votre secteur.")),
        _DISABILITY,
    ),
    "birth": (
        Line("pmi", _("Sages-femmes, médecins et puéricultrices vous reçoivent gratuitement.")),
        _OWN,
        _ON_CALL,
        Line("hospital", _("La maternité répond à vos questions et donne des rendez-vous.")),
        _INSURANCE_FINDS,
        _TRANSPORT,
        _DISABILITY,
    ),
    "distress": (
        Line("listening", _("Des personnes écoutent, tout de suite, sans juger.")),
        Line("mental-health", _("On vous reçoit gratuitement, sans avance de frais.")),
        _OWN,
        _ON_CALL,
        _CCAS,
        _DISABILITY,
    ),
    "health-online": (
        _AT_HOME,
        _EQUIPMENT,
        _FRANCE_SERVICES,
        Line("digital-help", _("Une personne dont c’est le métier vous montre, à votre rythme. C’est gratuit.")),
        Line("workshop", _("On apprend à plusieurs, pas à pas.")),
        Line("online", _("Sur ameli.fr et monespacesante.fr, si vous êtes à l’aise."), never=_NO_SCREEN),
        Line("insurance", _("Tout peut aussi se faire par téléphone.")),
        _FRENCH,
    ),
    "digital": (
        _AT_HOME,
        _EQUIPMENT,
        Line("digital-help", _("Une personne dont c’est le métier vous montre, à votre rythme. C’est gratuit.")),
        Line("workshop", _("On apprend à plusieurs, pas à pas.")),
        _FRANCE_SERVICES,
        _FRENCH,
        _TOWN_HALL,
        _DISABILITY,
    ),
    "rights": (
        _FRANCE_SERVICES,
        Line("insurance", _("On répond à vos questions et on fait le point sur vos droits.")),
        _CCAS,
        _DISABILITY,
        Line("online", _("Sur ameli.fr, si vous êtes à l’aise."), never=_NO_SCREEN),
    ),
    "home": (
        Line("home-help", _("Ménage, repas, toilette : quelqu’un vient chez vous.")),
        Line("nurse", _("Pour les soins, elle ou il vient chez vous.")),
        _CCAS,
        _DISABILITY,
        _TOWN_HALL,
    ),
}


def proposals(need: str, obstacles: Collection[str] = ()) -> tuple[Proposal, ...]:
    """In order. What an obstacle closes is not proposed at all. ``HELPING`` stands beside the obstacles of somebody for
    whom another asks.

    Raises KeyError for a need that is not in the table.

    >>> [each.kind for each in proposals("nurse", ["cannot-travel"])]
    ['nurse', 'own-doctor', 'health-house', 'insurance', 'disability']
    """
    met = frozenset(obstacles)
    return tuple(Proposal(line.kind, _why(line, met)) for line in (*TABLE[need], _CARERS) if _holds(line, met))


def _holds(line: Line, met: frozenset[str]) -> bool:
    wanted = not line.only or bool(line.only & met)
    return wanted and not line.never & met and is_open(SOLUTIONS[line.kind].reach, met)


def _why(line: Line, met: frozenset[str]) -> str:
    """The first that holds, in the order of the table."""
    return next((words for obstacle, words in line.instead.items() if obstacle in met), line.why)
