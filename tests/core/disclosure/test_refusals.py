"""What cannot be planned is refused, with its place and what to do."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from stature.core.disclosure import DisclosureRules, Layout, Ratings, Unit, plan_disclosure
from stature.core.disclosure.adversary import audit
from stature.core.errors import DisclosureError, PsychometricsError, StatureError


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("per_group", 2),
        ("all_raters", 3),
        ("per_option", 4),
        ("comments", 4),
        ("survey", 4),
        ("new_answers", 1),
        ("band", Fraction(1, 4)),
        ("least_answered", Fraction(1, 4)),
    ],
)
def test_no_minimum_can_be_lowered(field: str, value: object) -> None:
    with pytest.raises(DisclosureError, match="only be raised"):
        DisclosureRules(**{field: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "odd", [{"highest": 2}, {"decimals": 3}, {"shown_singly": frozenset({"peers"})}]
)
def test_refuses_rules_that_protect_nobody(odd: dict[str, object]) -> None:
    with pytest.raises(DisclosureError):
        DisclosureRules(**odd)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("items", "scales", "scale_of", "units", "said"),
    [
        (("a", "a"), ("s",), (0, 0), (), "twice"),
        (("a",), ("s",), (0, 0), (), "expected 1 entries"),
        (("a",), ("s", "t"), (0,), (), "every scale needs an item"),
        (("a",), ("s",), (0,), (Unit("s", "tier", ("a",)),), "twice"),
        (("a",), ("s",), (0,), (Unit("u", "tier", ("b",)),), "no such item"),
        (("a",), ("s",), (0,), (Unit("u", "tier", ()),), "needs an item"),
        (("a",), ("s",), (0,), (Unit("u", "tier", ("a", "a")),), "twice"),
    ],
)
def test_refuses_a_layout_that_does_not_fit(
    items: tuple[str, ...],
    scales: tuple[str, ...],
    scale_of: tuple[int, ...],
    units: tuple[Unit, ...],
    said: str,
) -> None:
    with pytest.raises(DisclosureError, match=said):
        Layout(items, scales, scale_of, units)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"raters": ("me",) * 10}, "answered twice"),
        ({"groups": ("self",) * 10}, "more than one person rates as the leader"),
        ({"groups": ("all raters",) * 10}, "no name of a group"),
        ({"groups": (" ",) * 10}, "no name of a group"),
        ({"groups": ("peers",)}, "expected 10 entries"),
        ({"answers": np.full((10, 3), 3.0)}, "expected 10 raters × 4 items"),
        ({"answers": np.full((10, 4), 3.5)}, "3.5 is no answer"),
        ({"answers": np.full((10, 4), 0.0)}, "0 is no answer"),
        ({"answers": np.full((10, 4), 6.0)}, "6 is no answer"),
    ],
)
def test_refuses_ratings_that_do_not_fit(
    change: dict[str, object], said: str, layout: Layout, full: Ratings
) -> None:
    with pytest.raises(DisclosureError, match=said):
        plan_disclosure(replace(full, **change), layout)  # type: ignore[arg-type]


def test_refuses_answers_that_are_no_numbers(layout: Layout, full: Ratings) -> None:
    words = np.array([["x"] * 4] * 10)
    with pytest.raises(PsychometricsError):
        plan_disclosure(replace(full, answers=words), layout)


def test_refuses_to_audit_figures_of_other_answers(layout: Layout, full: Ratings) -> None:
    plan = plan_disclosure(full, layout)
    others = replace(full, answers=np.full((10, 4), 2.0))
    with pytest.raises(DisclosureError, match="do not fit"):
        audit(others, [plan])


def test_refuses_another_weighting(layout: Layout, full: Ratings) -> None:
    with pytest.raises(StatureError, match="group"):
        plan_disclosure(full, layout, weighting="none")  # type: ignore[arg-type]
