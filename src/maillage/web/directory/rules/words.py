"""The codes of ``engine.sources.directory.lists`` in the words of residents."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.marking import _


@dataclass(frozen=True, slots=True)
class Topic:
    """``title``: a few words; ``sentence``: what one comes for, as one would say it."""

    title: str
    sentence: str


TOPICS: dict[str, Topic] = {
    "digital-skills": Topic(_("Apprendre le numérique"), _("Se servir d’un ordinateur ou d’un téléphone.")),
    "digital-equipment": Topic(_("Un ordinateur, un téléphone"), _("Emprunter ou acheter du matériel à petit prix.")),
    "internet-access": Topic(_("Aller sur internet"), _("Utiliser un ordinateur, une imprimante ou le Wi-Fi.")),
    "health-space": Topic(_("Mon espace santé"), _("Ouvrir et comprendre son espace santé en ligne.")),
    "procedures": Topic(_("Démarches et papiers"), _("Remplir un formulaire, faire une démarche en ligne.")),
    "rights": Topic(_("Mes droits"), _("Savoir à quelles aides on a droit et les demander.")),
    "teleconsultation": Topic(_("Voir un médecin à distance"), _("Consulter par écran, avec quelqu’un près de soi.")),
    "doctor": Topic(_("Médecin"), _("Consulter un médecin près de chez soi.")),
    "on-call-doctor": Topic(_("Médecin de garde"), _("Voir un médecin le soir, le week-end ou un jour férié.")),
    "nurse": Topic(_("Infirmière, infirmier"), _("Recevoir un soin, un pansement ou une piqûre.")),
    "dentist": Topic(_("Dentiste"), _("Faire soigner ses dents.")),
    "pharmacy": Topic(_("Pharmacie"), _("Acheter ses médicaments et demander conseil.")),
    "laboratory": Topic(_("Laboratoire d’analyses"), _("Faire une prise de sang ou une analyse.")),
    "hospital": Topic(_("Hôpital"), _("Aller à l’hôpital ou voir un spécialiste.")),
    "emergency": Topic(_("Urgences"), _("Être soigné tout de suite, à l’hôpital.")),
    "mental-health": Topic(_("Parler à un psy, être écouté"), _("Trouver de l’aide quand le moral ne va pas.")),
    "addiction": Topic(_("Alcool, drogues, jeux"), _("Être aidé pour arrêter ou pour diminuer.")),
    "maternity-and-children": Topic(_("Grossesse et petits enfants"), _("Être suivie, faire suivre son bébé.")),
    "sexual-health": Topic(_("Sexualité et contraception"), _("Se protéger, se faire dépister, être conseillé.")),
    "prevention": Topic(_("Vaccins et dépistages"), _("Se faire vacciner, faire le point sur sa santé.")),
    "elderly": Topic(_("Personnes âgées"), _("Être aidé quand on avance en âge.")),
    "disability": Topic(_("Handicap"), _("Être aidé dans la vie avec un handicap.")),
    "carers": Topic(_("Aider un proche"), _("Souffler et être soutenu quand on aide un proche.")),
    "home-help": Topic(_("Aide à la maison"), _("Recevoir de l’aide ou des soins chez soi.")),
    "mobility": Topic(_("Se déplacer"), _("Trouver un transport, passer le permis.")),
    "housing": Topic(_("Logement"), _("Trouver un toit, garder son logement.")),
    "food": Topic(_("Manger"), _("Recevoir de quoi manger.")),
    "money": Topic(_("Argent et dettes"), _("Gérer son argent, sortir d’une dette.")),
    "work": Topic(_("Travail et formation"), _("Chercher un emploi, apprendre un métier.")),
    "family": Topic(_("Famille et enfants"), _("Faire garder ses enfants, parler de sa famille.")),
    "reading-and-french": Topic(_("Lire, écrire, parler français"), _("Apprendre à lire, à écrire ou à parler.")),
    "loneliness": Topic(_("Se sentir moins seul"), _("Rencontrer du monde, sortir de chez soi.")),
    "violence": Topic(_("Violences"), _("Être protégé et écouté, sans être jugé.")),
    "legal-help": Topic(_("Aide juridique"), _("Parler à un juriste ou à un avocat.")),
}  # fmt: skip

KINDS: dict[str, str] = {
    "france-services": _("France services"),
    "town-hall": _("Mairie"),
    "ccas": _("Centre communal d’action sociale (CCAS)"),
    "social-centre": _("Centre social"),
    "library": _("Bibliothèque"),
    "association": _("Association"),
    "digital-space": _("Espace numérique"),
    "cpts": _("Professionnels de santé du territoire (CPTS)"),
    "health-house": _("Maison de santé"),
    "health-centre": _("Centre de santé"),
    "hospital": _("Hôpital ou clinique"),
    "pharmacy": _("Pharmacie"),
    "laboratory": _("Laboratoire d’analyses"),
    "nursing": _("Soins infirmiers"),
    "mental-health-centre": _("Centre médico-psychologique (CMP)"),
    "youth-health-house": _("Maison des adolescents"),
    "mutual-help-group": _("Groupe d’entraide mutuelle (GEM)"),
    "coordination": _("Coordination de parcours (DAC, PTA)"),
    "mother-and-child": _("Protection maternelle et infantile (PMI)"),
    "elderly-home": _("Accueil de personnes âgées"),
    "disability-office": _("Maison du handicap (MDPH)"),
    "telemedicine": _("Espace de téléconsultation"),
    "health-bus": _("Bus santé"),
    "social-insurance": _("Assurance maladie, CAF, MSA"),
    "employment-office": _("Emploi (France Travail, mission locale)"),
    "solidarity-house": _("Maison des solidarités (service social)"),
    "addiction-centre": _("Centre d’aide pour les addictions"),
    "home-help": _("Aide à domicile"),
    "post-office": _("Bureau de poste"),
    "person": _("Personne ressource"),
    "other": _("Autre lieu"),
}

AUDIENCES: dict[str, str] = {
    "young": _("jeunes"),
    "students": _("étudiants"),
    "families": _("familles"),
    "elderly": _("personnes âgées"),
    "women": _("femmes"),
    "job-seekers": _("personnes qui cherchent un emploi"),
    "workers": _("personnes qui travaillent"),
    "low-income": _("personnes à faibles revenus"),
    "in-urgency": _("personnes sans abri ou en danger"),
    "foreigners": _("personnes étrangères"),
    "disabled": _("personnes handicapées"),
    "carers": _("personnes qui aident un proche"),
    "under-justice": _("personnes suivies par la justice"),
    "priority-areas": _("habitants d’un quartier prioritaire ou rural"),
}

CONDITIONS: dict[str, str] = {
    "deaf": _("personnes sourdes ou malentendantes"),
    "blind": _("personnes aveugles ou malvoyantes"),
    "reduced-mobility": _("personnes qui se déplacent difficilement"),
    "mental-disability": _("personnes avec un handicap mental ou psychique"),
    "illiteracy": _("personnes qui lisent ou écrivent difficilement"),
    "foreign-languages": _("personnes qui parlent une autre langue"),
}

FEES: dict[str, str] = {
    "free": _("gratuit"),
    "partly": _("gratuit sous conditions"),
    "paid": _("payant"),
}

WAYS: dict[str, str] = {
    "on-site": _("sur place"),
    "remote": _("à distance"),
    "at-home": _("chez vous"),
    "travelling": _("près de chez vous, en tournée"),
    "group": _("en groupe"),
    "individual": _("en tête à tête"),
    "alone": _("seul, avec du matériel à disposition"),
}

ACCESS: dict[str, str] = {
    "walk-in": _("venez sans rendez-vous"),
    "phone": _("appelez avant de venir"),
    "email": _("écrivez un e-mail"),
    "online-booking": _("prenez rendez-vous en ligne"),
    "referral": _("un professionnel vous adresse"),
    "no-public": _("ce lieu ne reçoit pas de public"),
}

NETWORKS: dict[str, str] = {
    "france-services": _("France services"),
    "conseillers-numeriques": _("Conseillers numériques"),
    "aidants-connect": _("Aidants Connect : on peut faire vos démarches à votre place, avec votre accord"),
    "mon-espace-sante": _("Ambassadeurs de Mon espace santé"),
    "pix": _("Pix"),
    "emmaus-connect": _("Emmaüs Connect"),
    "croix-rouge": _("Croix-Rouge"),
    "caf": _("CAF"),
    "promeneurs-du-net": _("Promeneurs du Net"),
    "libraries": _("Bibliothèques numériques"),
    "digital-schools": _("Grande école du numérique"),
    "digital-relay": _("Relais numérique"),
    "duplex": _("Duplex : accueil des personnes qui lisent difficilement"),
    "fabriques-de-territoire": _("Fabriques de territoire"),
    "arnia": _("Arnia / MedNum Bourgogne-Franche-Comté"),
    "etapes-numeriques": _("Étapes numériques (La Poste)"),
    "eclaireurs-du-numerique": _("Éclaireurs du numérique (Drôme)"),
    "mes-papiers": _("Mes papiers (métropole de Lyon)"),
    "ordi-3": _("Ordi 3.0 : ordinateurs remis en état"),
    "reuse-normandie": _("Collectif ressources et acteurs du réemploi (Normandie)"),
    "sud-labs": _("Sud Labs (Provence-Alpes-Côte d’Azur)"),
}

# ISO 639-1. What is spoken in the places of France; a language that is not here is shown by its code.
LANGUAGES: dict[str, str] = {
    "fr": _("français"),
    "en": _("anglais"),
    "ar": _("arabe"),
    "es": _("espagnol"),
    "pt": _("portugais"),
    "it": _("italien"),
    "de": _("allemand"),
    "tr": _("turc"),
    "ru": _("russe"),
    "uk": _("ukrainien"),
    "zh": _("chinois"),
    "fa": _("persan, dari"),
    "ps": _("pachto"),
    "ro": _("roumain"),
    "pl": _("polonais"),
    "sq": _("albanais"),
    "hy": _("arménien"),
    "bn": _("bengali"),
    "ta": _("tamoul"),
    "ur": _("ourdou"),
    "vi": _("vietnamien"),
    "ln": _("lingala"),
    "wo": _("wolof"),
    "so": _("somali"),
    "ku": _("kurde"),
    "ka": _("géorgien"),
    "br": _("breton"),
    "eu": _("basque"),
    "oc": _("occitan"),
    "co": _("corse"),
}

# Fields of a card that people see, in the order in which they see them.
FIELDS: dict[str, str] = {
    "name": _("nom"),
    "kind": _("genre"),
    "description": _("présentation"),
    "person": _("personne à demander"),
    "address": _("adresse"),
    "phone": _("téléphone"),
    "email": _("e-mail"),
    "website": _("site"),
    "booking_page": _("prise de rendez-vous en ligne"),
    "step_free": _("accès sans marche"),
    "hours": _("horaires"),
    "networks": _("réseaux"),
}

STEP_FREE: dict[str, str] = {
    "yes": _("de plain-pied ou avec rampe"),
    "partly": _("avec aide"),
    "no": _("il y a des marches"),
}
