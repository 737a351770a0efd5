from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "maillage.web.directory"
