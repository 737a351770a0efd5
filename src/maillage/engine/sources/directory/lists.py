"""The closed lists of the directory, in plain words of residents. Every source is carried over to these codes."""

from __future__ import annotations

# What a place is.
KINDS = (
    "france-services",
    "town-hall",
    "ccas",
    "social-centre",
    "library",
    "association",
    "digital-space",
    "cpts",
    "health-house",
    "health-centre",
    "hospital",
    "pharmacy",
    "laboratory",
    "nursing",
    "mental-health-centre",
    "youth-health-house",
    "mutual-help-group",
    "coordination",
    "mother-and-child",
    "elderly-home",
    "disability-office",
    "telemedicine",
    "health-bus",
    "social-insurance",
    "employment-office",
    "person",
    "other",
)
# What for people come.
TOPICS = (
    "digital-skills",
    "digital-equipment",
    "internet-access",
    "health-space",
    "procedures",
    "rights",
    "teleconsultation",
    "doctor",
    "on-call-doctor",
    "nurse",
    "dentist",
    "pharmacy",
    "laboratory",
    "hospital",
    "emergency",
    "mental-health",
    "addiction",
    "maternity-and-children",
    "sexual-health",
    "prevention",
    "elderly",
    "disability",
    "carers",
    "home-help",
    "mobility",
    "housing",
    "food",
    "money",
    "work",
    "family",
    "reading-and-french",
    "loneliness",
    "violence",
    "legal-help",
)
AUDIENCES = ("young", "students", "families", "elderly", "women", "job-seekers", "foreigners", "disabled", "carers")
# Of whom a place takes special care.
CONDITIONS = ("deaf", "blind", "reduced-mobility", "mental-disability", "illiteracy", "foreign-languages")
FEES = ("free", "partly", "paid")
WAYS = ("on-site", "remote", "at-home", "travelling", "group", "alone")
ACCESS = ("walk-in", "phone", "email", "online-booking", "referral", "no-public")
NETWORKS = (
    "france-services",
    "conseillers-numeriques",
    "aidants-connect",
    "mon-espace-sante",
    "pix",
    "emmaus-connect",
    "croix-rouge",
    "caf",
    "promeneurs-du-net",
    "libraries",
)
