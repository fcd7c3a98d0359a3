"""People as a Django app."""

from typing import Any

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, and the imports that brought them."""

    name = "stature.web.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join people to an account when it signs in, and when it has verified an address."""
        from allauth.account.signals import email_confirmed
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_signed_in, dispatch_uid="people.signed-in")
        email_confirmed.connect(_confirmed, dispatch_uid="people.confirmed")


def _signed_in(sender: Any, user: Any, **_others: Any) -> None:  # noqa: ARG001
    from stature.web.people.services import link_people_to_user

    link_people_to_user(user)


def _confirmed(sender: Any, email_address: Any, **_others: Any) -> None:  # noqa: ARG001
    from stature.web.people.services import link_people_to_user

    link_people_to_user(email_address.user)
