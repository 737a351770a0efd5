from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "maillage.web.jobs"
    label = "jobs"
