from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "maillage.web.scenarios"
    label = "scenarios"
