"""The app of frameworks."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Frameworks that come with Stature, and those that organisations bring."""

    name = "stature.web.frameworks"
    default_auto_field = "django.db.models.BigAutoField"
