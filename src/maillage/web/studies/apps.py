from django.apps import AppConfig


class StudiesConfig(AppConfig):
    name = "maillage.web.studies"
    label = "studies"
