"""What may go wrong between here and a provider."""

from __future__ import annotations


class ProviderError(Exception):
    """Nobody can come in this way now. ``about`` is for the log of the server: what, never who."""

    def __init__(self, about: str) -> None:
        self.about = about
        super().__init__(about)


class UnreachableError(ProviderError):
    """No answer, or none in time."""


class UntrustedError(ProviderError):
    """An answer that is nonsense, or that somebody else may have written."""


class RefusedError(ProviderError):
    """The provider, or the person there, said no."""


class DeclarationError(Exception):
    """The file of providers is not right; the message says where, and what to write instead."""
