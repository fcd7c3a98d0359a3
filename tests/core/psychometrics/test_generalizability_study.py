"""360-degree studies against dense matrices, balanced closed forms, and known truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.generalizability import (
    decision_study,
    generalizability_study,
    icc_qk,
)
from stature.core.psychometrics.generalizability.layout import RaterScores, contrasts


def survey(ratees, sources, items, seed=0, absent=0.15, most=4):
    """Table of raters × items with ratee, source and rater labels; raters in any number."""
    rng = np.random.default_rng(seed)
    raters = rng.integers(1, most + 1, (ratees, sources)) * (rng.random((ratees, sources)) > absent)
    who, source = (np.repeat(axis.ravel(), raters.ravel()) for axis in np.indices(raters.shape))
    n = len(who)
    scores = (
        rng.normal(3.5, 0.2, (sources, items))[source]
        + rng.normal(0, 0.5, (ratees, 1))[who]
        + rng.normal(0, 0.3, (ratees, sources, 1))[who, source]
        + rng.normal(0, 0.45, (n, 1))
        + rng.normal(0, 0.25, (ratees, items))[who] * (items > 1)
        + rng.normal(0, 0.2, (ratees, sources, items))[who, source] * (items > 1)
        + rng.normal(0, 0.5, (n, items)) * (items > 1)
    )
    return scores, who, source, np.arange(n)


def balanced(ratees, sources, raters, items, seed=1):
    """A cube of ratees × sources × raters × items, and the same as rows with labels."""
    rng = np.random.default_rng(seed)
    cube = (
        rng.normal(0, 0.6, (ratees, 1, 1, 1))
        + rng.normal(0, 0.4, (ratees, sources, 1, 1))
        + rng.normal(0, 0.45, (ratees, sources, raters, 1))
        + rng.normal(0, 0.4, (ratees, 1, 1, items))
        + rng.normal(0, 0.3, (ratees, sources, 1, items))
        + rng.normal(0, 0.4, (1, sources, 1, items))
        + rng.normal(0, 0.5, (ratees, sources, raters, items))
    )
    who, source, by = np.indices(cube.shape[:3]).reshape(3, -1)
    return cube, (cube.reshape(-1, items), who, source, by)


def mean_squares(cube):
    """Mean squares of a balanced ratees × sources × (raters) design, source means removed."""
    ratees, sources, raters = cube.shape
    cube = cube - cube.mean(axis=(0, 2), keepdims=True)
    cells = cube.mean(axis=2)
    people = cells.mean(axis=1)
    ratee = sources * raters * (people**2).sum() / (ratees - 1)
    between = raters * ((cells - people[:, None]) ** 2).sum() / ((ratees - 1) * (sources - 1))
    within = ((cube - cells[:, :, None]) ** 2).sum() / (ratees * sources * (raters - 1))
    return np.array([ratee, between, within])


def solved(squares, sources, raters):
    ratee, between, within = squares
    return np.array([(ratee - between) / sources / raters, (between - within) / raters, within])


def test_balanced_components_are_those_of_the_analysis_of_variance():
    cube, rows = balanced(40, 3, 2, 1)
    components = generalizability_study(*rows).components
    expected = solved(mean_squares(cube[..., 0]), 3, 2)
    assert components.estimates[:3] == pytest.approx(expected, abs=1e-8)
    means = cube.mean(axis=(0, 2))[:, 0]
    source = means.var(ddof=1) - (expected[1] + expected[2] / 2) / 40
    assert components["source"] == pytest.approx(max(0, source), abs=1e-8)


def test_balanced_components_with_items_are_those_of_the_analysis_of_variance():
    cube, rows = balanced(60, 4, 3, 5)
    components = generalizability_study(*rows).components
    of_items = np.mean([mean_squares(cube @ contrast) for contrast in contrasts(5).T], axis=0)
    item_parts = solved(of_items, 4, 3)
    parts = solved(mean_squares(cube.mean(axis=3)), 4, 3) - item_parts / 5
    assert (parts > 0).all()
    assert components.estimates[:6] == pytest.approx(np.append(parts, item_parts), abs=1e-8)
    means = cube.mean(axis=(0, 2)) @ contrasts(5)
    spread = ((means - means.mean(axis=0)) ** 2).sum() / 12
    noise = (item_parts[1] + item_parts[2] / 3) / 60
    assert components["source × item"] == pytest.approx(spread - noise, abs=1e-8)


def test_generalizability_of_balanced_data_is_one_less_error_over_mean_square():
    cube, rows = balanced(40, 3, 2, 1)
    ratee, between, within = mean_squares(cube[..., 0])
    study = generalizability_study(*rows)
    assert study.estimate == pytest.approx(1 - within / ratee, abs=1e-8)
    assert study.absolute.estimate == pytest.approx(study.estimate, abs=1e-12)
    assert study.across_sources.estimate == pytest.approx(1 - between / ratee, abs=1e-8)
    assert study.sem_relative == pytest.approx(np.sqrt(within / 6), abs=1e-8)
    random = generalizability_study(*rows, universe="random")
    assert random.estimate == study.across_sources.estimate
    assert random.absolute.estimate <= random.estimate


def dense_slope(components, rows):
    """Score and information of the six components by n × n matrices over single answers."""
    table, who, source, by = rows
    items = table.shape[1]
    who, source, by = (np.repeat(labels, items) for labels in (who, source, by))
    item = np.tile(np.arange(items), len(table))
    same = [np.equal.outer(labels, labels) * 1.0 for labels in (who, source, by, item)]
    ratee, of_source, rater, of_item = same
    cell = ratee * of_source
    parts = [ratee, cell, cell * rater, ratee * of_item, cell * of_item, np.eye(len(who))]
    fixed = np.eye(items * (source.max() + 1))[source * items + item]
    inverse = np.linalg.inv(sum(c * part for c, part in zip(components, parts, strict=True)))
    column = inverse @ fixed
    projection = inverse - column @ np.linalg.solve(fixed.T @ column, column.T)
    weighted = projection @ table.ravel()
    turned = [projection @ part for part in parts]
    score = [
        (weighted @ p @ weighted - np.trace(t)) / 2 for p, t in zip(parts, turned, strict=True)
    ]
    information = np.array([[np.trace(a @ b) / 2 for b in turned] for a in turned])
    return np.array(score), information


@pytest.mark.parametrize("seed", [3, 4])
def test_ragged_components_stand_at_the_top_of_the_dense_likelihood(seed):
    rows = survey(18, 3, 3, seed)
    components = generalizability_study(*rows).components
    score, information = dense_slope(components.estimates[:6], rows)
    slope = score / np.sqrt(np.diag(information))
    at_zero = components.estimates[:6] == 0
    assert np.abs(slope[~at_zero]).max() < 1e-6
    assert (slope[at_zero] <= 0).all()
    assert components.covariance[:6, :6] == pytest.approx(np.linalg.inv(information), rel=1e-5)
    assert components.converged


def test_one_source_is_the_one_way_correlation():
    table, who, source, by = survey(40, 1, 1, 5, absent=0)
    study = generalizability_study(table, who, source, by)
    ragged = icc_qk(table[:, 0], who, by)
    assert study.components.names == ("ratee", "rater")
    assert study.components.estimates == pytest.approx(ragged.components.estimates, abs=1e-8)
    assert study.estimate == pytest.approx(ragged.estimate, abs=1e-8)
    assert study.standard_error == pytest.approx(ragged.standard_error, rel=1e-6)
    assert study.across_sources is None


def test_known_components_are_found_within_their_standard_errors():
    components = generalizability_study(*survey(4000, 4, 4, 6)).components
    truth = np.array([0.25, 0.09, 0.2025, 0.0625, 0.04, 0.25])
    errors = components.standard_errors[:6]
    assert (np.abs(components.estimates[:6] - truth) < 3.5 * errors).all()
    assert (errors < 0.01).all()


def test_source_reliability_uses_the_harmonic_mean_of_its_raters():
    rows = survey(50, 3, 1, 7)
    study = generalizability_study(*rows)
    raters = RaterScores.of(*rows, None).raters[:, 1]
    mean = (raters > 0).sum() / (1 / raters[raters > 0]).sum()
    p, ps, r = (study.components[name] for name in ("ratee", "ratee × source", "rater"))
    assert study.raters_per_source[1] == pytest.approx(mean)
    assert study.by_source[1].estimate == pytest.approx((p + ps) / (p + ps + r / mean))


def test_answers_in_rows_of_their_own_give_what_the_table_gives():
    table, who, source, by = survey(20, 3, 3, 8)
    wide = generalizability_study(table, who, source, by)
    labels = [np.repeat(column, 3) for column in (who, source, by)]
    items = np.tile(["clear", "kind", "fair"], len(table))
    order = np.random.default_rng(0).permutation(table.size)
    long = generalizability_study(
        table.ravel()[order], *(column[order] for column in labels), items[order]
    )
    assert long.components.estimates == pytest.approx(wide.components.estimates, abs=1e-9)
    assert long.n == wide.n == len(table)


def test_raters_with_a_missing_answer_are_dropped_and_counted():
    table, who, source, by = survey(20, 3, 2, 9)
    table = np.vstack([table, [np.nan, 3]])
    study = generalizability_study(table, [*who, 0], [*source, 0], [*by, 999])
    assert study.dropped[0].count == 1
    assert "1 rater dropped" in study.summary()


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 40), factor=st.floats(0.1, 20), shift=st.floats(-50, 50))
def test_coefficients_ignore_row_order_unit_and_origin(seed, factor, shift):
    table, who, source, by = survey(15, 3, 2, seed)
    order = np.random.default_rng(seed).permutation(len(who))
    base = generalizability_study(table, who, source, by)
    turned = generalizability_study(
        factor * table[order] + shift, who[order], source[order], by[order]
    )
    assert turned.estimate == pytest.approx(base.estimate, abs=1e-7)
    assert turned.absolute.estimate == pytest.approx(base.absolute.estimate, abs=1e-7)
    assert turned.sem_relative == pytest.approx(factor * base.sem_relative, rel=1e-6)
    assert 0 <= base.absolute.estimate <= base.estimate <= 1


@pytest.mark.parametrize(
    ("scores", "who", "source", "by", "error", "what"),
    [
        ([1, 2, 3, 4], [1, 1, 2, 2], list("abab"), [1, 2, 3, 4], UndefinedStatistic, "apart"),
        ([1, 2, 2, 4], [1, 1, 2, 2], list("aabb"), [1, 2, 3, 4], UndefinedStatistic, "apart"),
        (
            [1, 2, 2, 4],
            [1, 1, 1, 1],
            list("aabb"),
            [1, 2, 3, 4],
            UndefinedStatistic,
            "two ratees",
        ),
        ([3] * 4, [1, 1, 2, 2], list("aaaa"), [1, 2, 3, 4], UndefinedStatistic, "alike"),
        ([1, 2, 2, 4], [1, 1, 2, 2], list("aaaa"), [1, 1, 3, 4], PsychometricsError, "two rows"),
        ([1, 2], [1, 2, 3], list("aa"), [1, 2], PsychometricsError, "expected 2"),
        ([np.nan] * 2, [1, 2], list("aa"), [1, 2], UndefinedStatistic, "no rater"),
        ([1, np.inf], [1, 2], list("aa"), [1, 2], PsychometricsError, "infinite"),
        (["x", "y"], [1, 2], list("aa"), [1, 2], PsychometricsError, "numbers"),
    ],
)
def test_surveys_without_an_answer_say_why(scores, who, source, by, error, what):
    with pytest.raises(error, match=what):
        generalizability_study(scores, who, source, by)


def test_unknown_universe_is_refused():
    with pytest.raises(PsychometricsError, match="universe"):
        generalizability_study(*survey(10, 2, 1), universe="mixed")


def test_plan_as_observed_predicts_what_was_observed():
    _, rows = balanced(40, 3, 2, 4)
    for universe in ("fixed", "random"):
        study = generalizability_study(*rows, universe=universe)
        plan = decision_study(
            study.components,
            sources=3,
            raters_per_source=[2, (2, 2, 2)],
            items=4,
            universe=universe,
        )
        assert plan.relative == pytest.approx([study.estimate] * 2, abs=1e-12)
        assert plan.absolute == pytest.approx([study.absolute.estimate] * 2, abs=1e-12)
        assert plan.sem_absolute == pytest.approx([study.sem_absolute] * 2, abs=1e-12)
        assert plan.relative_error == pytest.approx([study.standard_error] * 2, abs=1e-12)


@pytest.mark.parametrize("target", [0.7, 0.8, 0.85])
def test_raters_needed_is_the_first_plan_that_reaches_the_target(target):
    study = generalizability_study(*survey(60, 2, 1, 11))
    plan = decision_study(
        study.components, sources=2, raters_per_source=range(1, 60), target=target
    )
    reached = [
        raters[0]
        for raters, value in zip(plan.plans, plan.relative, strict=True)
        if value >= target
    ]
    assert plan.raters_needed == reached[0]
    assert f"ask {plan.raters_needed} rater" in plan.summary()
    assert (np.diff(plan.relative) > 0).all()


def test_no_number_of_raters_makes_up_for_one_source_that_stands_for_all():
    study = generalizability_study(*survey(60, 4, 1, 1))
    plan = decision_study(study.components, sources=1, universe="random", target=0.95)
    assert plan.raters_needed is None
    assert "No number of raters" in plan.summary()


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"sources": 0}, "sources"),
        ({"sources": 2, "raters_per_source": [(1, 2, 3)]}, "expected 2"),
        ({"sources": 2, "raters_per_source": [0]}, "at least 1"),
        ({"sources": 2, "raters_per_source": []}, "one plan"),
        ({"sources": 2, "items": 3}, "no items"),
        ({"sources": 2, "target": 70}, "target"),
        ({"sources": 2, "universe": "any"}, "universe"),
    ],
)
def test_plans_that_do_not_fit_are_refused(options, what):
    components = generalizability_study(*survey(20, 2, 1)).components
    with pytest.raises(PsychometricsError, match=what):
        decision_study(components, **options)


def test_few_scores_on_a_flat_likelihood_settle():
    # Plain Fisher scoring leaps back and forth here, each time a little farther.
    scores = [1, 3, 1, 1, 1, 2, 2, 1, 1, 2, 1, 1, 3]
    ratees = [3, 4, 4, 0, 1, 1, 0, 4, 0, 5, 1, 2, 0]
    sources = [2, 1, 0, 2, 1, 1, 1, 2, 2, 1, 0, 2, 1]
    study = generalizability_study(scores, ratees, sources, range(len(scores)))
    assert study.components.converged
    assert study.components.gradient < 1e-7
