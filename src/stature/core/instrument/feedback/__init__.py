"""The questionnaire on what a leader is seen to do, built from a framework, and its ratings."""

from stature.core.instrument.feedback.build_findings import BuildFinding
from stature.core.instrument.feedback.building import BuiltQuestionnaire, build_questionnaire
from stature.core.instrument.feedback.comparison import ItemFate, compare_questionnaires
from stature.core.instrument.feedback.model import (
    COMMENT_PROMPTS,
    AnsweredBy,
    DocumentReference,
    FeedbackInstrument,
    FeedbackItem,
    FeedbackRules,
    FeedbackSection,
    RatingScale,
)
from stature.core.instrument.feedback.ratings import NOT_OBSERVED, RaterGroup, Rating
from stature.core.instrument.feedback.selection import SelectionRule
from stature.core.instrument.feedback.stems import BuildError
from stature.core.instrument.feedback.texts import FeedbackTexts
from stature.core.instrument.feedback.validation import (
    CheckedRatings,
    Outcome,
    RatingFinding,
    check_ratings,
)

__all__ = [
    "COMMENT_PROMPTS",
    "NOT_OBSERVED",
    "AnsweredBy",
    "BuildError",
    "BuildFinding",
    "BuiltQuestionnaire",
    "CheckedRatings",
    "DocumentReference",
    "FeedbackInstrument",
    "FeedbackItem",
    "FeedbackRules",
    "FeedbackSection",
    "FeedbackTexts",
    "ItemFate",
    "Outcome",
    "RaterGroup",
    "Rating",
    "RatingFinding",
    "RatingScale",
    "SelectionRule",
    "build_questionnaire",
    "check_ratings",
    "compare_questionnaires",
]
