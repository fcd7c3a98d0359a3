"""The app of the demo."""

from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Tells Django about this app."""

    name = "stature.web.demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let nobody sign in as a made-up person by other means than the bar."""
        import_module("stature.web.demo.signing_in")
