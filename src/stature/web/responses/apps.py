"""The app of responses."""

from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    """Tells Django about this app."""

    name = "stature.web.responses"
    default_auto_field = "django.db.models.BigAutoField"
