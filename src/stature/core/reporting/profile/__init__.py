"""The personal report of a profile rated for oneself and for one's organisation."""

from stature.core.reporting.profile.compose import compose_profile_report

__all__ = ["compose_profile_report"]
