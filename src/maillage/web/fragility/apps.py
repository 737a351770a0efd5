from django.apps import AppConfig


class FragilityConfig(AppConfig):
    name = "maillage.web.fragility"
