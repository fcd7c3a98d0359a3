"""The leadership competency report of feedback from several sides, and what goes with it."""

from stature.core.reporting.feedback.compose import (
    compose_facilitator_pack,
    compose_feedback_report,
)
from stature.core.reporting.feedback.context import FeedbackContext
from stature.core.reporting.feedback.leaders import compose_leaders_report

__all__ = [
    "FeedbackContext",
    "compose_facilitator_pack",
    "compose_feedback_report",
    "compose_leaders_report",
]
