"""Raw means of groups, all others' mean by rater or by group, and the error of each."""

from dataclasses import replace

import numpy as np
import pytest

from stature.core.errors import PsychometricsError
from stature.core.instrument.feedback import FeedbackInstrument, RaterGroup, Rating, check_ratings
from stature.core.instrument.feedback.ratings import RATER_GROUPS
from stature.core.scoring.feedback.raw import ALL_OTHERS, VIEWS, RawFeedback, View, score_feedback
from stature.core.scoring.feedback.spread import PLANNED, round_spread
from stature.core.scoring.feedback.table import RatingTable, rating_table
from stature.core.scoring.feedback.units import Unit, UnitKind
from tests.core.feedback_sample import round_of

G = RaterGroup
RATINGS = [("lea", G.SELF, 5), ("m", G.MANAGER, 2), ("p1", G.PEERS, 4), ("p2", G.PEERS, 4),
           ("p3", G.PEERS, 4), ("d1", G.DIRECT_REPORTS, 3)]  # fmt: skip


@pytest.fixture(scope="module")
def small(questionnaire: FeedbackInstrument) -> RatingTable:
    """One leader whose raters each give one answer all through."""
    ratings = [
        Rating(
            participant="lea",
            rater=rater,
            group=group,
            instrument=questionnaire.reference,
            frequency={item.code: points for item in questionnaire.items},
        )
        for rater, group, points in RATINGS
    ]
    return rating_table(check_ratings(ratings, questionnaire).accepted, questionnaire)


def unit(raw: RawFeedback, code: str) -> Unit:
    return next(each for each in raw.units if each.code == code)


def mean(raw: RawFeedback, view: View, code: str = "T1") -> float | None:
    return raw.figure("lea", view, unit(raw, code)).mean


@pytest.mark.parametrize("code", ["T1", "T1.1", "T", "threshold", "vision"])
def test_each_group_has_its_own_mean(small: RatingTable, code: str) -> None:
    raw = score_feedback(small)
    assert [mean(raw, view, code) for view in VIEWS[:4]] == pytest.approx([5, 2, 4, 3])


def test_group_without_raters_says_why_there_is_no_figure(small: RatingTable) -> None:
    raw = score_feedback(small)
    figure = raw.figure("lea", G.CUSTOMERS, unit(raw, "T1"))
    assert (figure.mean, figure.n, figure.why_none) == (None, 0, "nobody rated enough of it")


def test_all_others_leave_out_the_self_rating(small: RatingTable) -> None:
    raw = score_feedback(small)
    assert mean(raw, ALL_OTHERS) == pytest.approx((2 + 4 + 4 + 4 + 3) / 5)
    assert raw.others_weight == "by-rater"


def test_by_group_each_group_counts_the_same(small: RatingTable) -> None:
    raw = score_feedback(small, others_weight="by-group")
    assert mean(raw, ALL_OTHERS) == pytest.approx((2 + 4 + 3) / 3)
    assert raw.others_weight == "by-group"


def test_small_round_takes_the_planned_spread_and_says_so(small: RatingTable) -> None:
    raw, sd = score_feedback(small), small.instrument.scoring.planned_rater_sd
    figure = raw.figure("lea", G.PEERS, unit(raw, "T1"))
    assert figure.standard_error == pytest.approx(sd / np.sqrt(3))
    assert raw.spread.within_group[UnitKind.COMPETENCY].source == PLANNED


def test_error_of_all_others_by_group_adds_up_those_of_the_groups(small: RatingTable) -> None:
    raw = score_feedback(small, others_weight="by-group")
    errors = [raw.figure("lea", view, unit(raw, "T1")).standard_error
              for view in (G.MANAGER, G.PEERS, G.DIRECT_REPORTS)]  # fmt: skip
    expected = np.sqrt(sum(error**2 for error in errors if error)) / 3
    assert raw.figure("lea", ALL_OTHERS, unit(raw, "T1")).standard_error == pytest.approx(expected)


def test_error_of_self_falls_with_the_items_answered(small: RatingTable) -> None:
    raw, sd = score_feedback(small), small.instrument.scoring.planned_item_sd
    for code, items in (("T1.1", 1), ("T1", 3), ("T", 12)):
        figure = raw.figure("lea", G.SELF, unit(raw, code))
        assert figure.standard_error == pytest.approx(sd / np.sqrt(items))


def test_interval_stays_on_the_scale(small: RatingTable) -> None:
    raw = score_feedback(small)
    figure = raw.figure("lea", G.SELF, unit(raw, "T1"))
    assert figure.high == 5
    assert figure.low is not None
    assert figure.low < 5


def test_spread_of_a_round_is_that_of_its_raters(made_up_round: RatingTable) -> None:
    found = round_spread(made_up_round).within_leader[UnitKind.COMPETENCY]
    raw = score_feedback(made_up_round)
    squares, freedom = 0.0, 0
    for number in range(len(made_up_round.leaders)):
        rows = (made_up_round.leader_of == number) & ~made_up_round.is_self
        for place in range(16):
            answers = made_up_round.frequency[rows][:, 3 * place : 3 * place + 3]
            enough = answers[(~np.isnan(answers)).sum(axis=1) >= 2]
            scores = np.nanmean(enough, axis=1)
            squares += ((scores - scores.mean()) ** 2).sum()
            freedom += len(scores) - 1
    exact = np.sqrt(squares / freedom)
    assert exact <= found.sd < exact + 0.05
    assert found.freedom == freedom
    assert raw.spread.within_leader[UnitKind.COMPETENCY] == found


def test_interval_holds_the_true_mean_as_often_as_it_says(
    questionnaire: FeedbackInstrument,
) -> None:
    """Raters drawn from one population: 95% intervals hold its mean in about 95% of leaders."""
    rng = np.random.default_rng(3)
    table = round_of(questionnaire, 400, missing=0.0)
    scores = np.clip(np.rint(rng.normal(3, 0.6, (len(table.raters), 1))), 1, 5)
    table = replace(table, frequency=np.repeat(scores, 48, axis=1))
    raw = score_feedback(table)
    competency = unit(raw, "T1")
    figures = [raw.figure(leader, G.PEERS, competency) for leader in table.leaders]
    held = np.mean([f.low <= 3 <= f.high for f in figures if f.low and f.high])
    assert 0.92 <= held <= 0.99


def test_not_observed_and_left_out_count_as_missing(questionnaire: FeedbackInstrument) -> None:
    rating = Rating(
        participant="lea",
        rater="p1",
        group=G.PEERS,
        instrument=questionnaire.reference,
        frequency={"T1.1.1": 4, "T1.2.1": "not-observed"},
    )
    table = rating_table([rating], questionnaire)
    assert np.isnan(table.frequency).sum() == 47
    assert mean(score_feedback(table), G.PEERS) is None


def test_scores_of_a_leader_are_the_same_alone_and_in_a_round(made_up_round: RatingTable) -> None:
    together = score_feedback(made_up_round)
    for number in (0, 17):
        alone = score_feedback(made_up_round.kept(made_up_round.leader_of == number))
        np.testing.assert_allclose(alone.means[number], together.means[number])


def test_order_of_raters_changes_nothing(made_up_round: RatingTable) -> None:
    order = np.random.default_rng(2).permutation(len(made_up_round.raters))
    again = score_feedback(made_up_round.kept(order))  # type: ignore[arg-type]
    np.testing.assert_allclose(again.means, score_feedback(made_up_round).means)


def test_effectiveness_that_was_not_asked_has_no_figures(small: RatingTable) -> None:
    raw = score_feedback(small, scale="effectiveness")
    assert not raw.counts.any()


def test_answers_off_the_scale_are_refused(small: RatingTable) -> None:
    wrong = small.frequency.copy()
    wrong[1, 2] = 6
    with pytest.raises(PsychometricsError, match=r"frequency\[1, 2\]: expected 1 to 5, got 6"):
        replace(small, frequency=wrong)


def test_large_round_is_scored_as_a_whole(questionnaire: FeedbackInstrument) -> None:
    raw = score_feedback(round_of(questionnaire, 2000))
    assert raw.means.shape == (2000, len(VIEWS), 73)
    assert VIEWS[:-1] == RATER_GROUPS
