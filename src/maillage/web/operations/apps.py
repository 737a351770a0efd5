from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "maillage.web.operations"
    label = "operations"
