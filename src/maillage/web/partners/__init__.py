"""Who consults from afar: practitioners by a link or an account, operators' software by keys and webhooks."""
