"""What people mean by the words that they type: topics and kinds of the engine's lists. Made by hand.

A word may stand for several things; a phrase is taken as a whole, its small words (« de », « à ») aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .tokens import STOP_WORDS, stem, words_of


@dataclass(frozen=True, slots=True)
class Meaning:
    """``topics`` and ``kinds``: codes."""

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def __or__(self, other: Meaning) -> Meaning:
        return Meaning(tuple(dict.fromkeys(self.topics + other.topics)), tuple(dict.fromkeys(self.kinds + other.kinds)))


NOTHING = Meaning()

# Topics, kinds, words.
TABLE: tuple[tuple[str, str, str], ...] = (
    # Health
    (
        "mental-health",
        "mental-health-centre",
        """
        psy, psys, psychologue, psychiatre, psychiatrie, psychothérapeute, psychothérapie, thérapeute,
        pédopsychiatre, CMP, CMPP, CATTP, santé mentale, dépression, déprime, déprimé, angoisse, anxiété, moral,
        mal-être, stress, burn-out, souffrance psychique, parler à quelqu’un, envie de parler, écoute, suicide,
        idées noires, bipolaire, schizophrénie
        """,
    ),
    ("mental-health, loneliness", "mutual-help-group", "GEM, groupe d’entraide mutuelle, pair-aidance"),
    (
        "mental-health",
        "youth-health-house",
        """
        ado, ados, adolescent, adolescente, MDA, maison des adolescents, mal de vivre, point accueil écoute jeunes,
        PAEJ
        """,
    ),
    (
        "dentist",
        "",
        """
        dentiste, dentaire, dent, dents, rage de dents, mal aux dents, carie, orthodontiste, prothèse dentaire
        """,
    ),
    (
        "doctor",
        "health-house, health-centre",
        """
        médecin, docteur, toubib, généraliste, médecin traitant, médecin de famille, cabinet médical, cabinet,
        consultation, maison médicale, maison de santé, MSP, centre de santé, centre médical, visite médicale
        """,
    ),
    (
        "doctor, hospital",
        "hospital, health-centre",
        """
        spécialiste, cardiologue, gynécologue, ophtalmo, ophtalmologue, ophtalmologiste, dermato, dermatologue, ORL,
        pneumologue, rhumatologue, neurologue, pédiatre, radiologue, radio, scanner, IRM, échographie, oculiste,
        yeux
        """,
    ),
    (
        "on-call-doctor",
        "",
        """
        garde, médecin de garde, SOS médecin, permanence des soins, maison médicale de garde, nuit
        """,
    ),
    ("emergency", "", "urgence, urgences, SAMU, accident"),
    (
        "nurse",
        "nursing",
        """
        infirmier, infirmière, soins infirmiers, pansement, piqûre, SSIAD, perfusion, injection
        """,
    ),
    (
        "home-help, doctor",
        "health-house, health-centre",
        """
        kiné, kinés, kinésithérapeute, kinésithérapie, rééducation, mal de dos, orthophoniste, podologue, pédicure,
        ergothérapeute, ostéopathe
        """,
    ),
    (
        "pharmacy",
        "pharmacy",
        """
        pharmacie, pharmacien, pharmacienne, médicament, médicaments, cachets, remède, croix verte, pharmacie de
        garde, officine
        """,
    ),
    ("pharmacy, doctor", "pharmacy", "ordonnance, ordonnances, renouvellement d’ordonnance"),
    (
        "laboratory",
        "laboratory",
        """
        laboratoire, labo, prise de sang, analyse, analyses, bilan sanguin, analyse de sang, biologie, test PCR
        """,
    ),
    (
        "hospital",
        "hospital",
        """
        hôpital, hosto, clinique, CHU, CHR, CH, centre hospitalier, hospitalisation, opération, chirurgien,
        chirurgie, HAD
        """,
    ),
    (
        "addiction",
        "addiction-centre",
        """
        alcool, alcoolique, alcoolisme, drogue, drogues, cannabis, toxicomanie, addiction, addicto, addictologie,
        tabac, cigarette, arrêter de fumer, fumer, tabacologue, CSAPA, CAARUD, jeux d’argent, overdose, dépendance
        """,
    ),
    (
        "maternity-and-children",
        "mother-and-child",
        """
        enceinte, grossesse, accouchement, accoucher, sage-femme, maternité, PMI, bébé, bébés, nourrisson,
        nouveau-né, puéricultrice, allaitement, allaiter, échographie de grossesse, future maman
        """,
    ),
    (
        "sexual-health",
        "",
        """
        contraception, pilule, IVG, avortement, avorter, planning familial, préservatif, IST, MST, VIH, sida,
        CeGIDD, dépistage VIH, sexualité, sexologue, test de grossesse
        """,
    ),
    (
        "prevention",
        "",
        """
        vaccin, vaccins, vaccination, vacciner, dépistage, mammographie, bilan de santé, prévention, nutrition,
        diététicien, diététicienne, nutritionniste
        """,
    ),
    (
        "teleconsultation",
        "telemedicine",
        """
        téléconsultation, télémédecine, médecin à distance, visio médecin, cabine, consultation vidéo, consultation
        à distance, télésanté
        """,
    ),
    (
        "doctor, teleconsultation, prevention",
        "health-bus",
        """
        bus santé, médicobus, bus médical, camion médical, médibus
        """,
    ),
    (
        "health-space",
        "",
        """
        mon espace santé, espace santé, DMP, dossier médical, carnet de santé, Doctolib, rendez-vous en ligne,
        prendre rendez-vous en ligne, messagerie santé
        """,
    ),
    (
        "",
        "coordination",
        """
        DAC, PTA, CLIC, MAIA, coordination, appui à la coordination, sortie d’hôpital, réseau de santé
        """,
    ),
    ("", "cpts", "CPTS, communauté professionnelle, trouver un médecin traitant, sans médecin traitant"),
    # Rights and procedures
    (
        "health-space, rights",
        "social-insurance",
        """
        carte vitale, vitale, ameli, sécu, sécurité sociale, assurance maladie, CPAM, remboursement, remboursements,
        mutuelle, CMU, CSS, complémentaire santé, complémentaire santé solidaire, AME, arrêt de travail, feuille de
        soins, PUMA
        """,
    ),
    (
        "rights, procedures",
        "social-insurance",
        """
        CAF, MSA, CARSAT, retraite, pension, allocation, allocations, alloc, APL, prime d’activité, allocations
        familiales, pension de réversion, ASPA, minimum vieillesse
        """,
    ),
    ("rights, money", "ccas, social-insurance", "RSA, minima sociaux, revenu de solidarité"),
    (
        "procedures",
        "france-services, town-hall",
        """
        démarche, démarches, papier, papiers, administratif, administration, formulaire, formulaires, dossier,
        paperasse, France Connect, FranceConnect, service public, préfecture, ANTS, déclaration, attestation,
        courrier, scanner un document, photocopie, déclarer
        """,
    ),
    (
        "procedures, money",
        "france-services",
        """
        impôt, impôts, trésor public, déclaration d’impôts, taxe, fisc, finances publiques
        """,
    ),
    (
        "procedures",
        "town-hall, france-services",
        """
        carte d’identité, passeport, carte grise, état civil, acte de naissance, permis de conduire, titre de
        séjour, naturalisation
        """,
    ),
    (
        "procedures, rights",
        "france-services",
        """
        France services, maison France services, MSAP, maison de services au public, MFS
        """,
    ),
    ("procedures", "town-hall", "mairie, maire, hôtel de ville"),
    (
        "rights, procedures, money",
        "ccas, solidarity-house",
        """
        CCAS, CIAS, assistante sociale, assistant social, assistance sociale, travailleur social, action sociale,
        aide sociale, secours d’urgence, droits, mes droits, accès aux droits, aide financière
        """,
    ),
    (
        "legal-help, rights",
        "",
        """
        avocat, juriste, juridique, justice, tribunal, notaire, conciliateur, médiateur, litige, divorce,
        point-justice, aide juridictionnelle, plainte, défenseur des droits, loi
        """,
    ),
    # Digital tools
    (
        "digital-skills, internet-access",
        "digital-space",
        """
        ordinateur, ordi, PC, informatique, numérique, clavier, souris, tablette, smartphone, internet, web, cyber,
        cybercentre, espace numérique, EPN, mail, mails, e-mail, courriel, boîte mail, adresse mail, mot de passe,
        application, logiciel, Windows, Android, iPhone, en ligne, cours d’informatique, arnaque, arnaques,
        phishing, hameçonnage
        """,
    ),
    ("digital-skills, digital-equipment", "digital-space", "téléphone, portable, mobile, téléphone portable"),
    (
        "digital-skills, procedures",
        "digital-space, person",
        """
        conseiller numérique, conseillère numérique, médiateur numérique, médiation numérique, aidant numérique,
        Aidants Connect, aide numérique, ambassadeur
        """,
    ),
    (
        "internet-access",
        "library, digital-space",
        """
        wifi, wi-fi, connexion, imprimante, imprimer, impression, scanner, photocopieuse, accès internet, cybercafé,
        box
        """,
    ),
    (
        "digital-equipment",
        "",
        """
        ordinateur pas cher, ordinateur reconditionné, matériel informatique, prêt d’ordinateur, reconditionné
        """,
    ),
    # Daily life
    (
        "elderly",
        "elderly-home",
        """
        mamie, papi, papy, mémé, pépé, grand-mère, grand-père, personne âgée, personnes âgées, âgé, âgée, senior,
        seniors, vieux, vieille, vieillir, EHPAD, maison de retraite, résidence autonomie, foyer logement,
        dépendant, APA, perte d’autonomie, Alzheimer, troisième âge, aîné, aînés, gérontologie, gériatre
        """,
    ),
    (
        "disability",
        "disability-office",
        """
        handicap, handicapé, handicapée, handicapés, MDPH, AAH, RQTH, fauteuil, fauteuil roulant, invalidité,
        autisme, autiste, IME, ESAT, SAVS, sourd, malentendant, aveugle, malvoyant, PCH, AESH, polyhandicap,
        trisomie
        """,
    ),
    (
        "carers",
        "",
        """
        aidant, aidants, aidante, aidant familial, proche aidant, répit, plateforme de répit, aider un proche,
        accueil de jour
        """,
    ),
    (
        "home-help",
        "home-help",
        """
        ménage, aide ménagère, aide à domicile, auxiliaire de vie, domicile, ADMR, SAAD, maintien à domicile,
        téléalarme, téléassistance, garde-malade, service à la personne, courses, toilette, bricolage
        """,
    ),
    ("home-help, food", "", "portage de repas, repas à domicile, livraison de repas"),
    (
        "food",
        "",
        """
        repas, manger, nourriture, faim, banque alimentaire, resto du cœur, restos du cœur, colis, colis
        alimentaire, épicerie sociale, épicerie solidaire, aide alimentaire, alimentaire, cantine, soupe populaire
        """,
    ),
    (
        "mobility",
        "",
        """
        bus, transport, transports, car, navette, taxi, VSL, ambulance, covoiturage, voiture, garage solidaire,
        garage, permis, auto-école, mobilité, déplacement, se déplacer, vélo, scooter, train, transport à la
        demande, TAD
        """,
    ),
    (
        "housing",
        "",
        """
        logement, logements, loyer, appartement, HLM, logement social, bailleur, expulsion, hébergement, foyer, sans
        abri, SDF, 115, à la rue, toit, ADIL, FSL, CHRS, colocation, chauffage, punaises de lit, insalubre,
        propriétaire, locataire, domiciliation
        """,
    ),
    (
        "money",
        "",
        """
        argent, dette, dettes, surendettement, banque, budget, crédit, microcrédit, découvert, facture, factures,
        impayé, impayés, électricité, Point conseil budget, PCB
        """,
    ),
    (
        "work",
        "employment-office",
        """
        travail, emploi, boulot, job, chômage, Pôle emploi, France Travail, mission locale, CV, formation,
        formations, stage, métier, apprentissage, insertion, Cap emploi, intérim, alternance, orientation
        professionnelle, licenciement, entretien d’embauche
        """,
    ),
    (
        "family",
        "",
        """
        crèche, nounou, assistante maternelle, enfant, enfants, famille, parent, parents, parentalité, garderie,
        école, halte-garderie, séparation, médiation familiale, centre de loisirs, RAM, RPE, LAEP, périscolaire,
        scolarité
        """,
    ),
    (
        "reading-and-french",
        "",
        """
        lire, écrire, lecture, écriture, français, apprendre le français, cours de français, alphabétisation, FLE,
        illettrisme, illettré, écrivain public, langue, interprète, traduction, traducteur, ASL
        """,
    ),
    (
        "loneliness",
        "social-centre",
        """
        seul, seule, solitude, isolé, isolée, isolement, rencontre, rencontrer, café, convivialité, sortie, sorties,
        activités, loisirs, lien social, centre social, bénévole, bénévolat, visite de convivialité
        """,
    ),
    (
        "violence",
        "",
        """
        violence, violences, battue, femme battue, femmes battues, violences conjugales, viol, agression, agressée,
        harcèlement, maltraitance, inceste, frappé, frappée, coups, victime, victimes, CIDFF, 3919, 119, 3977,
        menace, mari violent
        """,
    ),
    # Places by their name
    (
        "rights",
        "solidarity-house",
        "maison des solidarités, MDS, centre médico-social, CMS, UTAS, maison du département",
    ),
    ("", "post-office", "poste, la poste, bureau de poste, facteur, timbre, colissimo"),
    ("", "library", "bibliothèque, médiathèque, biblio, livres"),
    ("", "association", "association, asso, associations"),
    ("", "social-centre", "MJC, maison de quartier, espace de vie sociale, EVS, maison pour tous, MPT"),
    ("digital-skills", "digital-space", "tiers-lieu, fablab, atelier numérique, ateliers numériques"),
    (
        "reading-and-french, procedures",
        "",
        """
        réfugié, réfugiés, migrant, migrants, étranger, étrangers, demandeur d’asile, asile, CADA
        """,
    ),
)


# By which a place shows a topic where its source says none, and under which it is found less surely.
SHOWN_BY: dict[str, str] = {
    "dentist": "dentaire, dentiste, orthodontie",
    "mental-health": "psychiatrie, psychiatrique, psychologique, psycho, psychothérapie",
    "nurse": "infirmier, infirmière",
    "pharmacy": "pharmacie",
    "laboratory": "laboratoire, biologie",
    "hospital": "hôpital, hospitalier, clinique",
    "addiction": "addictologie, alcoologie, toxicomanie",
    "maternity-and-children": "maternité, maternelle",
    "home-help": "domicile",
    "elderly": "EHPAD, gérontologie",
    "disability": "handicap, handicapées, handicapés",
    "food": "alimentaire, épicerie",
    "housing": "logement, habitat, hébergement",
    "work": "emploi, insertion",
    "digital-skills": "numérique, informatique",
    "family": "crèche, parentalité",
    "reading-and-french": "alphabétisation, illettrisme",
    "legal-help": "juridique, justice",
}


@lru_cache(maxsize=1)
def shown_by() -> Mapping[str, tuple[str, ...]]:
    """Stems, by topic."""
    return {topic: tuple(stem(word) for word in _listed(words)) for topic, words in SHOWN_BY.items()}


@lru_cache(maxsize=1)
def meanings() -> Mapping[tuple[str, ...], Meaning]:
    """By the stems of the word or of the phrase."""
    found: dict[tuple[str, ...], Meaning] = {}
    for topics, kinds, words in TABLE:
        meaning = Meaning(tuple(_listed(topics)), tuple(_listed(kinds)))
        for phrase in _listed(words):
            found[stems_of(phrase)] = found.get(stems_of(phrase), NOTHING) | meaning
    return found


@lru_cache(maxsize=1)
def words_that_mean() -> Mapping[str, str]:
    """Words that mean something alone, by their stem, as one writes them."""
    alone: dict[str, str] = {}
    for _topics, _kinds, words in TABLE:
        for phrase in _listed(words):
            if len(stems := stems_of(phrase)) == 1:
                alone.setdefault(stems[0], phrase)
    return alone


@lru_cache(maxsize=1)
def longest_phrase() -> int:
    return max(map(len, meanings()))


def stems_of(phrase: str) -> tuple[str, ...]:
    """Without small words, unless there are no others."""
    words = [stem(word) for word in words_of(phrase)]
    return tuple(word for word in words if word not in STOP_WORDS) or tuple(words)


def _listed(text: str) -> Iterator[str]:
    return (part for each in text.split(",") if (part := " ".join(each.split())))
