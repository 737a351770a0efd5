"""Writes about scenarios: named actions, each one transaction, ``by`` the person who asks."""
