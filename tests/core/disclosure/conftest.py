"""Ratings made by hand: one line for each rater."""

from __future__ import annotations

import numpy as np
import pytest

from stature.core.disclosure import Layout, Ratings, Unit

TWO_SCALES = Layout(
    items=("a1", "a2", "b1", "b2"),
    scales=("a", "b"),
    scale_of=(0, 0, 1, 1),
    units=(
        Unit("total", "total", ("a1", "a2", "b1", "b2")),
        Unit("facet", "facet", ("a1",)),
    ),
)


def rated(*lines: tuple[str, str, str]) -> Ratings:
    """Each line is a rater, the group and the four answers: "3 4 - 5", with - for none."""
    answers = [
        [np.nan if answer == "-" else float(answer) for answer in line[2].split()] for line in lines
    ]
    return Ratings(
        np.array(answers, dtype=float).reshape(len(lines), 4),
        tuple(line[0] for line in lines),
        tuple(line[1] for line in lines),
    )


@pytest.fixture
def layout() -> Layout:
    return TWO_SCALES


@pytest.fixture
def full() -> Ratings:
    """Self, manager, three peers, three direct reports and two customers."""
    return rated(
        ("me", "self", "5 5 4 4"),
        ("boss", "manager", "4 4 3 3"),
        ("p1", "peers", "3 4 2 5"),
        ("p2", "peers", "4 4 3 3"),
        ("p3", "peers", "2 5 4 3"),
        ("d1", "direct reports", "3 3 4 4"),
        ("d2", "direct reports", "4 2 4 5"),
        ("d3", "direct reports", "5 3 2 3"),
        ("c1", "customers", "1 1 1 2"),
        ("c2", "customers", "2 1 1 1"),
    )
