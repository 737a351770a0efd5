from django.apps import AppConfig


class IsochronesConfig(AppConfig):
    name = "maillage.web.isochrones"
    label = "isochrones"
