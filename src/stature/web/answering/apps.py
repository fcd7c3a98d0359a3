"""Answering as a Django app."""

from django.apps import AppConfig


class AnsweringConfig(AppConfig):
    """The way from a personal link or from one's own list to the questions."""

    name = "stature.web.answering"
    default_auto_field = "django.db.models.BigAutoField"
