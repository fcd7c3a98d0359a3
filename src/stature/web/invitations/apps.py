"""Invitations as a Django app."""

from stature.web.jobs.apps import AppWithSchedule


class InvitationsConfig(AppWithSchedule):
    """Messages to people, and what became of them."""

    name = "stature.web.invitations"
    default = True
