"""What is done with ratings that cannot stand as they are: for each case one stated outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.ratings import RaterGroup, Rating, RatingAnswer


class Outcome(StrEnum):
    """What was done about a finding."""

    RATING_LEFT_OUT = "the rating is left out"
    ANSWER_LEFT_OUT = "the answer is left out"


@dataclass(frozen=True)
class RatingFinding:
    """One rating or answer that cannot count, why, what was done, and what to do about it."""

    participant: str
    rater: str
    problem: str
    outcome: Outcome
    remedy: str

    def __str__(self) -> str:
        place = f"participant {self.participant}, rater {self.rater}"
        return f"{place}: {self.problem}; {self.outcome}. {self.remedy}"


@dataclass(frozen=True)
class CheckedRatings:
    """The ratings that count, in the order in which they came, and a finding for all else."""

    accepted: tuple[Rating, ...]
    findings: tuple[RatingFinding, ...]


@dataclass(frozen=True)
class _Fault:
    problem: str
    remedy: str


SELF_AS_OTHER = _Fault(
    "the participant rates as one of the others",
    "A participant's own answers count as self-rating only. Ask for them again in that place.",
)
OWN_MANAGER = _Fault(
    "the participant is named as their own manager",
    "Name the manager, or run the round without one.",
)
NOT_SELF = _Fault(
    "somebody else rates in the place of the self-rating",
    "Give the rater a group of their own.",
)
TWICE = _Fault(
    "this person has rated this participant already",
    "The first rating that was sent counts. Withdraw that one first if another is to count.",
)
OTHER_VERSION = _Fault(
    "the answers were given to another version of the questionnaire",
    "A round keeps the version with which it began. Use the new one from the next round on.",
)
EMPTY = _Fault("nothing was rated", "There is nothing to do; the person may not know the leader.")
RETIRED = "item {} is not in this version of the questionnaire"
RETIRED_REMEDY = "Answers to retired items are kept with the rating and never scored."
NO_SECOND_SCALE = "effectiveness was not asked"
NO_SECOND_SCALE_REMEDY = "Build the questionnaire with effectiveness to score it."


def check_ratings(ratings: Iterable[Rating], instrument: FeedbackInstrument) -> CheckedRatings:
    """Ratings that count, in their order (the order of sending), and what became of the others.

    A rating is left out when the participant is among the others' raters or is their own manager,
    when somebody else stands in the place of self, when the same person rated before in whatever
    group, when it belongs to another version of the questionnaire, and when it rates nothing. An
    answer is left out when its item is not in the questionnaire.
    """
    accepted: list[Rating] = []
    findings: list[RatingFinding] = []
    sent: set[tuple[str, str]] = set()
    for rating in ratings:
        fault = _fault(rating, instrument, sent)
        if fault is not None:
            findings.append(_left_out(rating, fault))
            continue
        findings += _lost_answers(rating, instrument)
        known = _of_known_items(rating, instrument)
        if not _rates_anything(known):
            findings.append(_left_out(rating, EMPTY))
            continue
        sent.add((rating.participant, rating.rater))
        accepted.append(known)
    return CheckedRatings(tuple(accepted), tuple(findings))


def _fault(
    rating: Rating, instrument: FeedbackInstrument, sent: set[tuple[str, str]]
) -> _Fault | None:
    is_self = rating.rater == rating.participant
    if is_self and rating.group is RaterGroup.MANAGER:
        return OWN_MANAGER
    if is_self and rating.group is not RaterGroup.SELF:
        return SELF_AS_OTHER
    if not is_self and rating.group is RaterGroup.SELF:
        return NOT_SELF
    if rating.instrument.sha256 != instrument.sha256:
        return OTHER_VERSION
    return TWICE if (rating.participant, rating.rater) in sent else None


def _left_out(rating: Rating, fault: _Fault) -> RatingFinding:
    return RatingFinding(
        rating.participant, rating.rater, fault.problem, Outcome.RATING_LEFT_OUT, fault.remedy
    )


def _lost_answers(rating: Rating, instrument: FeedbackInstrument) -> Iterator[RatingFinding]:
    def finding(problem: str, remedy: str) -> RatingFinding:
        return RatingFinding(
            rating.participant, rating.rater, problem, Outcome.ANSWER_LEFT_OUT, remedy
        )

    retired = _unknown(instrument, [*rating.frequency, *rating.effectiveness])
    for code in retired:
        yield finding(RETIRED.format(code), RETIRED_REMEDY)
    if rating.effectiveness and instrument.effectiveness is None:
        yield finding(NO_SECOND_SCALE, NO_SECOND_SCALE_REMEDY)


def _unknown(instrument: FeedbackInstrument, codes: Sequence[str]) -> list[str]:
    return [code for code in dict.fromkeys(codes) if code not in instrument.place_of_item]


def _of_known_items(rating: Rating, instrument: FeedbackInstrument) -> Rating:
    def kept(answers: dict[str, RatingAnswer]) -> dict[str, RatingAnswer]:
        known = instrument.place_of_item
        return {code: answer for code, answer in answers.items() if code in known}

    second = {} if instrument.effectiveness is None else kept(rating.effectiveness)
    frequency = kept(rating.frequency)
    if len(frequency) == len(rating.frequency) and len(second) == len(rating.effectiveness):
        return rating
    return rating.model_copy(update={"frequency": frequency, "effectiveness": second})


def _rates_anything(rating: Rating) -> bool:
    answers = (*rating.frequency.values(), *rating.effectiveness.values())
    return any(isinstance(answer, int) for answer in answers)
