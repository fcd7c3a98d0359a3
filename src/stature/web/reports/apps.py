"""The app of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Tells Django about this app."""

    name = "stature.web.reports"
    default_auto_field = "django.db.models.BigAutoField"
