"""Software of partners is told what happens, and tells it: signed, retried, once (Standard Webhooks)."""
