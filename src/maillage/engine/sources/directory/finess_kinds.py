"""Which establishments of FINESS people are sent to, what they are, and what for. Categories: FINESS nomenclature."""

from __future__ import annotations

import re

PHARMACY = ("pharmacy", ("pharmacy",))
LABORATORY = ("laboratory", ("laboratory",))
HEALTH_CENTRE = ("health-centre", ("doctor", "nurse"))
HEALTH_HOUSE = ("health-house", ("doctor", "nurse"))
ON_CALL = ("health-house", ("on-call-doctor",))
HOSPITAL = ("hospital", ("hospital",))
PSYCHIATRY = ("hospital", ("mental-health", "hospital"))
MENTAL_HEALTH = ("mental-health-centre", ("mental-health",))
ELDERLY_HOME = ("elderly-home", ("elderly",))
DAY_CARE = ("elderly-home", ("elderly", "carers"))
MOTHER_AND_CHILD = ("mother-and-child", ("maternity-and-children",))
EARLY_CARE = ("mother-and-child", ("maternity-and-children", "disability"))
NURSING = ("nursing", ("nurse", "home-help"))
HOME_HELP = ("home-help", ("home-help",))
CPTS = ("cpts", ("doctor",))
COORDINATION = ("coordination", ("elderly", "carers"))
DISABILITY = ("disability-office", ("disability", "rights"))
ADDICTION = ("addiction-centre", ("addiction",))
SEXUAL_HEALTH = ("health-centre", ("sexual-health",))
SCREENING = ("health-centre", ("sexual-health", "prevention"))
PREVENTION = ("health-centre", ("prevention",))

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "620": PHARMACY,
    "628": PHARMACY,
    "629": PHARMACY,
    "641": PHARMACY,
    "610": LABORATORY,
    "611": LABORATORY,
    "612": LABORATORY,
    "124": HEALTH_CENTRE,
    "125": ("health-centre", ("dentist",)),
    "289": ("health-centre", ("nurse",)),
    "439": HEALTH_CENTRE,
    "603": HEALTH_HOUSE,
    "617": ON_CALL,
    "101": HOSPITAL,
    "106": HOSPITAL,
    "114": HOSPITAL,
    "122": HOSPITAL,
    "128": HOSPITAL,
    "129": HOSPITAL,
    "131": HOSPITAL,
    "355": HOSPITAL,
    "365": HOSPITAL,
    "161": PSYCHIATRY,
    "292": PSYCHIATRY,
    "156": MENTAL_HEALTH,
    "189": MENTAL_HEALTH,
    "425": MENTAL_HEALTH,
    "444": MENTAL_HEALTH,
    "500": ELDERLY_HOME,
    "501": ELDERLY_HOME,
    "502": ELDERLY_HOME,
    "202": ELDERLY_HOME,
    "207": DAY_CARE,
    "223": MOTHER_AND_CHILD,
    "230": MOTHER_AND_CHILD,
    "231": MOTHER_AND_CHILD,
    "190": EARLY_CARE,
    "209": NURSING,
    "354": NURSING,
    "460": HOME_HELP,
    "640": HOME_HELP,
    "604": CPTS,
    "463": COORDINATION,
    "606": COORDINATION,
    "609": DISABILITY,
    "178": ADDICTION,
    "197": ADDICTION,
    "228": SEXUAL_HEALTH,
    "638": SCREENING,
    "347": PREVENTION,
    "636": PREVENTION,
    "637": PREVENTION,
    "645": PREVENTION,
    "646": PREVENTION,
}
# FINESS has no category for these two: their names tell.
KIND_BY_NAME = (
    (re.compile(r"\bMAISONS? (?:DES|DE L'?) ?ADOLESCENTS?\b"), ("youth-health-house", ("mental-health", "family"))),
    (re.compile(r"\bGROUPES? D.ENTRAIDE MUTUELLE\b"), ("mutual-help-group", ("mental-health", "loneliness"))),
)
# Authorised activities: emergency medicine, obstetrics.
TOPICS_OF_ACTIVITY = {"14": "emergency", "03": "maternity-and-children"}
