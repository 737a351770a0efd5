"""Titles and words that an authority's own list may use, in French as people write it; the codes are accepted too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import lists
from .france import name_key

NAME = "nom"
# Whoever is for everybody is for nobody in particular.
EVERYBODY = ""
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WHERE = frozenset({"adresse", "ville", "code_postal", "code_insee", "latitude"})
# Every title of a column; the first is the one of the documentation.
TITLES = {
    "identifiant": ("identifiant", "id", "identifiant unique", "code"),
    "nom": ("nom", "nom du lieu", "nom de la structure", "lieu", "structure", "denomination", "raison sociale"),
    "genre": ("genre", "type", "type de lieu", "type de structure", "categorie"),
    "adresse": ("adresse", "adresse postale", "rue", "voie"),
    "complement": ("complement d adresse", "complement", "complement adresse", "batiment"),
    "code_postal": ("code postal", "cp"),
    "ville": ("ville", "commune", "localite"),
    "code_insee": ("code insee", "insee", "code commune", "code insee de la commune"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "lng", "long", "x"),
    "telephone": ("telephone", "tel", "numero de telephone", "tel."),
    "courriel": ("courriel", "email", "e mail", "mail", "adresse e mail", "adresse mail", "mel"),
    "site": ("site", "site web", "site internet", "page web", "url"),
    "horaires": ("horaires", "horaires d ouverture", "heures d ouverture"),
    "acces_sans_marche": ("acces sans marche", "accessible pmr", "accessibilite pmr", "pmr", "plain pied"),
    "acceslibre": ("fiche acceslibre", "acceslibre", "fiche acces libre"),
    "presentation": ("presentation", "description", "commentaire", "remarques"),
    "personne": ("personne ressource", "personne", "contact", "referent"),
    "siret": ("siret", "numero siret", "n siret"),
    "finess": ("finess", "numero finess", "n finess"),
    "reseaux": ("reseaux", "reseau", "labels", "label"),
    "rendez_vous": ("prise de rendez vous", "rendez vous en ligne", "page de rendez vous", "prise de rdv"),
    "mise_a_jour": ("mise a jour", "date de mise a jour", "maj", "date maj"),
    "services": ("services", "service", "thematiques", "themes", "aides"),
    "publics": ("publics", "public"),
    "langues": ("langues", "langue"),
    "prises_en_charge": ("prises en charge", "prise en charge", "besoins particuliers"),
    "tarif": ("tarif", "tarifs", "prix", "frais"),
    "manieres": ("manieres", "modalites", "accompagnement"),
    "acces": ("acces", "comment venir", "modalites d acces"),
    **{
        day: (day, f"horaires {day}")
        for day in ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    },
}
COLUMN_OF_TITLE = {name_key(title): column for column, titles in TITLES.items() for title in (column, *titles)}


@dataclass(frozen=True)
class Words:
    """``code_of`` each word, without accents or capitals, every code being a word of its own; ``word_of`` each code."""

    code_of: Mapping[str, str]
    word_of: Mapping[str, str]


def _words(codes: Iterable[str], said: Mapping[str, tuple[str, ...]]) -> Words:
    spoken = {code: (*said.get(code, ()), code) for code in codes}
    return Words(
        {name_key(word): code for code, several in spoken.items() for word in several},
        {code: several[0] for code, several in spoken.items()},
    )


KINDS = _words(
    lists.KINDS,
    {
        "france-services": ("France services", "maison France services", "MSAP", "espace France services"),
        "town-hall": ("mairie", "mairie annexe", "hôtel de ville", "intercommunalité"),
        "ccas": ("CCAS", "CIAS", "centre communal d’action sociale"),
        "social-centre": ("centre social", "centre socioculturel", "maison de quartier", "espace de vie sociale"),
        "library": ("bibliothèque", "médiathèque"),
        "association": ("association",),
        "digital-space": ("espace numérique", "EPN", "cyberbase", "tiers-lieu", "fablab", "espace public numérique"),
        "cpts": ("CPTS",),
        "health-house": ("maison de santé", "MSP", "maison médicale", "pôle de santé"),
        "health-centre": ("centre de santé",),
        "hospital": ("hôpital", "clinique", "centre hospitalier"),
        "pharmacy": ("pharmacie",),
        "laboratory": ("laboratoire", "laboratoire d’analyses"),
        "nursing": ("soins infirmiers", "SSIAD", "cabinet infirmier"),
        "mental-health-centre": ("CMP", "centre médico-psychologique", "CMPP"),
        "youth-health-house": ("maison des adolescents", "MDA"),
        "mutual-help-group": ("GEM", "groupe d’entraide mutuelle"),
        "coordination": ("DAC", "PTA", "CLIC", "coordination"),
        "mother-and-child": ("PMI", "protection maternelle et infantile"),
        "elderly-home": ("EHPAD", "résidence autonomie", "maison de retraite", "accueil de jour"),
        "disability-office": ("MDPH", "maison départementale de l’autonomie"),
        "telemedicine": ("téléconsultation", "cabine de téléconsultation", "espace de téléconsultation"),
        "health-bus": ("bus santé", "médicobus"),
        "social-insurance": ("CPAM", "CAF", "MSA", "assurance maladie", "CARSAT"),
        "employment-office": ("France Travail", "Pôle emploi", "mission locale", "cap emploi"),
        "solidarity-house": ("maison des solidarités", "MDS", "service social", "centre médico-social"),
        "addiction-centre": ("CSAPA", "CAARUD", "addictologie"),
        "home-help": ("aide à domicile", "SAAD"),
        "post-office": ("La Poste", "bureau de poste", "agence postale"),
        "person": ("personne ressource", "personne"),
        "other": ("autre",),
    },
)
TOPICS = _words(
    lists.TOPICS,
    {
        "digital-skills": ("numérique", "aide numérique", "apprendre le numérique", "médiation numérique"),
        "digital-equipment": ("matériel informatique", "ordinateur", "équipement"),
        "internet-access": ("accès à internet", "internet", "wifi", "accès internet"),
        "health-space": ("Mon espace santé",),
        "procedures": ("démarches", "démarches administratives", "démarches en ligne", "aide aux démarches"),
        "rights": ("droits", "accès aux droits"),
        "teleconsultation": ("téléconsultation",),
        "doctor": ("médecin", "médecine générale"),
        "on-call-doctor": ("médecin de garde", "permanence de soins"),
        "nurse": ("infirmière", "infirmier", "soins infirmiers"),
        "dentist": ("dentiste",),
        "pharmacy": ("pharmacie",),
        "laboratory": ("laboratoire", "analyses"),
        "hospital": ("hôpital",),
        "emergency": ("urgences",),
        "mental-health": ("santé mentale", "psychologue", "psy", "écoute"),
        "addiction": ("addictions", "addiction", "alcool"),
        "maternity-and-children": ("grossesse", "petite enfance", "maternité"),
        "sexual-health": ("santé sexuelle", "contraception"),
        "prevention": ("prévention", "vaccination", "dépistage"),
        "elderly": ("personnes âgées", "seniors"),
        "disability": ("handicap",),
        "carers": ("aidants", "aide aux aidants", "répit"),
        "home-help": ("aide à domicile", "maintien à domicile"),
        "mobility": ("mobilité", "transport"),
        "housing": ("logement", "hébergement"),
        "food": ("aide alimentaire", "alimentation"),
        "money": ("budget", "surendettement", "aide financière"),
        "work": ("emploi", "formation", "insertion professionnelle"),
        "family": ("famille", "parentalité", "garde d’enfants"),
        "reading-and-french": ("français", "illettrisme", "alphabétisation"),
        "loneliness": ("lien social", "isolement", "convivialité"),
        "violence": ("violences", "violences conjugales"),
        "legal-help": ("aide juridique", "accès au droit", "juriste"),
    },
)
AUDIENCES = _words(
    (*lists.AUDIENCES, EVERYBODY),
    {
        EVERYBODY: ("tous", "tous publics", "tout public"),
        "young": ("jeunes",),
        "students": ("étudiants",),
        "families": ("familles", "parents", "enfants"),
        "elderly": ("seniors", "personnes âgées", "retraités"),
        "women": ("femmes",),
        "job-seekers": ("demandeurs d’emploi",),
        "workers": ("salariés", "actifs"),
        "low-income": ("faibles revenus", "bénéficiaires du RSA", "minima sociaux"),
        "in-urgency": ("sans-abri", "sans domicile fixe"),
        "foreigners": ("étrangers", "personnes étrangères", "réfugiés"),
        "disabled": ("personnes handicapées", "handicap"),
        "carers": ("aidants",),
        "under-justice": ("sortants de prison", "personnes sous main de justice"),
        "priority-areas": ("quartiers prioritaires", "QPV"),
    },
)
CONDITIONS = _words(
    lists.CONDITIONS,
    {
        "deaf": ("surdité", "sourds", "langue des signes", "LSF"),
        "blind": ("déficience visuelle", "aveugles", "malvoyants"),
        "reduced-mobility": ("handicap moteur", "mobilité réduite"),
        "mental-disability": ("handicap mental", "handicap psychique"),
        "illiteracy": ("illettrisme",),
        "foreign-languages": ("langues étrangères", "interprète"),
    },
)
FEES = _words(
    lists.FEES,
    {"free": ("gratuit", "0"), "partly": ("gratuit sous conditions", "gratuit sous condition"), "paid": ("payant",)},
)
WAYS = _words(
    lists.WAYS,
    {
        "on-site": ("sur place", "en présentiel"),
        "remote": ("à distance", "par téléphone"),
        "at-home": ("à domicile",),
        "travelling": ("itinérant", "en tournée"),
        "group": ("en groupe", "atelier", "atelier collectif"),
        "individual": ("individuel", "en tête à tête"),
        "alone": ("en autonomie", "libre accès"),
    },
)
ACCESS = _words(
    lists.ACCESS,
    {
        "walk-in": ("sans rendez-vous", "se présenter"),
        "phone": ("téléphoner", "par téléphone", "sur rendez-vous"),
        "email": ("par e-mail", "écrire", "par mail"),
        "online-booking": ("rendez-vous en ligne", "en ligne"),
        "referral": ("sur orientation", "adressé par un professionnel"),
        "no-public": ("pas de public",),
    },
)
NETWORKS = _words(
    lists.NETWORKS,
    {
        "france-services": ("France services",),
        "conseillers-numeriques": ("conseiller numérique", "conseillers numériques"),
        "aidants-connect": ("Aidants Connect",),
        "mon-espace-sante": ("Mon espace santé",),
        "emmaus-connect": ("Emmaüs Connect",),
        "croix-rouge": ("Croix-Rouge",),
        "caf": ("CAF",),
        "promeneurs-du-net": ("Promeneurs du Net",),
    },
)
STEP_FREE = _words(
    ("yes", "partly", "no"),
    {
        "yes": ("oui", "1", "vrai", "accessible"),
        "partly": ("avec aide", "partiel", "partiellement"),
        "no": ("non", "0", "faux"),
    },
)
_LANGUAGES = {
    "fr": "français", "en": "anglais", "ar": "arabe", "es": "espagnol", "pt": "portugais", "it": "italien",
    "de": "allemand", "tr": "turc", "ru": "russe", "uk": "ukrainien", "zh": "chinois", "ro": "roumain",
    "pl": "polonais", "fa": "persan", "ps": "pachto", "sq": "albanais", "hy": "arménien", "ka": "géorgien",
    "bn": "bengali", "ta": "tamoul", "ur": "ourdou", "vi": "vietnamien", "ln": "lingala", "wo": "wolof",
    "so": "somali", "ku": "kurde", "br": "breton", "eu": "basque", "oc": "occitan", "co": "corse",
}  # fmt: skip
LANGUAGES = _words(_LANGUAGES, {code: (word,) for code, word in _LANGUAGES.items()})
