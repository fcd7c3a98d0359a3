"""The words of a feedback questionnaire that no framework brings along."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stature.core.document import Document, Part, ShortText, Text
from stature.core.instrument.feedback.model import CommentPrompt, FeedbackRules, RatingScale


class ReviewedStem(Part):
    """How a behaviour is worded for oneself where the rule cannot know it.

    It holds for exactly this wording of the behaviour, so that a reworded one never keeps it.
    """

    behaviour: ShortText
    stem: ShortText


class FeedbackTexts(Document):
    """Purpose, instructions, scales and comment prompts, for a questionnaire of any framework.

    ``questionnaire_title`` and ``purpose`` hold the slot {framework}.
    """

    kind: Literal["feedback-texts"]
    questionnaire_title: ShortText
    purpose: Text
    instructions: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    seconds_per_rating: Annotated[int, Field(ge=1, le=120)]
    minutes_for_comments: Annotated[int, Field(ge=0, le=60)]
    frequency: RatingScale
    effectiveness: RatingScale
    comments: Annotated[tuple[CommentPrompt, ...], Field(strict=False, max_length=2)]
    comment_warning: Text
    scoring: FeedbackRules
    stems_for_oneself: Annotated[tuple[ReviewedStem, ...], Field(strict=False)] = ()

    @property
    def reviewed_stems(self) -> dict[str, str]:
        """The stem for oneself by the behaviour's exact words."""
        return {entry.behaviour: entry.stem for entry in self.stems_for_oneself}
