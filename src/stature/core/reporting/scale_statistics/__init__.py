"""The statistics of scales as a report: for the person who has to judge a questionnaire."""

from stature.core.reporting.scale_statistics.compose import compose_scale_statistics

__all__ = ["compose_scale_statistics"]
