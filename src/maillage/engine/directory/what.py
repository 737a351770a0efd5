"""What a place says that it is: phrases of its name, without links (« de », « la »), and their codes.

Codes are those of ``sources.directory.lists.KINDS`` where there is one. A phrase counts as a whole: « maison de santé »
is no « maison ».
"""

from __future__ import annotations

SAID: dict[str, str] = {
    "france-services": (
        "france services, france service, maison services public, maison services publics, maison services, msap, mfs, "
        "efs, relais services public, relais services publics, maison service public"
    ),
    "town-hall": "mairie, commune, ville, hotel ville, municipalite",
    "annex-hall": (
        "mairie quartier, mairie annexe, mairie proximite, mairie deleguee, mairie arrondissement, mairie secteur"
    ),
    "intercommunal": (
        "communaute communes, communaute communal, communaute agglomeration, comm agglomeration, communaute urbaine, "
        "communaute communales, communaute, cc, ca, agglomeration, agglo, metropole, syndicat, intercommunalite"
    ),
    "county": "departement, conseil departemental, conseil regional, region",
    "ccas": (
        "ccas, cias, centre communal action sociale, centre intercommunal action sociale, communal action sociale, "
        "centre communale action sociale, action sociale"
    ),
    "library": "bibliotheque, mediatheque, reseau lecture publique, lecture publique",
    "social-centre": (
        "centre social, centre socio culturel, centre socioculturel, centre social culturel, centre socio, cs, csc, "
        "maison pour tous, maison tous, mpt, mjc, maison quartier, espace social commun, espace vie sociale, evs, "
        "centre animation socioculturel, centre animation"
    ),
    "digital-space": (
        "epn, espace public numerique, cyberbase, cyber base, cyber espace, espace numerique, point numerique, "
        "points numeriques, point information numerique, fablab, fab lab, coworking, tiers lieu, "
        "espace pratiques numeriques, point mediation numerique, mediation numerique"
    ),
    "youth": "pij, point information jeunesse, bij, bureau information jeunesse, info jeunes, information jeunesse",
    "post": "poste, agence postale, bureau poste",
    "county-social": (
        "maison solidarites, maison solidarite, centre medico social, cms, mds, msd, mdsi, mdsp, utas, sls, pms, "
        "maison departement, maison departementale solidarites, pole medico social, maison metropole, mdm, "
        "service local solidarite, maison departementale"
    ),
    "employment-office": (
        "mission locale, france travail, pole emploi, maison emploi, cap emploi, espace emploi, plie"
    ),
    "social-insurance": "caf, cpam, msa, carsat, cpr, cprpsncf, assurance maladie",
    "sub-prefecture": "sous prefecture, prefecture",
    "pharmacy": "pharmacie, officine",
    "laboratory": "lbm, laboratoire, laboratoire biologie medicale",
    "elderly-home": "ehpad, maison retraite, residence autonomie, residence seniors, usld, foyer logement",
    "health-house": "msp, maison sante, maison sante pluridisciplinaire, maison sante pluriprofessionnelle, pole sante",
    "health-centre": "centre sante, centre dentaire, centre sante dentaire, centre sante polyvalent, cds",
    "duty-house": "maison medicale garde, mmg",
    "cpts": "cpts, communaute professionnelle territoriale sante",
    "hospital": "hopital, ch, chu, chi, chs, clinique, centre hospitalier, polyclinique",
    "day-hospital": "hopital jour, hdj",
    "mental-health-centre": "cmp, centre medico psychologique, cmpea",
    "part-time-therapy": "cattp",
    "addiction-centre": "csapa, caarud, centre soins accompagnement prevention addictologie",
    "vaccination": "centre vaccination, cv",
    "youth-health-house": "mda, maison adolescents",
    "mutual-help-group": "gem, groupe entraide mutuelle",
    "coordination": "dac, clic, pta, maia",
    "mother-and-child": "pmi, protection maternelle infantile",
    "family-planning": "planning familial, cpef, centre planification",
    "child-psychology": "cmpp, camsp",
    "special-school": "ime, itep, ditep, sessad, dime, iem, impro",
    "disability-work": "esat, ea, entreprise adaptee, atelier protege",
    "disability-home": "fam, mas, foyer, eanm, eam, foyer hebergement, foyer vie, foyer accueil medicalise",
    "disability-support": "savs, samsah",
    "disability-office": "mdph",
    "children-home": "mecs, maison enfants, lieu vie, pouponniere",
    "shelter": "chrs, chu hebergement, hebergement urgence, cada, accueil nuit, accueil jour, pension famille",
    "nursing": "ssiad, spasad, had",
    "home-help": "saad, sad, admr",
    "dialysis": "uad, udm, dialyse",
    "guardianship": "mandataire judiciaire, delegue prestations",
    "museum": "musee",
    "school": "ecole, college, lycee, universite, greta",
    "tourism": "office tourisme",
}
# Who runs services rather than what is found there: « Médiathèque de la ville » is a library.
BODIES = frozenset({"town-hall", "intercommunal", "county"})
# Of which a commune has one.
ONE_A_COMMUNE = frozenset({"town-hall", "ccas"})
# What stands in no one place.
TRAVELLING = frozenset({"bus", "itinerant", "itinerante", "itinerants", "mobile", "camion", "ambulant"})
# Kinds of a card that say nothing on what the place is.
VAGUE = frozenset({"", "other", "association", "person", "digital-space"})

CODES = {code: number for number, code in enumerate(SAID)}


def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by their first word, the longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, phrases in SAID.items():
        for phrase in phrases.split(", "):
            words = tuple(phrase.split())
            by_first.setdefault(words[0], []).append((words, code))
    return {first: sorted(several, key=lambda each: -len(each[0])) for first, several in by_first.items()}


PHRASES = _phrases()
