"""Reading released feedback: the one way by which pages and reports come to a leader's figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import OuterRef, QuerySet, Subquery
from pydantic import TypeAdapter

from stature.core.disclosure import PublishedComments
from stature.core.errors import StatureError
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.scoring.feedback import DisclosedFeedback
from stature.web.programmes.models import Assessment, Round
from stature.web.reports.models import ReleasedFeedback
from stature.web.responses.selectors import published_feedback

RESULT_VERSION: Final = 1
"""The form in which results are kept today. Raise it with every change of ``DisclosedFeedback``
that earlier ones do not fit, and give the earlier form a reader of its own.
"""
AS_DOCUMENT: Final = TypeAdapter(DisclosedFeedback)
READERS: Final[Mapping[int, Callable[[Any], DisclosedFeedback]]] = {1: AS_DOCUMENT.validate_python}
Kept = TypeVar("Kept")
COMMENTS_AS_DOCUMENT: Final = TypeAdapter(tuple[PublishedComments, ...])


class UnknownResultError(StatureError):
    """A result was kept in a form that this version of Stature does not know."""


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
        feedback=disclosed_feedback_of(kept),
        comments=COMMENTS_AS_DOCUMENT.validate_python(kept.comments),
    )


def disclosed_feedback_of(kept: ReleasedFeedback) -> DisclosedFeedback:
    """The figures that were kept. Raises UnknownResultError for a form that is not known."""
    if kept.result_version not in READERS:
        raise UnknownResultError(
            f"this result has form {kept.result_version}, which is not known",
            where=str(kept),
            remedy="Use the version of Stature that released it, or a later one.",
        )
    found = READERS[kept.result_version](kept.result)
    return _in_order(found, published_feedback(kept.instrument_sha256))


def _in_order(found: DisclosedFeedback, instrument: FeedbackInstrument) -> DisclosedFeedback:
    """The same figures in the questionnaire's order, in which equal ones are named.

    PostgreSQL keeps the entries of a document in an order of its own.
    """
    codes = [section.code for section in instrument.sections]
    places = {code: n for n, code in enumerate([*codes, *instrument.place_of_item])}

    def ordered(figures: Mapping[str, Kept]) -> dict[str, Kept]:
        in_order = sorted(figures, key=lambda code: places.get(code, len(places)))
        return {code: figures[code] for code in in_order}

    return replace(
        found,
        own_items=ordered(found.own_items),
        gaps=ordered(found.gaps),
        agreement=ordered(found.agreement),
        reliability=ordered(found.reliability),
        own=ordered(found.own),
        all_others=ordered(found.all_others),
    )


def newest_feedback(round: Round) -> QuerySet[ReleasedFeedback]:
    """The newest released feedback of each leader who is still in a round, in no order."""
    last = ReleasedFeedback.objects.filter(assessment=OuterRef("assessment")).order_by("-version")
    return ReleasedFeedback.objects.filter(
        assessment__round=round,
        assessment__withdrawn_at=None,
        assessment__participant__removed_at=None,
        pk=Subquery(last.values("pk")[:1]),
    ).order_by()
