"""Colleagues' averages: from three on, and never so that all answers are told by one figure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.profile.compose import compose_profile_report
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.texts import ReportTexts
from stature.core.scoring.colleagues import colleagues_view
from stature.core.scoring.profile import score_profile


def area(totals: Sequence[float], instrument: Instrument):
    view = colleagues_view({"SL": totals}, instrument)
    assert view is not None
    return view.areas[0]


def test_fewer_than_three_show_nothing(instrument: Instrument) -> None:
    assert colleagues_view({"SL": (8, 12)}, instrument) is None
    assert colleagues_view({}, instrument) is None


def test_each_area_needs_three(instrument: Instrument) -> None:
    view = colleagues_view({"SL": (8, 12, 16), "SS": (1, 2)}, instrument)
    assert view is not None
    assert [each.section for each in view.areas] == ["SL"]
    assert (view.areas[0].value, view.areas[0].n) == (12, 3)


@pytest.mark.parametrize(
    ("totals", "value", "band"),
    [
        ((24, 24, 24), 23, "or_more"),
        ((24, 24, 23), 23, "or_more"),
        ((0, 0, 0), 1, "or_less"),
        ((1, 1, 1), 1, "or_less"),
        ((12, 12, 12), 12, "none"),
        ((24, 24, 20), 68 / 3, "none"),
    ],
)
def test_end_of_the_scale_is_a_band(
    instrument: Instrument, totals: tuple[int, ...], value: float, band: str
) -> None:
    found = area(totals, instrument)
    assert (found.value, found.band) == (pytest.approx(value), band)


def test_different_answers_in_a_band_look_the_same(instrument: Instrument) -> None:
    assert area((24, 24, 24), instrument) == area((24, 23, 22), instrument)


@pytest.fixture
def response(instrument: Instrument) -> Response:
    items = instrument.sections[0].items
    return Response(
        respondent="asha",
        name="Asha",
        sections_asked=("SL",),
        answers={item.code: {"individual": 3, "organisation": 2} for item in items},
    )


def page(response: Response, instrument: Instrument, texts: ReportTexts, totals) -> str:
    report = compose_profile_report(
        response,
        score_profile(response, instrument),
        instrument,
        texts,
        colleagues=colleagues_view(totals, instrument),
    )
    return render_html_body(report)


def test_report_shows_the_average_before_the_contract(
    response: Response, instrument: Instrument, texts: ReportTexts
) -> None:
    shown = page(response, instrument, texts, {"SL": (8, 12, 16)})
    assert shown.index('id="colleagues"') < shown.index('id="contract"')
    assert "(3 colleagues)" in shown


def test_report_shows_a_band_without_a_gap(
    response: Response, instrument: Instrument, texts: ReportTexts
) -> None:
    shown = page(response, instrument, texts, {"SL": (24, 24, 24)})
    assert "23 or more" in shown
    assert "−8" not in shown.split('id="colleagues"')[1].split('id="contract"')[0]


def test_report_without_colleagues_is_as_before(
    response: Response, instrument: Instrument, texts: ReportTexts
) -> None:
    assert 'id="colleagues"' not in page(response, instrument, texts, {"SL": (1, 2)})


def test_texts_older_than_the_view_leave_it_out(
    response: Response, instrument: Instrument, texts: ReportTexts
) -> None:
    words = {key: text for key, text in texts.texts.items() if not key.startswith("colleagues.")}
    older = texts.model_copy(update={"texts": words})
    assert 'id="colleagues"' not in page(response, instrument, older, {"SL": (8, 12, 16)})
