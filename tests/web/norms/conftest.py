"""Released rounds with many leaders, of whom some agreed that their results join norms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.module_loading import import_string

from stature.core.scoring.feedback import disclosed_feedback
from stature.packs.library import find_framework_pack
from stature.web.accounts.models import Organisation
from stature.web.norms.models import NormConsent
from stature.web.people.models import Person
from stature.web.programmes.models import Assessment, Assignment, Relationship, Round, RoundState
from stature.web.reports.feedback.results import AS_DOCUMENT
from stature.web.reports.models import ReleasedFeedback
from stature.web.responses.published import feedback_questionnaire
from tests.core.feedback_sample import round_of
from tests.web.conftest import FRAMEWORK, feedback_round

LEADERS = 135


class Jobs(list[tuple[str, tuple]]):
    """The jobs that were asked for, in place of the queue."""

    def run(self) -> None:
        """Do the jobs on norms."""
        asked, self[:] = list(self), []
        for place, args in asked:
            if place.startswith("stature.web.norms."):
                import_string(place)(*args)


@pytest.fixture(autouse=True)
def jobs(monkeypatch) -> Jobs:
    asked = Jobs()
    monkeypatch.setattr(
        "stature.web.jobs.services.async_task",
        lambda place, *args, **_options: asked.append((place, args)),
    )
    return asked


@pytest.fixture(autouse=True)
def no_demo(settings) -> None:
    """Norms are those of real leaders, unless a test says otherwise."""
    settings.STATURE_DEMO = False


@pytest.fixture(scope="session")
def released_results() -> list[dict[str, Any]]:
    """What is released of each leader of a made-up round."""
    table = round_of(feedback_questionnaire(find_framework_pack(FRAMEWORK)), LEADERS)
    return [
        AS_DOCUMENT.dump_python(disclosed_feedback(table, leader)[0], mode="json")
        for leader in table.leaders
    ]


def released_round(
    organisation: Organisation, results: list[dict[str, Any]], agreed: int, name: str = "leader"
) -> Round:
    """A released round of one leader for each result; the first so many of them agreed."""
    round_ = feedback_round(organisation, RoundState.RELEASED)
    round_.closed_at = datetime(2026, 6, 30, tzinfo=UTC)
    round_.save()
    people = Person.objects.bulk_create(
        Person(organisation=organisation, first_name="Leader", email=f"{name}{n}@harbour.example")
        for n in range(len(results))
    )
    found = Assessment.objects.bulk_create(
        Assessment(round=round_, participant=person) for person in people
    )
    Assignment.objects.bulk_create(
        Assignment(assessment=each, person=each.participant, relationship=Relationship.SELF)
        for each in found
    )
    ReleasedFeedback.objects.bulk_create(
        ReleasedFeedback(
            assessment=each,
            version=1,
            instrument_sha256=round_.instrument_sha256,
            inputs_sha256="0" * 64,
            result=result,
            disclosure_release={},
        )
        for each, result in zip(found, results, strict=True)
    )
    NormConsent.objects.bulk_create(
        NormConsent(assessment=each, statement="Yes.") for each in found[:agreed]
    )
    return round_
