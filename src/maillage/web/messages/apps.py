from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "maillage.web.messages"
    label = "outbox"
