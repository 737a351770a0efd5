from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "maillage.web.api"
    label = "api"
