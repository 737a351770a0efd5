from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "maillage.web.mediation"
