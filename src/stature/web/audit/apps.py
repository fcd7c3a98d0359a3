"""The audit log as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events that are written once and never changed."""

    name = "stature.web.audit"
    default_auto_field = "django.db.models.BigAutoField"
