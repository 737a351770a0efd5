"""Names and addresses that registers keep in capitals, as people write them."""

from __future__ import annotations

import re

from .france import Commune, name_key

# What registers cut short, in full.
ABBREVIATIONS = {
    "ass": "association", "asso": "association", "assoc": "association", "ca": "communauté d’agglomération",
    "cc": "communauté de communes", "ctre": "centre", "dep": "départementale", "depart": "départementale",
    "fed": "fédération", "infor": "information", "sm": "syndicat mixte", "ch": "centre hospitalier",
    "chs": "centre hospitalier spécialisé", "phie": "pharmacie", "pharm": "pharmacie",
}  # fmt: skip
STREETS = {
    "all": "allée", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
    "che": "chemin", "chem": "chemin", "crs": "cours", "esp": "esplanade", "fg": "faubourg", "imp": "impasse",
    "ld": "lieu-dit", "lot": "lotissement", "pas": "passage", "pl": "place", "prom": "promenade", "qu": "quai",
    "qua": "quartier", "res": "résidence", "rle": "ruelle", "rte": "route", "rpt": "rond-point", "sq": "square",
    "bat": "bâtiment", "imm": "immeuble",
}  # fmt: skip
# Words of every name, with the accents that capitals lost.
WORDS_OF_NAMES = """
accueil action active administration adolescents agence agglomération aide aînés alimentaire allée ancienne
animation antenne appui arrondissement association associations atelier avenue bibliothèque boulevard bureau cabinet
centre centres chemin clinique club collectif comité commerciale communal communale communauté commune communes
concertation coordination cours culture culturel culturelle directeur départemental départementale département
développement digital domicile économie économique éducation emploi enfance enfants ensemble entraide entreprise
environnement équipe espace espaces établissement familial familiale familiales famille familles fédération
formation foyer général générale gestion groupe guidance habitants handicap hospitalier hospitalière hôpital hôtel
immeuble impasse industrielle infantile information innovation insertion institut intercommunal intercommunale
interdépartemental intermédiaire internationale jeunes jeunesse jour laboratoire lieu lieux local locale locales
logement loisirs maison maisons mairie maternelle médecine médiathèque médical médicale médicales médico métropole
métropolitaine mission mixte mobile multimédia municipal municipale mutualiste national nationale numérique
numériques office parc partage pays personnes petite petits pharmacie place pluridisciplinaire pluriprofessionnelle
pôle polyclinique populaire prévention privé professionnelle promotion protection psychiatrique psychologique
psychothérapique public publique publics quai quartier régional régionale rencontres réseau résidence ressources
route rue rural rurale rurales ruraux salle santé scolaire secours section service services social sociale sociales
sociaux socio soins solidaire solidarité solidarités soutien square syndicat technique technologies territoire
territorial territoriale tiers travail union universitaire urbain urbaine vacances vie vieillesse village ville
villes zone bis ter dauphiné isère ardèche drôme lozère hérault pyrénées rhône saône corrèze dordogne finistère
loiret nièvre réunion sécurité étudiants évaluation lycée collège église école écoles château éco défense liberté
égalité fraternité gratuit dépistage diagnostic vaccination vallée consultation infirmier infirmière infirmiers
république résistance libération préfecture
"""
WORDS = {each.translate(str.maketrans("àâçéèêëîïôùûœ", "aaceeeeiiouuo")): each for each in WORDS_OF_NAMES.split()}
SMALL_WORDS = "à a au aux avec chez d dans de des du en et l la le les ou par pour sous sur un une"
SMALL = frozenset(SMALL_WORDS.split(" "))
ACRONYMS_OF_NAMES = """
adapei adil adimc afpa agefiph ahs apf apei asbl bp cada cattp ccas chru chu cias cidff cmp cmpea cmpp cpam cpts  cs
csapa caarud csc dac ehpad epn epide esat evs fab fcpe fjt ges gem gip hlm ifac irts lab mda mdph mds mfr mgen  mjc
mptl msa msap msp pimms pmi pta sa saad samsah sas savs scop selarl selas sessad sivom siaem si ssiad sivu sarl  snc
ufcv ucpa udaf uda upe utpas za zac zae zi ospa lfa odyneo admr ugecam aurore
"""
ACRONYMS = frozenset(ACRONYMS_OF_NAMES.split())
ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{1,3}|v|x)", re.IGNORECASE)
ELIDED = re.compile(r"\b([dl])[ '’](?=[aeiouyhàâéèêëîïôûœ])", re.IGNORECASE)
TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?|[\W_]+")


def readable_name(text: str, commune: Commune | None = None) -> str:
    """A name of capitals in small letters, with the commune as it is spelled; other names as they are.

    >>> readable_name("CC DE LA DOMBES"), readable_name("FABLAB Épinal")
    ('Communauté de communes de la Dombes', 'FABLAB Épinal')
    """
    if not _capitals(text):
        return text
    written = _sentence(text, WORDS | ABBREVIATIONS)
    return _with_commune(written, commune) if commune else written


def readable_address(text: str) -> str:
    """A line of an address in capitals, with its kinds of streets in full.

    >>> readable_address("57  CRS RENE D ANJOU")
    '57 cours Rene d’Anjou'
    """
    if not _capitals(text):
        return text
    written = _sentence(text, WORDS | STREETS)
    first = re.match(r"\D", written)
    return written if first else written[0] + written[1:]


def _capitals(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text)) and text == text.upper()


def _sentence(text: str, words: dict[str, str]) -> str:
    lower = ELIDED.sub(lambda found: f"{found[1]}’", " ".join(text.lower().split()))
    written = "".join(_word(token, words) for token in TOKEN.findall(lower))
    begins = re.search(r"[^\W\d_]", written)
    # A number before the street: it goes on in small letters.
    if begins and not written[:1].isdigit():
        at = begins.start()
        return written[:at] + written[at].upper() + written[at + 1 :]
    return written


def _word(token: str, words: dict[str, str]) -> str:
    if token in words:
        return words[token]
    if token in SMALL:
        return token
    plain = token.replace(".", "")
    if plain in ACRONYMS or ROMAN.fullmatch(plain):
        return plain.upper()
    return token[:1].upper() + token[1:]


def _with_commune(written: str, commune: Commune) -> str:
    """``written`` with the name of its commune, however it is spelled there, spelled right."""
    wanted = name_key(commune.name)
    for found in _runs(written, len(wanted.split())):
        if name_key(written[found]) == wanted:
            return written[: found.start] + commune.name + written[found.stop :]
    return written


def _runs(text: str, words: int) -> list[slice]:
    """Where so many words in a row begin and end."""
    places = [found.span() for found in re.finditer(r"[^\W_]+", text)]
    return [slice(places[at][0], places[at + words - 1][1]) for at in range(len(places) - words + 1)]
