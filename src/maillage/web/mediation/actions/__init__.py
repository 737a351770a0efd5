"""Writes of this module: named actions, keyword-only, each one transaction, ``by`` the person who asks."""
