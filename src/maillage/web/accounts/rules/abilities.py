"""Who may do what: the one table. What stands in no role is allowed to nobody.

An ability is ``module.verb``. A role is held in an organisation, some everywhere, some in places only. The words are
what people read before they give a role, so they say what it opens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.web.marking import _

# Keep the lines in the order of their codes.
ABILITIES: dict[str, str] = {
    "accounts.help_in": _("aider une personne qui ne peut plus se connecter"),
    "accounts.invite": _("inviter des personnes"),
    "accounts.manage": _("donner, suspendre et retirer des rôles"),
    "accounts.organisations": _("tenir la liste des organisations"),
    "accounts.people": _("voir qui travaille ici, et avec quel rôle"),
    "accounts.settings": _("choisir le nom, le logo et la couleur de la plateforme"),
    "accounts.unlock": _("rouvrir un compte fermé après trop d’essais"),
    "activity.read": _("voir l’activité des lieux"),
    "bookings.book": _("prendre, déplacer et annuler des rendez-vous"),
    "bookings.read": _("voir l’agenda et qui vient"),
    "directory.edit": _("ajouter et corriger des fiches de l’annuaire"),
    "directory.manage": _("tenir l’annuaire : sources, doublons, retraits"),
    "jobs.read": _("voir les travaux de la plateforme"),
    "jobs.run": _("recommencer un travail en échec"),
    "mediation.report": _("noter un accompagnement"),
    "mediation.workshops": _("préparer des ateliers et y inscrire"),
    "messages.call": _("imprimer les courriers et passer les appels qui attendent"),
    "messages.manage": _("relancer ou annuler un message, et lire ce qu’il dit"),
    "messages.read": _("voir la liste des messages, sans les adresses"),
    "partners.keys": _("relier les logiciels des partenaires"),
    "partners.own": _("publier ses disponibilités et voir ses rendez-vous à distance"),
    "places.check": _("vérifier les appareils et signaler une panne"),
    "places.manage": _("décrire les lieux, les équipes et les motifs de venue"),
    "places.read": _("voir tous les lieux, leurs salles et leurs appareils"),
    "privacy.journal": _("chercher dans le journal et le vérifier"),
    "privacy.notices": _("rédiger les notices d’information"),
    "privacy.person": _("voir, corriger et effacer ce qui est conservé sur une personne"),
    "privacy.register": _("lire le registre des traitements"),
    "privacy.retention": _("choisir les durées de conservation"),
    "referrals.make": _("orienter une personne vers une structure et suivre la réponse"),
    "scenarios.edit": _("faire et modifier des scénarios"),
    "scenarios.publish": _("publier des scénarios"),
    "studies.make": _("faire des diagnostics"),
    "studies.publish": _("publier des diagnostics"),
    "studies.read": _("lire les diagnostics qui ne sont pas encore publiés"),
}


@dataclass(frozen=True)
class Role:
    """``name`` and ``meaning`` in plain words; ``abilities`` that it opens.

    ``central``: held in the authority's own organisation only, because it reaches beyond one organisation.
    ``gives``: roles that its holder may give and take within the organisation. Empty for who gives none.
    """

    name: str
    meaning: str
    abilities: frozenset[str] = frozenset()
    central: bool = False
    gives: frozenset[str] = frozenset()


_READING = {"studies.read"}
_WELCOMING = {
    "bookings.book",
    "bookings.read",
    "directory.edit",
    "mediation.report",
    "mediation.workshops",
    "messages.call",
    "places.check",
    "places.read",
    "referrals.make",
}
_WORKING = (
    _READING
    | _WELCOMING
    | {"activity.read", "directory.manage", "scenarios.edit", "scenarios.publish", "studies.make", "studies.publish"}
)
_PEOPLE = {"accounts.help_in", "accounts.invite", "accounts.manage", "accounts.people", "accounts.unlock"}
_JOBS = {"jobs.read", "jobs.run"}
_PLACES = {"partners.keys", "partners.own", "places.manage"}
_DATA = {"privacy.journal", "privacy.notices", "privacy.person", "privacy.register", "privacy.retention"}
_SENDING = {"messages.manage", "messages.read"}
_LOCAL = frozenset({"manager", "agent", "mediator", "elected", "professional", "operator", "reader"})

ROLES: dict[str, Role] = {
    "administrator": Role(
        _("administration"),
        _("Règle la plateforme, tient les organisations et donne tous les rôles. Fait aussi ce que fait un agent."),
        frozenset(_WORKING | _PLACES | _PEOPLE | _JOBS | _SENDING | {"accounts.organisations", "accounts.settings"}),
        central=True,
        gives=_LOCAL | {"administrator", "dpo", "it"},
    ),
    "manager": Role(
        _("responsable"),
        _("Tient les lieux de son organisation, invite des personnes, donne les rôles. Fait ce que fait un agent."),
        frozenset(_WORKING | _PLACES | _PEOPLE),
        gives=_LOCAL,
    ),
    "agent": Role(
        _("agent"),
        _("Fait et publie les diagnostics et les scénarios. Fait aussi ce que fait une médiatrice."),
        frozenset(_WORKING),
    ),
    "mediator": Role(
        _("médiation"),
        _("Accueille et accompagne les habitants : agenda, rendez-vous, ateliers, appels. Lit les diagnostics."),
        frozenset(_READING | _WELCOMING),
    ),
    "elected": Role(
        _("élu"),
        _("Lit les diagnostics en préparation et l’activité des lieux, sans rien y changer."),
        frozenset(_READING | {"activity.read"}),
    ),
    "professional": Role(
        _("professionnel de santé"),
        _("Publie ses disponibilités et voit ses rendez-vous à distance. Lit ce qui est publié."),
        frozenset({"partners.own"}),
    ),
    "operator": Role(
        _("opérateur"),
        _("Exploite des cabines de téléconsultation : publie des disponibilités, reçoit des rendez-vous."),
        frozenset({"partners.own"}),
    ),
    "dpo": Role(
        _("protection des données"),
        _("Voit ce qui est conservé sur chaque personne, répond à ses demandes et vérifie le journal."),
        frozenset(_DATA | {"accounts.people"}),
        central=True,
    ),
    "it": Role(
        _("informatique"),
        _("Surveille les travaux et les envois de la plateforme, et aide qui ne peut plus se connecter."),
        frozenset(_JOBS | _SENDING | {"accounts.help_in", "accounts.people", "accounts.unlock"}),
        central=True,
    ),
    "reader": Role(
        _("lecture"),
        _("A un compte, et lit ce qui est publié."),
    ),
}


@dataclass(frozen=True)
class Held:
    """A role that counts today: where it is held. ``organisation`` None: the authority's own, so everywhere.
    ``place``: the code of the only commune in which it counts, empty for all."""

    role: str
    organisation: int | None = None
    place: str = ""


def able(held: Iterable[Held], ability: str, *, organisation: int | None = None, place: str = "") -> bool:
    """Whether one of the roles opens ``ability``: anywhere, or for an ``organisation``, or at a ``place``.

    Raises KeyError for an ability that is not in the table: a mistyped one must not be a silent no.
    """
    ABILITIES[ability]
    return any(
        ability in ROLES[each.role].abilities
        and (organisation is None or each.organisation in (None, organisation))
        and (not place or each.place in ("", place))
        for each in held
    )


def may_give(held: Iterable[Held], role: str, *, organisation: int | None) -> bool:
    """Whether the holder may give or take ``role`` in an organisation (None: the authority's own).

    Who answers for one place only gives none: a role given there could reach further.
    """
    return any(
        role in ROLES[each.role].gives
        and not each.place
        and (each.organisation is None or (organisation is not None and each.organisation == organisation))
        and (organisation is None or not ROLES[role].central)
        for each in held
    )
