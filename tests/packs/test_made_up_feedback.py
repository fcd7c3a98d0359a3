"""The made-up leader: twelve raters in five groups, one of them too small, one answer late."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.disclosure import DisclosureRules
from stature.core.instrument.feedback import (
    FeedbackInstrument,
    RaterGroup,
    build_questionnaire,
    check_ratings,
)
from stature.core.reporting.feedback import FeedbackContext, compose_feedback_report
from stature.core.scoring.feedback import disclosed_feedback, rating_table
from stature.core.scoring.feedback.units import UnitKind
from stature.packs import find_framework_pack
from stature.packs.made_up_feedback import LEADER, made_up_feedback

PACK = find_framework_pack("customer-service-director")


@pytest.fixture(scope="module")
def questionnaire() -> FeedbackInstrument:
    return build_questionnaire(PACK.framework, PACK.feedback_texts).instrument


def test_twelve_raters_in_five_groups_one_too_small_one_late(
    questionnaire: FeedbackInstrument,
) -> None:
    made = made_up_feedback(questionnaire)
    everyone = (*made.ratings, *made.late)
    sizes = Counter(rating.group for rating in everyone if rating.group is not RaterGroup.SELF)
    assert (sum(sizes.values()), len(sizes), len(made.late)) == (12, 5, 1)
    protected = {group: n for group, n in sizes.items() if group is not RaterGroup.MANAGER}
    assert sum(n < DisclosureRules().per_group for n in protected.values()) == 1
    assert check_ratings(list(everyone), questionnaire).findings == ()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_late_answer_never_changes_a_competency_alone(seed: int) -> None:
    questionnaire = build_questionnaire(PACK.framework, PACK.feedback_texts).instrument
    made = made_up_feedback(questionnaire, seed=seed)
    first = rating_table(made.ratings, questionnaire)
    before, release = disclosed_feedback(first, LEADER)
    after, _ = disclosed_feedback(
        rating_table((*made.ratings, *made.late), questionnaire), LEADER, earlier=release
    )
    for old in (each for each in before.figures if each.kind is UnitKind.COMPETENCY):
        new = after.figure(old.code, old.group)
        assert new is not None
        if new.n == old.n:
            assert new.words == old.words
        else:
            assert new.n - old.n >= DisclosureRules().new_answers
    context = FeedbackContext(
        after, questionnaire, PACK.framework, PACK.feedback_report_texts, made.name
    )
    assert compose_feedback_report(context).sections[0].anchor == "glance"
