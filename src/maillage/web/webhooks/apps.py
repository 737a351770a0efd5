from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "maillage.web.webhooks"
