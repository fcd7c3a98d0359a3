"""The application of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Organisations' own data, for their own programs."""

    name = "stature.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
