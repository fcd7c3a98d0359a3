"""Whether answers fit what was asked, for each kind of questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stature.core.errors import StatureError
from stature.core.instrument.feedback import NOT_OBSERVED, FeedbackInstrument
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import CANT_SAY
from stature.web.responses.asked import Asked

Answers = Mapping[str, Mapping[str, int | str]]
COMMENT: Final = "comment"
"""The place of a comment beside the scales: ``answers["keep"]["comment"]``."""
LONGEST_COMMENT: Final = 4000


class AnswerRefusedError(StatureError):
    """An answer does not fit the instrument, or the areas that were asked."""


def check_answers(asked: Asked, answers: Answers) -> None:
    """Raise AnswerRefusedError unless each answer is one that the response asks for."""
    questionnaire = asked.questionnaire
    for item, given in answers.items():
        for side, answer in given.items():
            if isinstance(questionnaire, Instrument):
                _check_rating(asked, questionnaire, item, side, answer)
            elif side == COMMENT:
                _check_comment(questionnaire, item, answer)
            else:
                _check_behaviour(asked, questionnaire, item, side, answer)


def scales_of(instrument: FeedbackInstrument) -> tuple[str, ...]:
    """The scales on which each behaviour is rated, by the names that answers are kept under."""
    return ("frequency",) if instrument.effectiveness is None else ("frequency", "effectiveness")


def _check_rating(
    asked: Asked, instrument: Instrument, item: str, perspective: str, answer: int | str
) -> None:
    place = f"{item}, {perspective}"
    if not asked.has_item(item):
        raise AnswerRefusedError("this item was not asked.", where=place)
    if perspective not in asked.perspectives:
        raise AnswerRefusedError("there is no such perspective.", where=place)
    if answer not in [*(option.value for option in instrument.response_scale.options), CANT_SAY]:
        highest = instrument.response_scale.maximum
        raise _off_scale(place, answer, f"It runs from 0 to {highest}, or '{CANT_SAY}'.")


def _check_behaviour(
    asked: Asked, instrument: FeedbackInstrument, item: str, scale: str, answer: int | str
) -> None:
    place = f"{item}, {scale}"
    if not asked.has_item(item):
        raise AnswerRefusedError("this item was not asked.", where=place)
    if scale not in scales_of(instrument):
        raise AnswerRefusedError("there is no such scale.", where=place)
    if answer not in [*range(LOWEST, HIGHEST + 1), NOT_OBSERVED]:
        raise _off_scale(place, answer, f"It runs from {LOWEST} to {HIGHEST}, or '{NOT_OBSERVED}'.")


def _check_comment(instrument: FeedbackInstrument, code: str, answer: int | str) -> None:
    if code not in [prompt.code for prompt in instrument.comments]:
        raise AnswerRefusedError("there is no such question.", where=code)
    if len(str(answer)) > LONGEST_COMMENT:
        raise AnswerRefusedError(
            "the comment is too long.",
            where=code,
            remedy=f"Use at most {LONGEST_COMMENT} letters.",
        )


def _off_scale(place: str, answer: int | str, remedy: str) -> AnswerRefusedError:
    words = f"{answer!r} is not an answer on this scale."
    return AnswerRefusedError(words, where=place, remedy=remedy)
