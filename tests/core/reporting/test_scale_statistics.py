"""The report says by rule what matters, and claims no more than the intervals hold."""

from __future__ import annotations

import numpy as np
import pytest

from stature.core.psychometrics.results import Interval, Statistic
from stature.core.reporting.blocks import DataTable, IntervalPlot
from stature.core.reporting.render_html import render_html
from stature.core.reporting.scale_statistics import compose_scale_statistics
from stature.core.reporting.scale_statistics.figures import Figures, named, number
from stature.core.reporting.scale_statistics.verdict import (
    main_sentences,
    points_to_look_at,
    reached,
)
from stature.core.scoring.scale_analysis import ScaleAnalysis, analyse_scale
from stature.core.scoring.scale_definition import ScaleDefinition


def answers(
    n: int = 400, items: int = 6, noise: float = 0.7, team: float = 0.0, teams: int = 20
) -> np.ndarray:
    """Answers from 1 to 5 to items of one factor, of people in teams of equal size."""
    rng = np.random.default_rng(5)
    level = np.repeat(rng.normal(0, team, teams), n // teams)[:, None] if team else 0.0
    person = rng.normal(size=(n, 1))
    return np.clip(np.round(3 + level + person + rng.normal(0, noise, (n, items))), 1, 5)


def analysis(table: np.ndarray, groups: list[str | None] | None = None) -> ScaleAnalysis:
    items = tuple(f"q{number}" for number in range(1, table.shape[1] + 1))
    return analyse_scale(ScaleDefinition("Care", items), table, groups, range_given=(1, 5))


def in_teams_of(size: int, n: int = 400) -> list[str | None]:
    return [str(place // size) for place in range(n)]


def verdict(table: np.ndarray, groups: list[str | None] | None = None) -> str:
    return " ".join(main_sentences(analysis(table, groups)))


def points(table: np.ndarray, groups: list[str | None] | None = None) -> str:
    return " ".join(points_to_look_at(analysis(table, groups)))


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.7, 0.8, "yes"), (0.69, 0.8, "cannot tell"), (0.6, 0.7, "cannot tell"), (0.6, 0.69, "no")],
)
def test_limit_is_reached_by_the_whole_interval_only(low: float, high: float, verdict: str) -> None:
    figure = Statistic(
        name="x", n=9, estimate=(low + high) / 2, interval=Interval(low, high, 0.95, "t")
    )
    assert reached(figure, 0.7) == verdict


def test_figure_without_an_interval_settles_nothing() -> None:
    assert reached(Statistic(name="x", n=9, estimate=1.0, why_no_error="one group"), 0.7) == (
        "cannot tell"
    )


def test_reliability_is_told_for_groups_and_for_persons() -> None:
    assert "enough for a decision about one person. Alpha" in verdict(answers(noise=0.4, items=8))
    middling = verdict(answers(noise=1.2, items=6))
    assert middling.startswith("The scale is reliable enough to compare groups of people.")
    assert "not reliable enough for a decision about one person" in middling
    noise = verdict(answers(noise=4.0, items=3))
    assert noise.startswith("The scale is not reliable enough, even to compare groups")


def test_few_persons_get_no_verdict_however_high_alpha_is() -> None:
    few = verdict(answers(n=20, noise=0.2))
    assert few.startswith("Too few persons answered to judge the scale: 20 ")
    assert "reliable enough" not in few


def test_weak_turned_and_constant_items_are_named() -> None:
    table = answers()
    table[:, 1] = 6 - table[:, 1]
    table[:, 3] = np.random.default_rng(1).integers(1, 6, len(table))
    table[:, 4] = 2
    told = points(table)
    assert "Runs against the other items: q2." in told
    assert "Goes little with the other items: q4." in told
    assert "Everybody gave the same answer to q5" in told
    assert "No item is weak" not in told
    assert "No item is weak: each goes with the others." in points(answers())


def test_poor_fit_of_one_factor_is_told_in_words() -> None:
    rng = np.random.default_rng(9)
    both = np.repeat(rng.normal(size=(400, 2)), 3, axis=1) + rng.normal(0, 0.6, (400, 6))
    two_things = np.clip(np.round(3 + both), 1, 5)
    assert "The items seem to measure more than one thing" in points(two_things)
    assert "more than one thing" not in points(answers())


def test_many_left_out_are_told() -> None:
    table = answers()
    table[:50, 0] = np.nan
    assert "50 of 400 persons are left out of alpha" in points(table)
    assert "left out" not in points(answers())


def test_group_means_are_judged_by_the_interval_of_icc_2() -> None:
    teams = in_teams_of(20)
    assert "The means of the groups are reliable enough" in verdict(answers(team=1.0), teams)
    assert "Whether the groups differ at all" in verdict(answers(), teams)


def test_agreement_is_judged_under_a_stricter_null_as_well() -> None:
    rng = np.random.default_rng(2)
    near = np.clip(3 + rng.integers(-1, 2, (400, 6)) * (rng.random((400, 6)) < 0.3), 1, 5)
    told = verdict(near.astype(float), in_teams_of(20))
    assert "agree enough for their mean to speak for them" in told
    assert "This also holds if raters tend to be kind" in told
    apart = verdict(np.where(answers(noise=0.3) > 3, 5.0, 1.0), in_teams_of(20))
    assert "do not agree enough" in apart


def test_groups_of_two_raters_are_counted_and_not_listed() -> None:
    groups = ["pair", "pair", *in_teams_of(20, 398)]
    found = analysis(answers(), groups)
    assert "1 group has fewer than 3 raters" in " ".join(points_to_look_at(found))
    report = compose_scale_statistics([found], source="x.csv")
    tables = [each for each in report.sections[0].blocks if isinstance(each, DataTable)]
    listed = [row[0] for row in tables[-1].rows]
    assert "0" in listed
    assert "pair" not in listed
    assert "pair" not in render_html(report)


@pytest.mark.parametrize("digits", [1, 4, 10])
def test_digits_count_the_decimals_of_every_table(digits: int) -> None:
    found = analysis(answers(), in_teams_of(20))
    report = compose_scale_statistics([found], source="x.csv", digits=digits)
    blocks = report.sections[0].blocks
    plots = [each for each in blocks if isinstance(each, IntervalPlot)]
    tables = [each for each in blocks if isinstance(each, DataTable)]
    shown = [row.estimate_text for plot in plots for row in plot.rows]
    shown += [cell for table in tables for row in table.rows for cell in row[2:]]
    assert len(shown) > 50
    assert {len(text.partition(".")[2]) for text in shown} == {digits}


def test_marks_stay_on_the_axis_while_figures_stay_true() -> None:
    figure = Statistic(name="x", n=9, estimate=-1.2, interval=Interval(-1.9, 1.4, 0.9, "t"))
    row = Figures(level=0.9).unit_plot("Title", "Row", [Figures().row("x", figure)]).rows[0]
    assert (row.estimate, row.low, row.high) == (-1, -1, 1)
    assert (row.estimate_text, row.interval_text) == ("−1.200", "−1.900 to 1.400")


def test_level_stands_in_the_heading_of_intervals() -> None:
    table = answers()
    items = tuple("abcdef")
    found = analyse_scale(ScaleDefinition("S", items), table, level=0.9)
    html = render_html(compose_scale_statistics([found], source="x.csv"))
    assert "90% interval" in html
    assert "95% interval" not in html


def test_reason_that_several_figures_share_is_told_once() -> None:
    found = analysis(np.full((40, 3), 3.0))
    html = render_html(compose_scale_statistics([found], source="x.csv"))
    assert html.count("everyone gave the same answers") == 1


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (-0.5, "−0.5"), (1234567.0, "1,234,567"), (0.25, "0.25")]
)
def test_numbers_are_written_for_people(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c"), (list("abcde"), "a, b and 3 more")],
)
def test_names_are_listed_as_a_sentence_does(names: list[str], text: str) -> None:
    assert named(names, most=2 if len(names) > 3 else 6) == text
