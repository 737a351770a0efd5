from django.apps import AppConfig


class WebConfig(AppConfig):
    """The frame that every module's pages share: base templates, number filters, style sheets."""

    name = "maillage.web"
    label = "web"
