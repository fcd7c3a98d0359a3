"""Everything that may be known of a leader's feedback comes out of one function."""

import ast
import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stature.core.reporting as reporting
import stature.core.scoring.feedback.disclosed as disclosed_module
from stature.core.instrument.feedback import FeedbackInstrument, RaterGroup, build_questionnaire
from stature.core.instrument.feedback.ratings import RATER_GROUPS
from stature.core.scoring.feedback.agreement import Agreement
from stature.core.scoring.feedback.disclosed import DisclosedFeedback, disclosed_feedback
from stature.core.scoring.feedback.raw import score_feedback
from stature.core.scoring.feedback.reliability import round_reliability
from stature.core.scoring.feedback.spread import PLANNED, round_spread
from stature.core.scoring.feedback.table import RatingTable
from stature.packs import find_framework_pack
from tests.core.feedback_sample import round_of

LEADER = "leader 0"
ALL = "all raters"
G = RaterGroup


def groups_of(*sizes: int) -> np.ndarray:
    """Group numbers of raters: so many self, manager, peers, direct reports, customers, others."""
    return np.repeat(np.arange(6), [*sizes, *[0] * (6 - len(sizes))])


def one_leader(
    instrument: FeedbackInstrument, groups: np.ndarray, answers: np.ndarray
) -> RatingTable:
    """One leader whose raters give one answer each, to every item."""
    return RatingTable(
        instrument=instrument,
        leaders=(LEADER,),
        raters=np.array([f"r{number}" for number in range(len(groups))], dtype=object),
        leader_of=np.zeros(len(groups), dtype=np.intp),
        group_of=groups,
        frequency=np.broadcast_to(answers[:, None], (len(groups), len(instrument.items))).astype(
            float
        ),
    )


def told(table: RatingTable, **choices: object) -> DisclosedFeedback:
    return disclosed_feedback(table, LEADER, **choices)[0]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small_group(questionnaire: FeedbackInstrument) -> RatingTable:
    """Self 5, manager 2, four peers 3 or 4, three direct reports 4, and two customers 1."""
    answers = np.array([5, 2, 3, 4, 3, 4, 4, 4, 4, 1, 1])
    return one_leader(questionnaire, groups_of(1, 1, 4, 3, 2), answers)


def test_group_below_the_minimum_is_in_no_figure(small_group: RatingTable) -> None:
    feedback = told(small_group)
    assert {each.name: each.status for each in feedback.groups}["customers"] == "hidden"
    assert not [each for each in feedback.figures if each.group == "customers"]
    without = small_group.kept(small_group.group_of != RATER_GROUPS.index(G.CUSTOMERS))
    assert told(without).figures == feedback.figures


def test_self_and_manager_are_shown_singly(small_group: RatingTable) -> None:
    feedback = told(small_group)
    own, manager = feedback.figure("T1", "self"), feedback.figure("T1", "manager")
    assert own is not None
    assert manager is not None
    assert (own.value, own.n, manager.value) == (5.0, 1, 2.0)
    planned = small_group.instrument.scoring.planned_item_sd
    assert own.standard_error == pytest.approx(planned / np.sqrt(3))


def test_shown_means_are_those_of_the_raw_scores(small_group: RatingTable) -> None:
    raw, feedback = score_feedback(small_group), told(small_group)
    for unit in raw.units:
        figure = feedback.figure(unit.code, "peers")
        if figure is not None and figure.status == "shown":
            mean = raw.figure(LEADER, G.PEERS, unit).mean
            assert mean is not None
            assert figure.value == pytest.approx(mean, abs=0.05 + 1e-9)


def test_every_figure_has_its_error_or_says_why_not(made_up_round: RatingTable) -> None:
    spread = round_spread(made_up_round)
    feedback = told(made_up_round, spread=spread)
    assert feedback.figures
    for figure in feedback.figures:
        has_error = figure.standard_error is not None
        assert has_error is not bool(figure.why_no_error)
        assert has_error is (figure.status == "shown")


def test_band_has_no_interval_that_would_tell_the_mean(questionnaire: FeedbackInstrument) -> None:
    table = one_leader(questionnaire, groups_of(1, 1, 4), np.array([3, 4, 5, 5, 5, 5]))
    figure = told(table).figure("T1", "peers")
    assert figure is not None
    assert figure.words == "4.5 or more"
    assert (figure.standard_error, figure.low, figure.high) == (None, None, None)
    assert "band" in figure.why_no_error


def test_errors_do_not_rest_on_the_leaders_own_raters(questionnaire: FeedbackInstrument) -> None:
    """Peers who agree and peers who differ have the same error: it is that of the round."""
    groups = groups_of(1, 1, 4)
    alike = told(one_leader(questionnaire, groups, np.array([3, 3, 3, 3, 3, 3])))
    apart = told(one_leader(questionnaire, groups, np.array([3, 3, 2, 4, 2, 4])))
    errors = [[figure.standard_error for figure in each.figures] for each in (alike, apart)]
    assert errors[0] == errors[1]
    assert alike.spread.items.source == PLANNED


def test_gap_counts_only_beyond_its_size_and_its_error(questionnaire: FeedbackInstrument) -> None:
    def agreement(own: int, others: list[int]) -> Agreement:
        answers = np.array([own, *others])
        return (
            told(one_leader(questionnaire, groups_of(1, 0, len(others)), answers))
            .gaps["T1"]
            .agreement
        )

    assert agreement(5, [2, 3] * 5) is Agreement.POSSIBLE_BLIND_SPOT
    assert agreement(2, [4, 4, 4, 3] * 3) is Agreement.HIDDEN_STRENGTH
    assert agreement(4, [4, 4, 4, 3] * 3) is Agreement.SHARED_STRENGTH
    assert agreement(3, [3, 3, 3, 2]) is Agreement.SHARED_PRIORITY
    assert agreement(4, [3, 3, 4, 4]) is Agreement.WITHIN_ERROR
    assert agreement(5, [4, 4, 3, 4] * 4) is Agreement.SELF_HIGHER_RATED_WELL
    assert agreement(1, [3, 3, 2] * 4) is Agreement.SELF_LOWER_RATED_LOW
    assert agreement(5, [2, 2, 3]) is Agreement.NOT_TOLD


def test_without_a_self_rating_no_gap_is_told(questionnaire: FeedbackInstrument) -> None:
    table = one_leader(questionnaire, groups_of(0, 1, 4), np.array([3, 4, 3, 3, 4]))
    gap = told(table).gaps["T1"]
    assert (gap.difference, gap.agreement) == (None, Agreement.NOT_TOLD)
    assert set(told(table).own_items.values()) == {None}


def test_six_agreement_groups_are_named(questionnaire: FeedbackInstrument) -> None:
    answers = np.array([5, *[2, 3] * 5])
    gap = told(one_leader(questionnaire, groups_of(1, 0, 10), answers)).gaps["T1"]
    assert str(gap.group) == "self higher, rated low"
    assert gap.exceeds_error


def test_item_gaps_come_from_published_counts(questionnaire: FeedbackInstrument) -> None:
    rng = np.random.default_rng(4)
    table = one_leader(questionnaire, groups_of(1, 0, 6, 6), np.full(13, 5))
    answers = rng.integers(2, 5, (13, 48)).astype(float)
    answers[0] = 5
    feedback = told(replace(table, frequency=answers))
    shown = {each.item: each.mean for each in feedback.items if each.mean is not None}
    assert shown
    assert feedback.item_gaps
    for gap in feedback.item_gaps:
        assert gap.difference == pytest.approx(5 - shown[gap.item])
        assert abs(gap.difference) >= 1
        assert gap.standard_error > 0
    sizes = [abs(gap.difference) for gap in feedback.item_gaps]
    assert sizes == sorted(sizes, reverse=True)


def test_agreement_of_raters_is_told_where_counts_are_shown(made_up_round: RatingTable) -> None:
    feedback = told(made_up_round)
    for code, agreement in feedback.agreement.items():
        counts = [each.counts for each in feedback.items if each.item.startswith(f"{code}.")]
        assert (agreement.uniform is None) is any(each is None for each in counts)
        assert (agreement.uniform is None) is bool(agreement.why_none)


def test_reliability_is_that_of_the_raters_at_hand(made_up_round: RatingTable) -> None:
    of_round = round_reliability(made_up_round)
    feedback = told(made_up_round, reliability=of_round)
    for code, statistic in feedback.reliability.items():
        expected = of_round[code].of_mean(feedback.all_others[code].n)
        assert expected is not None
        assert 0 <= expected.estimate - statistic.estimate < 0.05
        assert round(statistic.estimate * 20, 6).is_integer()
    assert len(feedback.reliability) == 16


def test_weight_of_others_is_stated_and_used(small_group: RatingTable) -> None:
    by_rater, by_group = told(small_group), told(small_group, others_weight="by-group")
    assert (by_rater.others_weight, by_group.others_weight) == ("by-rater", "by-group")
    values = [each.figure("T1", ALL) for each in (by_rater, by_group)]
    assert [figure.value for figure in values if figure] == [
        pytest.approx(3.5, abs=0.051),  # (2 + 14 + 12) / 8
        pytest.approx((2 + 3.5 + 4) / 3, abs=0.051),
    ]
    assert values[0] is not None
    assert values[1] is not None
    assert values[0].standard_error != values[1].standard_error


def test_effectiveness_has_figures_of_its_own(questionnaire: FeedbackInstrument) -> None:
    pack = find_framework_pack("customer-service-director")
    two = build_questionnaire(pack.framework, pack.feedback_texts, with_effectiveness=True)
    table = one_leader(two.instrument, groups_of(1, 1, 4), np.array([3, 4, 3, 4, 3, 4]))
    second = np.broadcast_to(np.array([2, 2, 2, 3, 2, 3])[:, None], (6, 48)).astype(float)
    feedback = told(replace(table, effectiveness=second))
    of_peers = {each.code: each.value for each in feedback.effectiveness if each.group == "peers"}
    assert of_peers == dict.fromkeys(of_peers, 2.5)
    assert len(of_peers) == 16
    without = told(table)
    assert without.figure("T1", "peers") is not None
    assert {each.words for each in without.effectiveness} == {"not shown"}


def test_result_names_no_rater(made_up_round: RatingTable) -> None:
    table = replace(
        made_up_round,
        raters=np.array([f"rater-{number}-id" for number in made_up_round.raters], dtype=object),
    )
    feedback, release = disclosed_feedback(table, LEADER)
    plain = {each.name: getattr(feedback, each.name) for each in fields(feedback)}
    assert "rater-" not in repr(plain)
    assert "rater-3-id" in repr(release)


def test_late_answer_changes_no_released_figure(questionnaire: FeedbackInstrument) -> None:
    table = one_leader(questionnaire, groups_of(1, 1, 4), np.array([3, 4, 3, 4, 3, 4]))
    first, release = disclosed_feedback(table, LEADER)
    late = one_leader(questionnaire, groups_of(1, 1, 5), np.array([3, 4, 3, 4, 3, 4, 1]))
    again, _ = disclosed_feedback(late, LEADER, earlier=release)
    assert [each.words for each in again.figures] == [each.words for each in first.figures]


def test_the_same_ratings_in_another_order_tell_the_same(made_up_round: RatingTable) -> None:
    order = np.random.default_rng(9).permutation(len(made_up_round.raters))
    again = told(made_up_round.kept(order))  # type: ignore[arg-type]
    assert again.gaps == told(made_up_round).gaps


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_no_figure_rests_on_fewer_than_three_protected_raters(
    questionnaire: FeedbackInstrument, seed: int, sizes: list[int]
) -> None:
    rng = np.random.default_rng(seed)
    groups = groups_of(1, 1, *sizes)
    table = one_leader(questionnaire, groups, np.ones(len(groups)))
    answers = rng.integers(1, 6, table.frequency.shape).astype(float)
    answers[rng.random(answers.shape) < 0.2] = np.nan
    feedback = told(replace(table, frequency=answers))
    for figure in feedback.figures:
        if figure.value is not None and figure.group not in ("self", "manager"):
            assert figure.n >= (4 if figure.group == ALL else 3)
        json.dumps(asdict(figure))


def test_no_report_takes_raw_scores() -> None:
    """Nothing in reporting may import raw scores or ratings; only what is disclosed."""
    forbidden = {"raw", "table", "rater_scores"}
    for file in Path(str(reporting.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                home, _, name = node.module.rpartition(".")
                assert not (home.endswith("scoring.feedback") and name in forbidden), file
    assert "RawFeedback" not in vars(disclosed_module)


def test_all_others_by_group_have_an_error_where_no_group_alone_rated_enough(
    questionnaire: FeedbackInstrument,
) -> None:
    """Peers rated the first competency of a cluster, customers the second, nobody the others."""
    table = one_leader(questionnaire, groups_of(0, 0, 4, 0, 4), np.array([3, 3, 3, 3, 4, 4, 4, 4]))
    first = [section.cluster for section in questionnaire.sections].index(
        questionnaire.sections[0].cluster
    )
    answers = table.frequency.copy()
    answers[:4, 3 * (first + 1) : 3 * (first + 4)] = np.nan
    answers[4:, 3 * first : 3 * (first + 1)] = np.nan
    answers[4:, 3 * (first + 2) : 3 * (first + 4)] = np.nan
    feedback = told(replace(table, frequency=answers), others_weight="by-group")
    figure = feedback.figure(questionnaire.sections[0].cluster, ALL)
    assert figure is not None
    assert (figure.value, figure.n) == (3.5, 8)
    planned = questionnaire.scoring.planned_rater_sd
    assert figure.standard_error == pytest.approx(planned / np.sqrt(8))


def test_raters_of_one_mind_do_not_show_in_what_is_told_of_the_round(
    questionnaire: FeedbackInstrument,
) -> None:
    """Perfect agreement in a whole round, beside the means, would tell every rater's answers."""
    made_up = round_of(questionnaire, 12, missing=0)
    level = 2.0 + np.arange(12) % 3
    alike = np.broadcast_to(level[made_up.leader_of][:, None], made_up.frequency.shape)
    table = replace(made_up, frequency=alike)
    nearly = alike.copy()
    nearly[3, 0] += 1
    nearly[4, 0] -= 1
    tables = [table, replace(made_up, frequency=nearly)]
    of_rounds = [round_reliability(each) for each in tables]
    first, second = (
        told(each, spread=round_spread(each), reliability=found)
        for each, found in zip(tables, of_rounds, strict=True)
    )
    assert {spread.sd for spread in first.spread.within_group.values()} == {0.3}
    assert first.spread == second.spread
    for found in first.reliability.values():
        assert found.estimate == 0.95
        assert found.standard_error is None
    assert [found.estimate for found in first.reliability.values()] == [
        found.estimate for found in second.reliability.values()
    ]
    assert [each.estimate for each in of_rounds[0]["T1"].mean_agreement()] == [0.95, 0.95]
