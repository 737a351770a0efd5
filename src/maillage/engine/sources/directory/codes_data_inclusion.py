"""The closed lists of data·inclusion (v1, and v0 before it), to our codes and back."""

from __future__ import annotations

from collections.abc import Iterable

from . import codes_mednum

KINDS = {
    "france-service": "france-services",
    "msap": "france-services",
    "pimms-mediation": "france-services",
    "cmp": "mental-health-centre",
    "csapa": "addiction-centre",
    "caarud": "addiction-centre",
    "mdph": "disability-office",
    "maison-departementale-de-lautonomie": "disability-office",
    "espaces-publics-numeriques": "digital-space",
    "fabrique-de-territoire": "digital-space",
    "fcsf": "social-centre",
    "mjc": "social-centre",
    "ccas-cias": "ccas",
    "cpam": "social-insurance",
    "caf": "social-insurance",
    "mutualite-sociale-agricole": "social-insurance",
    "france-travail": "employment-office",
    "mission-locale": "employment-office",
    "cap-emploi-reseau-cheops": "employment-office",
    "maisons-de-l-emploi": "employment-office",
    "plie": "employment-office",
    "maisons-des-solidarites": "solidarity-house",
    "cms": "solidarity-house",
    "departements": "solidarity-house",
    "la-poste": "post-office",
    "communes": "town-hall",
    "croix-rouge": "association",
    "emmaus": "association",
    "secours-populaire": "association",
    "restos-du-coeur": "association",
    "banques-alimentaires": "association",
    "cidff": "association",
    "unaf": "association",
}
NETWORK_OF_KIND = {
    "france-services": "france-service",
    "mental-health-centre": "cmp",
    "addiction-centre": "csapa",
    "disability-office": "mdph",
    "digital-space": "espaces-publics-numeriques",
    "social-centre": "fcsf",
    "ccas": "ccas-cias",
    "social-insurance": "cpam",
    "employment-office": "france-travail",
    "solidarity-house": "maisons-des-solidarites",
    "post-office": "la-poste",
    "town-hall": "communes",
}
NETWORKS = {
    "aidants-connect": "aidants-connect",
    "conseillers-numeriques": "conseillers-numeriques",
    "france-service": "france-services",
    "caf": "caf",
    "croix-rouge": "croix-rouge",
    "fabrique-de-territoire": "fabriques-de-territoire",
    "grandes-ecoles-du-numerique": "digital-schools",
}
# Labels of v0 that v1 calls otherwise.
NETWORKS_READ = NETWORKS | {"conseiller-numerique": "conseillers-numeriques"}
AUDIENCES = {
    "tous-publics": "",
    "actifs": "workers",
    "beneficiaires-des-minimas-sociaux": "low-income",
    "demandeurs-emploi": "job-seekers",
    "etudiants": "students",
    "familles": "families",
    "femmes": "women",
    "jeunes": "young",
    "personnes-en-situation-de-handicap": "disabled",
    "personnes-en-situation-durgence": "in-urgency",
    "personnes-en-situation-juridique-specifique": "under-justice",
    "personnes-exilees": "foreigners",
    "residents-qpv-frr": "priority-areas",
    "seniors": "elderly",
}
EVERYBODY = "tous-publics"
# Profiles of v0; three of them say of whom a place takes special care.
PROFILES = AUDIENCES | {
    "adultes": "",
    "alternants": "students",
    "beneficiaires-rsa": "low-income",
    "deficience-visuelle": "disabled",
    "demandeurs-demploi": "job-seekers",
    "familles-enfants": "families",
    "handicaps-mentaux": "disabled",
    "handicaps-psychiques": "disabled",
    "jeunes-16-26": "young",
    "locataires": "",
    "personnes-de-nationalite-etrangere": "foreigners",
    "personnes-en-situation-illettrisme": "",
    "personnes-handicapees": "disabled",
    "proprietaires": "",
    "public-langues-etrangeres": "foreigners",
    "retraites": "elderly",
    "salaries": "workers",
    "sans-domicile-fixe": "in-urgency",
    "seniors-65": "elderly",
    "sortants-de-detention": "under-justice",
    "surdite": "disabled",
    "victimes": "in-urgency",
}
CONDITIONS_OF_PROFILE = {
    "deficience-visuelle": "blind",
    "handicaps-mentaux": "mental-disability",
    "handicaps-psychiques": "mental-disability",
    "personnes-en-situation-illettrisme": "illiteracy",
    "public-langues-etrangeres": "foreign-languages",
    "surdite": "deaf",
}
FEES = {"gratuit": "free", "payant": "paid"}
FEES_READ = FEES | {"gratuit-sous-conditions": "partly", "adhesion": "paid", "pass-numerique": ""}
PARTLY = "Gratuit sous conditions"
WAYS = {"a-distance": "remote", "en-presentiel": "on-site"}
ACCESS = {
    "se-presenter": "walk-in",
    "telephoner": "phone",
    "envoyer-un-courriel": "email",
    "utiliser-lien-mobilisation": "online-booking",
}
ACCESS_READ = ACCESS | {
    "envoyer-un-mail": "email",
    "prendre-rdv": "online-booking",
    "completer-le-formulaire-dadhesion": "online-booking",
    "envoyer-un-mail-avec-une-fiche-de-prescription": "referral",
    "autre": "",
}
PROFESSIONALS, PEOPLE = "professionnels", "usagers"
KIND_OF_SERVICE = {"atelier": "group", "accompagnement": "individual"}

# Topics of a theme: those of its category (before the two dashes), unless the theme has its own.
TOPICS_OF_CATEGORY = {
    "acces-aux-droits-et-citoyennete": ("rights",),
    "accompagnement-social-et-professionnel-personnalise": ("work",),
    "apprendre-francais": ("reading-and-french",),
    "choisir-un-metier": ("work",),
    "creation-activite": ("work",),
    "creer-une-entreprise": ("work",),
    "difficultes-administratives-ou-juridiques": ("rights",),
    "difficultes-financieres": ("money",),
    "equipement-et-alimentation": (),
    "famille": ("family",),
    "gestion-financiere": ("money",),
    "handicap": ("disability",),
    "illettrisme": ("reading-and-french",),
    "lecture-ecriture-calcul": ("reading-and-french",),
    "logement-hebergement": ("housing",),
    "mobilite": ("mobility",),
    "numerique": ("digital-skills",),
    "preparer-sa-candidature": ("work",),
    "remobilisation": ("loneliness",),
    "sante": ("prevention",),
    "se-former": ("work",),
    "souvrir-a-linternational": ("work",),
    "trouver-un-emploi": ("work",),
}
TOPICS_OF_THEME = {
    "acces-aux-droits-et-citoyennete--accompagnement-juridique": ("legal-help",),
    "acces-aux-droits-et-citoyennete--aide-aux-victimes": ("violence", "legal-help"),
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives": ("procedures",),
    "difficultes-administratives-ou-juridiques--connaitre-ses-droits-face-a-une-discrimination": ("legal-help",),
    "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire": ("legal-help",),
    "equipement-et-alimentation--acces-a-du-materiel-informatique": ("digital-equipment",),
    "equipement-et-alimentation--acces-a-un-telephone-et-un-abonnement": ("digital-equipment",),
    "equipement-et-alimentation--aide-menagere": ("home-help",),
    "equipement-et-alimentation--alimentation": ("food",),
    "famille--accompagnement-femme-enceinte-bebe-jeune-enfant": ("maternity-and-children",),
    "famille--prise-en-charge-personne-dependante": ("elderly", "carers"),
    "famille--soutien-aidants": ("carers",),
    "famille--surmonter-conflits-separation-violence": ("violence", "family"),
    "famille--violences-intrafamiliales": ("violence",),
    "gestion-financiere--obtenir-une-aide-alimentaire": ("food",),
    "handicap--mobilite-des-personnes-en-situation-de-handicap": ("disability", "mobility"),
    "illettrisme--utiliser-numerique": ("reading-and-french", "digital-skills"),
    "numerique--acceder-a-des-services-en-ligne": ("procedures", "digital-skills"),
    "numerique--acceder-a-du-materiel": ("internet-access",),
    "numerique--acceder-a-une-connexion-internet": ("internet-access",),
    "numerique--accompagner-les-demarches-de-sante": ("health-space",),
    "numerique--acquerir-un-equipement": ("digital-equipment",),
    "numerique--devenir-autonome-dans-les-demarches-administratives": ("procedures", "digital-skills"),
    "numerique--favoriser-mon-insertion-professionnelle": ("work", "digital-skills"),
    "numerique--realiser-des-demarches-administratives-avec-un-accompagnement": ("procedures",),
    "numerique--s-equiper-en-materiel-informatique": ("digital-equipment",),
    "numerique--soutenir-la-parentalite-et-l-education-avec-le-numerique": ("family", "digital-skills"),
    "sante--accompagnement-de-la-femme-enceinte-du-bebe-et-du-jeune-enfant": ("maternity-and-children",),
    "sante--accompagner-les-traumatismes": ("mental-health",),
    "sante--addictions": ("addiction",),
    "sante--bien-etre-psychologique": ("mental-health",),
    "sante--constituer-un-dossier-mdph-invalidite": ("disability",),
    "sante--diagnostic-et-accompagnement-a-lemployabilite": ("work",),
    "sante--faire-face-a-une-situation-daddiction": ("addiction",),
    "sante--obtenir-la-prise-en-charge-de-frais-medicaux": ("rights",),
    "sante--sante-mentale": ("mental-health",),
    "sante--sante-sexuelle": ("sexual-health",),
    "sante--vie-relationnelle-et-affective": ("sexual-health",),
}
# As data·inclusion itself carries the services of the standard of digital mediation.
THEMES_OF_MEDNUM = {
    "aide-aux-demarches-administratives": (
        "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
        "numerique--acceder-a-des-services-en-ligne",
    ),
    "maitrise-des-outils-numeriques-du-quotidien": (
        "numerique--maitriser-les-fondamentaux-du-numerique",
        "numerique--acceder-a-des-services-en-ligne",
    ),
    "insertion-professionnelle-via-le-numerique": (
        "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "utilisation-securisee-du-numerique": ("numerique--maitriser-les-fondamentaux-du-numerique",),
    "parentalite-et-education-avec-le-numerique": (
        "famille--soutien-a-la-parentalite-et-a-leducation",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "loisirs-et-creations-numeriques": (
        "remobilisation--activites-sportives-et-culturelles",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "comprehension-du-monde-numerique": ("numerique--maitriser-les-fondamentaux-du-numerique",),
    "acces-internet-et-materiel-informatique": (
        "numerique--acceder-a-une-connexion-internet",
        "numerique--acquerir-un-equipement",
    ),
    "acquisition-de-materiel-informatique-a-prix-solidaire": ("numerique--acquerir-un-equipement",),
}
ACCESS_TO_CARE = "sante--acces-aux-soins"
THEME_OF_TOPIC = {
    "digital-skills": "numerique--maitriser-les-fondamentaux-du-numerique",
    "digital-equipment": "numerique--acquerir-un-equipement",
    "internet-access": "numerique--acceder-a-une-connexion-internet",
    "health-space": "numerique--acceder-a-des-services-en-ligne",
    "procedures": "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    "rights": "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
    "teleconsultation": ACCESS_TO_CARE,
    "doctor": ACCESS_TO_CARE,
    "on-call-doctor": ACCESS_TO_CARE,
    "nurse": ACCESS_TO_CARE,
    "dentist": ACCESS_TO_CARE,
    "pharmacy": ACCESS_TO_CARE,
    "laboratory": ACCESS_TO_CARE,
    "hospital": ACCESS_TO_CARE,
    "emergency": ACCESS_TO_CARE,
    "maternity-and-children": ACCESS_TO_CARE,
    "prevention": ACCESS_TO_CARE,
    "mental-health": "sante--sante-mentale",
    "addiction": "sante--addictions",
    "sexual-health": "sante--sante-sexuelle",
    "elderly": "famille--prise-en-charge-personne-dependante",
    "disability": "sante--constituer-un-dossier-mdph-invalidite",
    "carers": "famille--soutien-aidants",
    "home-help": "equipement-et-alimentation--aide-menagere",
    "mobility": "mobilite--etre-accompagne-dans-son-parcours-mobilite",
    "housing": "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement",
    "food": "equipement-et-alimentation--alimentation",
    "money": "difficultes-financieres--ameliorer-sa-gestion-budgetaire",
    "work": "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
    "family": "famille--soutien-a-la-parentalite-et-a-leducation",
    "reading-and-french": "lecture-ecriture-calcul--maitriser-le-francais",
    "loneliness": "remobilisation--lien-social",
    "violence": "famille--surmonter-conflits-separation-violence",
    "legal-help": "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire",
}


def topics_of(themes: Iterable[str]) -> tuple[str, ...]:
    """The topics of themes, each once, in their order.

    >>> topics_of(["numerique--acquerir-un-equipement", "mobilite--preparer-un-permis"])
    ('digital-equipment', 'mobility')
    """
    found: dict[str, None] = {}
    for theme in themes:
        found |= dict.fromkeys(TOPICS_OF_THEME.get(theme) or TOPICS_OF_CATEGORY.get(theme.split("--")[0], ()))
    return tuple(found)


def kind_of(networks: Iterable[str], types: Iterable[str] = ()) -> str:
    """The kind of a structure that these networks carry, or of these types of v0; "" where they say nothing."""
    said = list(networks)
    known = [KINDS[each] for each in KINDS if each in said]
    return known[0] if known else codes_mednum.kind_of(types)
