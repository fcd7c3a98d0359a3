"""Reading released feedback: the one way by which pages and reports come to a leader's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter

from stature.core.disclosure import PublishedComments
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.scoring.feedback import DisclosedFeedback
from stature.web.programmes.models import Assessment
from stature.web.reports.models import ReleasedFeedback
from stature.web.responses.selectors import published_feedback

AS_DOCUMENT: Final = TypeAdapter(DisclosedFeedback)
COMMENTS_AS_DOCUMENT: Final = TypeAdapter(tuple[PublishedComments, ...])


@dataclass(frozen=True, eq=False)
class FeedbackResult:
    """One leader's feedback as it was released, with the questionnaire that was asked."""

    version: int
    released_at: datetime
    instrument: FeedbackInstrument
    feedback: DisclosedFeedback
    comments: tuple[PublishedComments, ...]


def feedback_of(assessment: Assessment, version: int | None = None) -> FeedbackResult | None:
    """A released version of a leader's feedback, or the newest; None where there is none.

    Nothing is worked out here. Before a release there is nothing to see.
    """
    found = ReleasedFeedback.objects.filter(assessment=assessment)
    kept = (found if version is None else found.filter(version=version)).first()
    if kept is None:
        return None
    return FeedbackResult(
        version=kept.version,
        released_at=kept.released_at,
        instrument=published_feedback(kept.instrument_sha256),
        feedback=AS_DOCUMENT.validate_python(kept.result),
        comments=COMMENTS_AS_DOCUMENT.validate_python(kept.comments),
    )
