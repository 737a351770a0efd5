"""What each sign weighs, in natural logarithms of odds: 3 makes two cards twenty times likelier to be one place.

Signs of one group exclude each other; groups add up, from PRIOR on. Weights that were set by hand were fitted to the
labelled pairs that are for that, by penalised logistic regression (`python -m bench.directory_sample --fit`); other
pairs measure them (docs/directory-matching.md). None may weigh against what it says to people: 0 says nothing. Those
of far distances, which few of those pairs have, stay as they were set.
"""

from __future__ import annotations

PRIOR = -3.8

WEIGHTS: dict[str, float] = {
    # The words of the name that are its own.
    "name-same": 3.6,
    "name-near": 2.3,
    "name-within": 1.3,
    "name-of-body": -2.5,
    "name-initials": 3.4,
    "name-also": 2.5,
    "name-only-what": 3.0,
    "name-only-town": 2.4,
    "name-town-or-kind": -1.7,
    "name-partly": 0.1,
    "name-unsaid": -3.8,
    "name-word": -1.8,
    "name-apart": -2.9,
    "name-sides-apart": -4.0,
    # What the places are.
    "what-single": 7.0,
    "what-single-apart": -8.0,
    "what-here": 2.9,
    "what-named": 3.3,
    "what-seldom": 3.9,
    "what-near": 3.8,
    "what-same": 2.1,
    "what-body": 0.9,
    "what-apart": -8.2,
    "travels-apart": -12.2,
    # Where they stand.
    "address-same": 2.8,
    "address-street": 2.5,
    "address-number-apart": -0.3,
    "address-vague": 0.0,
    "address-apart": -1.5,
    "distance-30": 0.9,
    "distance-100": 1.0,
    "distance-300": 0.7,
    "distance-1000": -1.0,
    "distance-3000": -2.0,
    "distance-far": -4.0,
    "distance-doubted": -0.3,
    "commune-same": 1.5,
    "postcode-same": 0.8,
    "commune-apart": -3.3,
    "commune-doubted": 0.0,
    # By what they are reached and known.
    "phone-here": 3.6,
    "phone-same": 1.8,
    "phone-shared": 1.0,
    "phone-apart": -1.7,
    "email-same": 0.7,
    "email-domain": 1.0,
    "siret-same": 5.0,
    "siret-elsewhere": 1.9,
    "siret-seat": 1.0,
    "siret-of-body": 1.1,
    "siret-shared": 0.1,
    "siret-other": -2.9,
    "siret-apart": -1.7,
    "finess-same": 8.0,
    "finess-apart": -16.0,
    # A list that tells two cards apart means two places, unless nearly everything else is equal.
    "listed-twice": -6.7,
    "listed-again": -0.8,
}
