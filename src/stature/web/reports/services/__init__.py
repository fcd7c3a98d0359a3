"""Making reports, releasing them, and sharing one's own."""

from stature.web.reports.services.grouping import ask_for_group_reports, make_group_reports
from stature.web.reports.services.making import make_report
from stature.web.reports.services.releasing import (
    finish_if_done,
    make_reports,
    prepare_release,
    release_round,
)
from stature.web.reports.services.sharing import share_report, stop_sharing

__all__ = [
    "ask_for_group_reports",
    "finish_if_done",
    "make_group_reports",
    "make_report",
    "make_reports",
    "prepare_release",
    "release_round",
    "share_report",
    "stop_sharing",
]
