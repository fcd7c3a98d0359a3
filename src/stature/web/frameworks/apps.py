"""The app of frameworks."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Tells Django about this app."""

    name = "stature.web.frameworks"
