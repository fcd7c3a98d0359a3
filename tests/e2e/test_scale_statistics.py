"""The page of ``stature stats`` in a browser: axe-core finds nothing, and nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stature.core.reporting.render_html import render_html
from stature.core.reporting.scale_statistics import compose_scale_statistics
from stature.core.scoring.scale_analysis import analyse_scale
from stature.core.scoring.scale_definition import ScaleDefinition
from tests.e2e.conftest import DESK, NARROWEST, PHONE, axe_findings, width_beyond_the_window

HIDDEN = (
    "[...document.querySelectorAll('.table-frame')]"
    ".filter(frame => frame.scrollWidth > frame.clientWidth)"
    ".map(frame => frame.textContent.trim().slice(0, 40))"
)


def page_of_statistics(folder: Path, digits: int) -> str:
    """Two scales, one of them with a reversed and a constant item, in groups of 2 to 12."""
    rng = np.random.default_rng(3)
    answers = np.clip(np.round(3 + rng.normal(size=(300, 1)) + rng.normal(0, 1, (300, 6))), 1, 5)
    answers[:, 5] = 2
    groups = [f"Team {number // 12}" for number in range(298)] + ["Two", "Two"]
    items = tuple(f"Item {number}" for number in range(1, 7))
    scales = (
        ScaleDefinition("Care", items[:5], frozenset({"Item 2"})),
        ScaleDefinition("Drive", items),
    )
    analyses = [
        analyse_scale(scale, answers[:, : len(scale.items)], groups, range_given=(1, 5))
        for scale in scales
    ]
    file = folder / "statistics.html"
    report = compose_scale_statistics(analyses, source="answers.csv", digits=digits)
    file.write_text(render_html(report), "utf-8")
    return file.as_uri()


@pytest.mark.parametrize("digits", [3, 10])
def test_statistics_pass_axe_and_fit_the_window(new_context, tmp_path, digits):
    page = new_context(viewport=DESK).new_page()
    page.goto(page_of_statistics(tmp_path, digits))
    assert axe_findings(page) == []
    for size in (DESK, PHONE, NARROWEST):
        page.set_viewport_size(size)
        assert width_beyond_the_window(page) <= 0, size
        assert page.evaluate(HIDDEN) == [], size
    assert axe_findings(page) == []


@pytest.mark.parametrize("size", [NARROWEST, DESK], ids=["narrowest", "desk"])
def test_labels_of_ticks_stay_inside_their_plot(new_context, tmp_path, size):
    page = new_context(viewport=size).new_page()
    page.goto(page_of_statistics(tmp_path, 3))
    outside = page.evaluate(
        "[...document.querySelectorAll('.intervals .scale-labels')].flatMap(scale => {"
        "const frame = scale.closest('figure').getBoundingClientRect();"
        "return [...scale.children].map(label => label.getBoundingClientRect())"
        ".filter(box => box.left < frame.left - 1 || box.right > frame.right + 1)})"
    )
    assert page.locator(".intervals .scale-labels span").count() >= 20
    assert outside == []
