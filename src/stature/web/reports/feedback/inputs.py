"""What a report on feedback is made from, and what of it is other than in the version before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stature.core.scoring.feedback import FeedbackNorms
from stature.web.programmes.models import Assessment
from stature.web.reports.composing import Inputs, round_rules


def inputs_of_feedback(
    assessment: Assessment, feedback_version: int, norms: FeedbackNorms | None
) -> Inputs:
    """Everything that a report is made from, and no rater. Feedback stands here as its version."""
    round_ = assessment.round
    return {
        "name": str(assessment.participant),
        "feedback": feedback_version,
        "norms": norms.sha256 if norms else "",
        "instrument": round_.instrument_sha256,
        "texts": round_.texts_sha256,
        "round": round_rules(round_),
    }


def what_is_new(before: Mapping[str, Any], after: Inputs, *, feedback_before: int) -> list[str]:
    """The parts that are other than before.

    Reports of earlier versions of Stature tell neither their feedback nor their norms.
    """
    known = {"feedback": feedback_before, "norms": "", **before}
    return [part for part in after if part in known and known[part] != after[part]]
