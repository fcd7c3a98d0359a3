"""ICC and r_wg(J) of feedback are those of R, through the whole scoring path."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from stature.core.instrument.feedback import FeedbackTexts, SelectionRule, build_questionnaire
from stature.core.instrument.feedback.ratings import RATER_GROUPS, RaterGroup
from stature.core.psychometrics.generalizability import icc_qk
from stature.core.psychometrics.reliability import spearman_brown
from stature.core.scoring.feedback.raw import score_feedback
from stature.core.scoring.feedback.reliability import round_reliability
from stature.core.scoring.feedback.table import RatingTable
from tests.core.feedback_sample import framework_of, round_of
from tests.core.psychometrics.conftest import Reference


def ratings_of_file(texts: FeedbackTexts, name: str, leader: str, items: list[str]) -> RatingTable:
    """A file of answers in groups, read as direct reports who rate their leader."""
    answers, leaders = Reference.answers(name, items), Reference.column(name, leader)
    framework = framework_of([[f"Item {item}." for item in items]])
    rule = SelectionRule(items_per_competency=len(items))
    labels, numbers = np.unique(leaders, return_inverse=True)
    return RatingTable(
        instrument=build_questionnaire(framework, texts, rule=rule).instrument,
        leaders=tuple(str(label) for label in labels),
        raters=np.arange(len(answers)),
        leader_of=numbers,
        group_of=np.full(len(answers), RATER_GROUPS.index(RaterGroup.DIRECT_REPORTS)),
        frequency=answers,
    )


LEAD = [f"LEAD{number:02d}" for number in range(1, 12)]
TSIG = ["TSIG01", "TSIG02", "TSIG03"]


@pytest.mark.parametrize(("scale", "items"), [("LEAD", LEAD), ("TSIG", TSIG)])
def test_lq2002_agrees_with_r(feedback_texts: FeedbackTexts, scale: str, items: list[str]) -> None:
    expected = Reference.values("agreement")["lq2002"]
    table = ratings_of_file(feedback_texts, "lq2002", "COMPID", items)
    found = round_reliability(table)["L1"]
    assert found.icc is not None
    assert found.agreement is not None
    icc, agreement = expected[f"ICC_{scale}"], expected[f"rwgj_{scale}_uniform"]
    assert found.icc.n == icc["N"]
    assert found.icc.estimate == pytest.approx(icc["ICC1_multilevel"], abs=1e-8)
    assert found.icc.icc2.estimate == pytest.approx(icc["ICC2_multilevel"], abs=1e-8)
    uniform = found.agreement.r_wg["uniform"]
    assert uniform.estimate == pytest.approx(agreement["mean"], abs=1e-10)
    each = {entry["grpid"]: entry["rwg.j"] for entry in agreement["per_group"]}
    told = dict(zip(table.leaders, uniform.values.tolist(), strict=True))
    assert told == pytest.approx({leader: each[leader] for leader in told}, abs=1e-10)


def test_lq2002_under_a_slightly_skewed_null(feedback_texts: FeedbackTexts) -> None:
    expected = Reference.values("agreement")["lq2002"]["rwgj_LEAD_slightskew"]
    found = round_reliability(ratings_of_file(feedback_texts, "lq2002", "COMPID", LEAD))["L1"]
    assert found.agreement is not None
    skewed = found.agreement.r_wg["slight skew"]
    assert skewed.estimate == pytest.approx(expected["mean"], abs=1e-10)
    assert skewed.reset == expected["n_negative_or_reset"]


def test_means_of_leaders_are_those_of_the_file(feedback_texts: FeedbackTexts) -> None:
    table = ratings_of_file(feedback_texts, "lq2002", "COMPID", LEAD)
    raw = score_feedback(table)
    frame = Reference.table("lq2002").with_columns(mean=pl.mean_horizontal(LEAD))
    expected = frame.group_by("COMPID").agg(pl.col("mean").mean()).sort("COMPID")["mean"]
    place = [unit.code for unit in raw.units].index("L1")
    means = raw.of_view(RaterGroup.DIRECT_REPORTS)[0][:, place]
    np.testing.assert_allclose(means, expected.to_numpy(), rtol=1e-12)


def test_bhr2000_agrees_with_r(feedback_texts: FeedbackTexts) -> None:
    """The mean r_wg(J) by multilevel in R, printed to five decimals."""
    items = ["AF06", "AF07", "AP12", "AP17", "AP33", "AP34", "AS14", "AS15", "AS16", "AS17", "AS28"]
    table = ratings_of_file(feedback_texts, "bhr2000", "GRP", items)
    found = round_reliability(table)["L1"]
    assert found.icc is not None
    assert found.agreement is not None
    assert len(found.agreement.labels) == 99
    assert found.agreement.r_wg["uniform"].estimate == pytest.approx(0.88761, abs=6e-6)


def test_reliability_of_the_mean_steps_up_with_the_raters_at_hand(
    made_up_round: RatingTable,
) -> None:
    found = round_reliability(made_up_round)["T1"]
    assert found.icc is not None
    for raters in (1, 4, 11):
        told = found.of_mean(raters)
        assert told is not None
        assert told.interval is not None
        assert told.estimate == pytest.approx(spearman_brown(found.icc.estimate, raters))
        assert told.interval.low <= told.estimate <= told.interval.high


def test_reliability_leaves_out_the_self_rating(made_up_round: RatingTable) -> None:
    changed = made_up_round.frequency.copy()
    changed[made_up_round.is_self] = 1
    again = round_reliability(replace(made_up_round, frequency=changed))["T1"]
    before = round_reliability(made_up_round)["T1"]
    assert again.icc is not None
    assert before.icc is not None
    assert again.icc.estimate == before.icc.estimate


def test_one_group_can_be_asked_for_alone(made_up_round: RatingTable) -> None:
    found = round_reliability(made_up_round, [RaterGroup.PEERS])["T1"]
    assert found.icc is not None
    assert found.icc.mean_group_size <= 3


def test_shared_raters_get_icc_qk(feedback_texts: FeedbackTexts) -> None:
    items = ["Asks guests.", "Calls guests.", "Thanks guests."]
    framework = framework_of([[item] for item in items])
    instrument = build_questionnaire(framework, feedback_texts).instrument
    rng = np.random.default_rng(5)
    leaders, raters = np.repeat(np.arange(30), 4), rng.integers(0, 40, 120)
    pairs = np.unique(np.column_stack([leaders, raters]), axis=0)
    level = rng.normal(3.5, 0.7, 30)[pairs[:, 0]] + rng.normal(0, 0.4, 40)[pairs[:, 1]]
    answers = np.clip(np.rint(level[:, None] + rng.normal(0, 0.5, (len(pairs), 3))), 1, 5)
    table = RatingTable(
        instrument=instrument,
        leaders=tuple(map(str, range(30))),
        raters=pairs[:, 1],
        leader_of=pairs[:, 0],
        group_of=np.full(len(pairs), RATER_GROUPS.index(RaterGroup.PEERS)),
        frequency=answers,
    )
    found = round_reliability(table)["L1"].shared
    assert found is not None
    expected = icc_qk(answers.mean(axis=1), pairs[:, 0], pairs[:, 1])
    assert found.estimate == pytest.approx(expected.estimate)


def test_without_shared_raters_the_reason_is_given(made_up_round: RatingTable) -> None:
    found = round_reliability(made_up_round)["T1"]
    assert found.shared is None
    assert "every rater rates one leader" in found.undefined["shared"]


def test_one_leader_alone_shows_no_reliability_and_says_why(made_up_round: RatingTable) -> None:
    found = round_reliability(made_up_round.kept(made_up_round.leader_of == 3))["T1"]
    assert found.icc is None
    assert found.of_mean(5) is None
    assert "compare groups" in found.undefined["icc"]


def test_agreement_is_told_for_each_leader(
    made_up_round: RatingTable,
) -> None:
    found = round_reliability(made_up_round)["T1"].agreement
    assert found is not None
    assert found.labels.tolist() == list(range(len(made_up_round.leaders)))
    assert {"uniform", "slight skew"} <= set(found.r_wg)
    small = round_reliability(round_of(made_up_round.instrument, 2, seed=4))["T1"].agreement
    assert small is not None
