"""What a place says that it is: phrases of its name, without links (« de », « la »), and their codes.

Codes are those of ``sources.directory.lists.KINDS`` where there is one. A phrase counts as a whole: « maison de santé »
is no « maison ».
"""

from __future__ import annotations

SAID: dict[str, str] = {
    "france-services": (
        "france services, france service, frances services, msap, mfs, efs, pimms, pimms mediation, point info 14, "
        "maison service, maison services, maison service public, maison services public, "
        "maison services publics, relais services public, relais services publics, espace services publics, "
        "espace multi service, espace multi services, point information mediation multi services"
    ),
    "town-hall": "mairie, maire, commune, ville, hotel ville, municipalite",
    "annex-hall": (
        "mairie quartier, mairie annexe, mairie proximite, mairie deleguee, mairie arrondissement, mairie secteur"
    ),
    "intercommunal": (
        "communaute communes, communaute communal, communaute agglomeration, comm agglomeration, communaute urbaine, "
        "communaute communales, communaute, cte communes, cte, cc, ca, agglomeration, agglo, metropole, "
        "intercommunalite, syndicat, syndicat mixte, syndicat mixte ouvert, syndicat intercommunal, petr, "
        "pole equilibre territorial rural"
    ),
    "county": "departement, conseil departemental, conseil regional, region",
    "chamber": "cci, chambre commerce industrie, chambre metiers, chambre metiers artisanat, chambre agriculture",
    "ccas": (
        "ccas, cias, centre communal action sociale, centre intercommunal action sociale, communal action sociale, "
        "centre communale action sociale, action sociale, actions sociales, centre communal actions sociales, "
        "centre intercommunal actions sociales"
    ),
    "library": "bibliotheque, mediatheque, bibliotheques, mediatheques, reseau lecture publique, lecture publique",
    "social-centre": (
        "centre social, centre socio culturel, centre socioculturel, centre social culturel, centre socio, cs, csc, "
        "maison pour tous, maison tous, mpt, mjc, maison quartier, espace social commun, espace vie sociale, evs, "
        "centre animation socioculturel, centre animation, maison habitants, maison habitant, mdh"
    ),
    "digital-space": (
        "epn, espace public numerique, cyberbase, cyber base, cyber espace, espace numerique, point numerique, "
        "points numeriques, point information numerique, fablab, fab lab, coworking, tiers lieu, "
        "espace pratiques numeriques, point mediation numerique, mediation numerique"
    ),
    "youth": "pij, point information jeunesse, bij, bureau information jeunesse, info jeunes, information jeunesse",
    "post-office": "poste, agence postale, bureau poste",
    "solidarity-house": (
        "maison solidarites, maison solidarite, centre medico social, cms, mds, msd, mdsi, mdsp, utas, sls, pms, "
        "maison departement, maison departementale solidarites, pole medico social, maison metropole, mdm, "
        "service local solidarite, maison departementale"
    ),
    "local-mission": "mission locale",
    "job-centre": "france travail, pole emploi",
    "employment-house": "maison emploi, espace emploi, plie",
    "disability-employment": "cap emploi",
    "family-allowances": "caf, caisse allocations familiales",
    "health-insurance": "cpam, assurance maladie, caisse primaire assurance maladie",
    "farmers-insurance": "msa, mutualite sociale agricole",
    "pension-insurance": "carsat, cpr, cprpsncf",
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
BODIES = frozenset({"town-hall", "intercommunal", "county", "chamber"})
# Of which a commune has one.
ONE_A_COMMUNE = frozenset({"town-hall", "ccas"})
# Of which a commune seldom has two without telling them apart by a name.
FEW_A_COMMUNE = frozenset({"france-services", "library", "youth", "local-mission", "tourism"})
# Of which no two stand side by side, as two pharmacies may.
SPACED = FEW_A_COMMUNE | {"post-office", "social-centre", "solidarity-house", "job-centre", "employment-house"}
# What stands in no one place.
TRAVELLING = frozenset({"bus", "itinerant", "itinerante", "itinerants", "mobile", "camion", "ambulant"})
# Kinds of a card that say nothing on what the place is, or one of several things.
VAGUE = frozenset({"", "other", "association", "person", "digital-space", "employment-office", "social-insurance"})

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
