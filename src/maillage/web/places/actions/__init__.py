"""Writes about places and who is there: named actions, each one transaction, ``by`` the person who asks."""
