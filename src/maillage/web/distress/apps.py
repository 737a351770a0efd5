from django.apps import AppConfig


class DistressConfig(AppConfig):
    name = "maillage.web.distress"
