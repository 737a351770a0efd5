"""Providers of identity, by OpenID Connect: the one part of the platform's modules that asks other machines."""
