"""The group report: five leaders or more, no names, and nothing of selections that are hidden."""

from datetime import date

import pytest

from stature.core.errors import ReportError
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.reporting.blocks import RatingDots
from stature.core.reporting.feedback import compose_leaders_report
from stature.core.reporting.render_html import render_html
from stature.core.reporting.render_pdf import render_pdf
from stature.core.scoring.feedback import (
    LeadersTogether,
    disclosed_feedback,
    figures_by_measure,
    leaders_together,
    round_reliability,
    round_spread,
)
from stature.packs import FrameworkPack
from tests.core.feedback_sample import round_of
from tests.core.reporting.feedback.test_feedback_report import section, words_of


@pytest.fixture(scope="module")
def together(questionnaire: FeedbackInstrument) -> LeadersTogether:
    table = round_of(questionnaire, 12)
    spread, reliability = round_spread(table), round_reliability(table)
    feedbacks = [disclosed_feedback(table, each, spread=spread)[0] for each in table.leaders]
    selections = {"Everyone": table.leaders, "North": table.leaders[:4]}
    return leaders_together(
        figures_by_measure(feedbacks), selections, level=0.95, of_round=reliability
    )


def test_report_on_leaders_names_nobody(
    together: LeadersTogether, questionnaire: FeedbackInstrument, pack: FrameworkPack
) -> None:
    report = compose_leaders_report(
        together,
        "Everyone",
        questionnaire,
        pack.feedback_report_texts,
        day=date(2026, 3, 7),
        made_up=True,
    )
    text = words_of(report)
    assert "leader 1" not in text
    assert "12 leaders together" in text
    assert "North. Fewer than 5 people." in text
    chart = next(b for b in section(report, "all").blocks if isinstance(b, RatingDots))
    assert len(chart.rows) == 16
    for row in chart.rows:
        assert row.own is not None
        assert row.others is not None
        assert row.low is not None
        assert row.low <= row.others
        assert row.figures[-1] == "12"
    assert "ICC(1)" in words_of(section(report, "trust"))
    assert "these leaders and answers do not exist" in render_html(report)
    assert render_pdf(report).startswith(b"%PDF")


def test_hidden_selection_makes_no_report(
    together: LeadersTogether, questionnaire: FeedbackInstrument, pack: FrameworkPack
) -> None:
    with pytest.raises(ReportError, match="nothing may be shown of 'North'"):
        compose_leaders_report(together, "North", questionnaire, pack.feedback_report_texts)
