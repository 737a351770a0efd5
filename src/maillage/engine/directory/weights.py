"""What each sign weighs, in natural logarithms of odds: 3 makes two cards twenty times likelier to be one place.

Signs of one group exclude each other; groups add up, from PRIOR on. The weights were set by hand and by the half of the
labelled pairs that is for that (docs/directory-matching.md); the other half measures them.
"""

from __future__ import annotations

PRIOR = -4.5

WEIGHTS: dict[str, float] = {
    # The words of the name that are its own.
    "name-same": 4.5,
    "name-near": 2.5,
    "name-within": 2.5,
    "name-initials": 3.0,
    "name-only-what": 2.5,
    "name-only-town": 1.5,
    "name-partly": 1.0,
    "name-unsaid": -3.0,
    "name-apart": -3.0,
    # What the places are.
    "what-single": 6.5,
    "what-single-apart": -8.0,
    "what-here": 2.5,
    "what-same": 1.5,
    "what-body": 0.5,
    "what-apart": -8.0,
    "travels-apart": -11.0,
    # Where they stand.
    "address-same": 4.0,
    "address-street": 2.0,
    "address-number-apart": -1.5,
    "address-vague": -0.5,
    "address-apart": -2.0,
    "distance-30": 1.0,
    "distance-100": 0.7,
    "distance-300": 0.0,
    "distance-1000": -1.0,
    "distance-3000": -2.0,
    "distance-far": -4.0,
    "distance-doubted": -0.5,
    "commune-same": 0.5,
    "postcode-same": 0.3,
    "commune-apart": -2.0,
    # By what they are reached and known.
    "phone-here": 4.0,
    "phone-same": 3.0,
    "phone-shared": 1.0,
    "phone-apart": -0.7,
    "email-same": 1.0,
    "siret-same": 5.0,
    "siret-seat": 2.5,
    "siret-shared": 1.0,
    "siret-apart": -1.5,
    "finess-same": 8.0,
    "finess-apart": -16.0,
    # A list that tells two cards apart means two places, unless nearly everything else is equal.
    "listed-twice": -4.0,
}
