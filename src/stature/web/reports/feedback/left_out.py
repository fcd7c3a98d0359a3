"""Ratings and answers that could not stand: counted by reason, and told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stature.core.instrument.feedback import Outcome, RatingFinding
from stature.core.instrument.feedback.validation import (
    EMPTY,
    NOT_SELF,
    OTHER_VERSION,
    OWN_MANAGER,
    SELF_AS_OTHER,
    TWICE,
)
from stature.web.programmes.models import Round
from stature.web.reports.feedback.results import newest_feedback

CODES: Final = {
    SELF_AS_OTHER.problem: "self-as-other",
    OWN_MANAGER.problem: "own-manager",
    NOT_SELF.problem: "not-self",
    OTHER_VERSION.problem: "other-version",
    TWICE.problem: "twice",
    EMPTY.problem: "empty",
}
ANSWER: Final = "answer"
"""The code of single answers that could not stand, while the rest of the rating counts."""
WORDS: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "self-as-other": (
        _("A leader rated as one of the others"),
        _("It does not count. Their own answers count as self-rating only."),
    ),
    "own-manager": (
        _("A leader is named as their own line manager"),
        _("It does not count. Name the line manager, or ask none."),
    ),
    "not-self": (
        _("Somebody else answered in the leader’s own place"),
        _("It does not count. Ask this person in a group of their own."),
    ),
    "other-version": (
        _("The answers were given to another version of the questionnaire"),
        _("They do not count. Use the new version from the next round on."),
    ),
    "twice": (
        _("One person rated the same leader twice"),
        _("What was sent first counts."),
    ),
    "empty": (
        _("Nothing was rated"),
        _("There is nothing to do. The person may not know the leader well."),
    ),
    ANSWER: (
        _("Answers to questions that this questionnaire does not have"),
        _("They are kept and do not count. All other answers count."),
    ),
}


@dataclass(frozen=True)
class LeftOut:
    """One reason for leaving something out, how often it came, and what to do about it."""

    reason: str | Promise
    remedy: str | Promise
    n: int


def counted_findings(findings: Iterable[RatingFinding]) -> dict[str, int]:
    """How often each reason came, by its code. Nothing else of a finding is kept."""
    return dict(Counter(_code(finding) for finding in findings))


def left_out_of(round: Round) -> list[LeftOut]:
    """What the newest releases of a round left out, over all its leaders together."""
    counts: Counter[str] = Counter()
    for each in newest_feedback(round).values_list("left_out", flat=True):
        counts.update(each)
    return list(_in_words(counts))


def _in_words(counts: Mapping[str, int]) -> Iterable[LeftOut]:
    return (
        LeftOut(reason, remedy, counts[code])
        for code, (reason, remedy) in WORDS.items()
        if counts.get(code)
    )


def _code(finding: RatingFinding) -> str:
    return ANSWER if finding.outcome is Outcome.ANSWER_LEFT_OUT else CODES[finding.problem]
