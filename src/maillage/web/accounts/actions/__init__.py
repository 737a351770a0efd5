"""Writes about accounts: named actions, each one transaction, ``by`` the person who asks."""
