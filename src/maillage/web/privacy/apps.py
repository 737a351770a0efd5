from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "maillage.web.privacy"
    label = "privacy"
