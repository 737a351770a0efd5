"""The closed lists of the standard of places of digital mediation (v1.0.2), to our codes and back."""

from __future__ import annotations

from collections.abc import Iterable

# Codes of services begin with this among the themes of an offer: what the standard said is kept word for word.
THEME = "mednum--"
SERVICES = {
    "Aide aux démarches administratives": "aide-aux-demarches-administratives",
    "Maîtrise des outils numériques du quotidien": "maitrise-des-outils-numeriques-du-quotidien",
    "Insertion professionnelle via le numérique": "insertion-professionnelle-via-le-numerique",
    "Utilisation sécurisée du numérique": "utilisation-securisee-du-numerique",
    "Parentalité et éducation avec le numérique": "parentalite-et-education-avec-le-numerique",
    "Loisirs et créations numériques": "loisirs-et-creations-numeriques",
    "Compréhension du monde numérique": "comprehension-du-monde-numerique",
    "Accès internet et matériel informatique": "acces-internet-et-materiel-informatique",
    "Acquisition de matériel informatique à prix solidaire": "acquisition-de-materiel-informatique-a-prix-solidaire",
}
TOPICS_OF_SERVICE = {
    "Aide aux démarches administratives": ("procedures",),
    "Maîtrise des outils numériques du quotidien": ("digital-skills",),
    "Insertion professionnelle via le numérique": ("work", "digital-skills"),
    "Utilisation sécurisée du numérique": ("digital-skills",),
    "Parentalité et éducation avec le numérique": ("family", "digital-skills"),
    "Loisirs et créations numériques": ("digital-skills",),
    "Compréhension du monde numérique": ("digital-skills",),
    "Accès internet et matériel informatique": ("internet-access",),
    "Acquisition de matériel informatique à prix solidaire": ("digital-equipment",),
}
SERVICE_OF_TOPIC = {
    "procedures": "Aide aux démarches administratives",
    "rights": "Aide aux démarches administratives",
    "health-space": "Aide aux démarches administratives",
    "digital-skills": "Maîtrise des outils numériques du quotidien",
    "internet-access": "Accès internet et matériel informatique",
    "digital-equipment": "Acquisition de matériel informatique à prix solidaire",
}
AUDIENCES = {
    "Jeunes": "young",
    "Étudiants": "students",
    "Familles et/ou enfants": "families",
    "Seniors": "elderly",
    "Femmes": "women",
}
ENGLISH, OTHER_LANGUAGES = "Langues étrangères (anglais)", "Langues étrangères (autres)"
CONDITIONS = {
    "Surdité": "deaf",
    "Handicaps moteurs": "reduced-mobility",
    "Handicaps mentaux": "mental-disability",
    "Illettrisme": "illiteracy",
    ENGLISH: "foreign-languages",
    OTHER_LANGUAGES: "foreign-languages",
    "Déficience visuelle": "blind",
}
FEES = {"Gratuit": "free", "Gratuit sous condition": "partly", "Payant": "paid"}
PROGRAMMES = {
    "Aidants Connect": "aidants-connect",
    "Bibliothèques numérique de référence": "libraries",
    "Certification PIX": "pix",
    "Conseillers numériques": "conseillers-numeriques",
    "Emmaüs Connect": "emmaus-connect",
    "France Services": "france-services",
    "Grande école du numérique": "digital-schools",
    "La Croix Rouge": "croix-rouge",
    "Point d'accès numérique CAF": "caf",
    "Promeneurs du net": "promeneurs-du-net",
    "Relais numérique (Emmaüs Connect)": "digital-relay",
}
LABELS = {
    "Formé à « Mon Espace Santé »": "mon-espace-sante",
    "Formé à « DUPLEX » (illettrisme)": "duplex",
    "Arnia/MedNum BFC (Bourgogne-Franche-Comté)": "arnia",
    "Collectif ressources et acteurs réemploi (Normandie)": "reuse-normandie",
    "Étapes numériques(La Poste)": "etapes-numeriques",
    "Fabriques de Territoire": "fabriques-de-territoire",
    "Les Éclaireurs du numérique (Drôme)": "eclaireurs-du-numerique",
    "Mes Papiers (Métropole de Lyon)": "mes-papiers",
    "ORDI 3.0": "ordi-3",
    "SUD LABS (PACA)": "sud-labs",
}
# The pattern of the schema forgot a space that its description has: both are read, the pattern is written.
LABELS_READ = LABELS | {"Étapes numériques (La Poste)": "etapes-numeriques"}
ACCESS = {
    "Se présenter": "walk-in",
    "Téléphoner": "phone",
    "Contacter par mail": "email",
    "Prendre un RDV en ligne": "online-booking",
    "Ce lieu n'accueille pas de public": "no-public",
    "Envoyer un mail avec une fiche de prescription": "referral",
}
ASSISTANCE = {
    "En autonomie": "alone",
    "Accompagnement individuel": "individual",
    "Dans un atelier collectif": "group",
    "À distance": "remote",
}
ITINERANT, FIXED = "Itinérant", "Fixe"
ITINERANCE = {ITINERANT: "travelling", FIXED: ""}
# Kinds of structures, of data·inclusion v0, which the standard takes up. Of several, the kind that comes first in
# this list: what a place is says more than who runs it.
KINDS = {
    "RFS": "france-services",
    "MSAP": "france-services",
    "PIMMS": "france-services",
    "BIB": "library",
    "CMP": "mental-health-centre",
    "CSAPA": "addiction-centre",
    "CAARUD": "addiction-centre",
    "MDPH": "disability-office",
    "MDA": "disability-office",
    "CS": "social-centre",
    "CSC": "social-centre",
    "EVS": "social-centre",
    "MQ": "social-centre",
    "MJC": "social-centre",
    "EPN": "digital-space",
    "EPI": "digital-space",
    "ENM": "digital-space",
    "FABLAB": "digital-space",
    "TIERS_LIEUX": "digital-space",
    "CCAS": "ccas",
    "CIAS": "ccas",
    "CPAM": "social-insurance",
    "CAF": "social-insurance",
    "MSA": "social-insurance",
    "FT": "employment-office",
    "ML": "employment-office",
    "CAP_EMPLOI": "employment-office",
    "MDE": "employment-office",
    "MDEF": "employment-office",
    "PLIE": "employment-office",
    "MDS": "solidarity-house",
    "CMS": "solidarity-house",
    "CDAS": "solidarity-house",
    "DEPT": "solidarity-house",
    "CD": "solidarity-house",
    "LA_POSTE": "post-office",
    "MUNI": "town-hall",
    "CC": "town-hall",
    "EPCI": "town-hall",
    "ASSO": "association",
    "ASSO_CHOMEUR": "association",
    "UDAF": "association",
    "CIDFF": "association",
}  # fmt: skip
# The other kinds of structures that there are: each is a place of no kind of ours.
OTHER_KINDS = frozenset({
    "ACI", "ACIPHC", "AFPA", "AI", "ASE", "Autre", "AVIP", "CADA", "CAVA", "CCONS", "CFP", "CHRS", "CHU", "CITMET",
    "CPH", "DEETS", "DIPLP", "E2C", "EA", "EATT", "EI", "EITI", "EPIDE", "ES", "ESS", "ETABL_PRI", "ETABL_PUB", "ETAT",
    "ETTI", "FAIS", "GEIQ", "HUDA", "OACAS", "ODC", "OF", "OIL", "OPCS", "OPF", "PAD", "PENSION", "PI", "PIJ_BIJ",
    "PJJ", "PREF", "PREVENTION", "REG", "RESSOURCERIE", "RS_FJT", "SCP", "SPIP",
})  # fmt: skip
TYPE_OF_KIND = {
    "france-services": "RFS",
    "library": "BIB",
    "mental-health-centre": "CMP",
    "addiction-centre": "CSAPA",
    "disability-office": "MDPH",
    "social-centre": "CS",
    "digital-space": "EPN",
    "ccas": "CCAS",
    "social-insurance": "CPAM",
    "employment-office": "FT",
    "solidarity-house": "MDS",
    "post-office": "LA_POSTE",
    "town-hall": "MUNI",
    "association": "ASSO",
    "other": "Autre",
}


def kind_of(types: Iterable[str]) -> str:
    """The kind of a place of these types; ``other`` where they say nothing, "" where there are none.

    >>> kind_of(["ASSO", "TIERS_LIEUX"])
    'digital-space'
    """
    said = list(types)
    known = [KINDS[each] for each in KINDS if each in said]
    return known[0] if known else "other" if said else ""
