"""The next version of one leader's report, made and not yet kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stature.web.norms.selectors import norms_for
from stature.web.programmes.models import Assessment
from stature.web.reports.composing import Inputs, MadeReport
from stature.web.reports.feedback.composing import (
    MadePack,
    Shown,
    make_facilitator_pack,
    make_feedback_report,
)
from stature.web.reports.feedback.counted import adds_nothing, other_answers
from stature.web.reports.feedback.inputs import inputs_of_feedback, what_is_new
from stature.web.reports.feedback.scoring import ScoredFeedback
from stature.web.reports.models import ReleasedFeedback, ReleasedReport
from stature.web.reports.released import latest_report


@dataclass(frozen=True)
class Versions:
    """The newest versions that are kept of a leader's feedback, and of the report; 0 for none."""

    feedback: int
    report: int

    @classmethod
    def of(cls, last: ReleasedFeedback | None, report: ReleasedReport | None) -> Versions:
        """The versions of what was kept last."""
        return cls(last.version if last else 0, report.version if report else 0)


@dataclass(frozen=True)
class Draft:
    """A report that is made, with the versions that it follows.

    ``scored`` is None where the feedback is that of an earlier release, and is not kept again.
    """

    follows: Versions
    scored: ScoredFeedback | None
    inputs: Inputs
    changed: list[str]
    made: MadeReport
    pack: MadePack | None


def draft_of(
    assessment: Assessment, last: ReleasedFeedback | None, scored: ScoredFeedback
) -> Draft | None:
    """The next version of a report, or None when the last was made from the same.

    Where ``last`` counted every answer, the report shows it exactly as it was released. So answers
    that were withdrawn since then change nothing: what they are part of was given out.
    """
    kept = last if last and _adds_nothing(last, scored) else None
    report, norms = latest_report(assessment), norms_for(assessment.round)
    follows = Versions.of(last, report)
    inputs = inputs_of_feedback(assessment, follows.feedback + (kept is None), norms)
    changed = what_is_new(report.inputs, inputs, feedback_before=follows.feedback) if report else []
    changed = list(_with_causes(changed, last, scored))
    if report and not changed:
        return None
    shown = Shown(scored.feedback, scored.comments, norms)
    if kept:
        shown = Shown.of_kept(kept, norms)
    return Draft(
        follows=follows,
        scored=None if kept else scored,
        inputs=inputs,
        changed=changed,
        made=make_feedback_report(assessment, shown),
        pack=make_facilitator_pack(assessment, shown),
    )


def _adds_nothing(last: ReleasedFeedback, scored: ScoredFeedback) -> bool:
    """Whether nothing came since the last release. Earlier versions of Stature kept one hash."""
    if last.counted:
        return adds_nothing(last.counted, scored.counted)
    return last.inputs_sha256 == scored.inputs_sha256


def _with_causes(
    changed: list[str], last: ReleasedFeedback | None, scored: ScoredFeedback
) -> Iterator[str]:
    """What is new, with the causes in the place of "feedback" where they are known."""
    for part in changed:
        if part == "feedback" and last and last.counted:
            yield from other_answers(last.counted, scored.counted, scored.feedback.leader)
        else:
            yield part
