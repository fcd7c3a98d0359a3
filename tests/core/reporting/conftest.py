"""Reports of the kinds of people that a report must serve."""

from collections.abc import Callable

import pytest

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.profile import compose_profile_report
from stature.core.reporting.report import Report
from stature.core.reporting.texts import ReportTexts
from stature.core.scoring.profile import score_profile

ReportOf = Callable[..., Report]
Answers = dict[str, dict[str, int | str]]


@pytest.fixture(scope="session")
def report_of(instrument: Instrument, texts: ReportTexts) -> ReportOf:
    def compose(response: Response, **options: bool) -> Report:
        score = score_profile(response, instrument)
        return compose_profile_report(response, score, instrument, texts, **options)

    return compose


@pytest.fixture(scope="session")
def report(report_of: ReportOf, leader: Response) -> Report:
    return report_of(leader, made_up=True)


@pytest.fixture(scope="session")
def answers_of(instrument: Instrument) -> Callable[..., Response]:
    """A response with the same ratings everywhere, or those that a function gives."""

    def answer(individual: int | str | None, organisation: int | str | None) -> Response:
        given = {"individual": individual, "organisation": organisation}
        ratings = {perspective: value for perspective, value in given.items() if value is not None}
        answers = {item.code: ratings for item in instrument.items if ratings}
        return Response.model_validate({"respondent": "p1", "answers": answers})

    return answer
