"""What a list shows of an address: enough to recognise it if one knows it, too little to use it."""

from __future__ import annotations


def masked_email(email: str) -> str:
    """
    >>> masked_email("marie.dupont@exemple.fr")
    'm…@exemple.fr'
    """
    local, at, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}" if at else "…"


def masked_phone(phone: str) -> str:
    """
    >>> masked_phone("+33612345678")
    '… 78'
    """
    return f"… {phone[-2:]}" if len(phone) > 4 else "…"


def masked_name(name: str) -> str:
    """
    >>> masked_name("Marie Dupont-Martin")
    'M. D.'
    """
    return " ".join(f"{word[0]}." for word in name.split())
