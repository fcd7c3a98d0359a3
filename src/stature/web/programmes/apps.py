"""Programmes as a Django app."""

from stature.web.jobs.apps import AppWithSchedule


class ProgrammesConfig(AppWithSchedule):
    """Programmes, rounds, assessments and who answers them."""

    name = "stature.web.programmes"
    default = True
