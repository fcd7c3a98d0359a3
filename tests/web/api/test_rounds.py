"""Programmes and rounds, as programs read them."""

from __future__ import annotations

import pytest

from stature.web.api.endpoints import rounds
from stature.web.audit.models import AuditEvent
from stature.web.reports.models import ReleasedReport


def test_programmes_are_listed_with_their_rounds(program, draft):
    [programme] = program.get("programmes/").json()["items"]
    assert (programme["title"], programme["purpose"]) == ("Leaders", "development")
    assert [(each["id"], each["state"]) for each in programme["rounds"]] == [(draft.pk, "draft")]


def test_programme_is_shown(program, draft):
    assert program.get(f"programmes/{draft.programme_id}/").json()["title"] == "Leaders"


def test_rounds_are_listed_by_state(program, draft):
    assert program.get("rounds/", state="draft").json()["count"] == 1
    assert program.get("rounds/", state="open").json()["count"] == 0
    assert program.get("rounds/", state="strange").status_code == 422


def test_round_is_shown(program, draft):
    shown = program.get(f"rounds/{draft.pk}/").json()
    assert (shown["programme_id"], shown["number"]) == (draft.programme_id, 1)
    assert shown["administrators_see_reports"] is False


def test_status_counts_people_by_group(program, draft):
    status = program.get(f"rounds/{draft.pk}/status/").json()
    counts = {"asked": 1, "invited": 0, "started": 0, "done": 0, "declined": 0}
    assert status["groups"] == [{"relationship": "self", **counts}]
    assert status["everyone"] == {"relationship": "", **counts}


@pytest.mark.parametrize(
    ("manager_sees", "words"), [(False, "only the participant"), (True, "their line manager")]
)
def test_results_that_were_promised_to_others_are_refused_with_the_reason(
    program, draft, manager_sees, words
):
    draft.manager_sees_report = manager_sees
    draft.save()
    reply = program.get(f"rounds/{draft.pk}/results/")
    assert reply.status_code == 403
    assert words in reply.json()["detail"]
    assert AuditEvent.objects.filter(action="results.refused").count() == 1


def released(draft, version: int) -> ReleasedReport:
    return ReleasedReport.objects.create(
        assessment=draft.assessments.get(),
        version=version,
        inputs={"raters": "secret"},
        scores={"SL": {"version": version}},
        html="",
        pdf=b"",
    )


def test_results_are_the_newest_scores_where_people_were_told_so(program, draft, monkeypatch):
    monkeypatch.setattr(rounds, "administrators_see", lambda round: True)
    released(draft, 1)
    newest = released(draft, 2)
    reply = program.get(f"rounds/{draft.pk}/results/")
    [result] = reply.json()["items"]
    assert result["participant_id"] == newest.assessment.participant_id
    assert (result["version"], result["scores"]) == (2, {"SL": {"version": 2}})
    assert "secret" not in reply.content.decode()
    assert AuditEvent.objects.filter(action="results.read").count() == 1


@pytest.mark.parametrize("rest", ["", "status/", "results/"])
def test_round_of_another_organisation_is_not_found(others_program, draft, rest):
    assert others_program.get(f"rounds/{draft.pk}/{rest}").status_code == 404


def test_lists_of_another_organisation_are_empty(others_program, draft):
    assert others_program.get("programmes/").json()["count"] == 0
    assert others_program.get("rounds/").json()["count"] == 0
    assert others_program.get(f"programmes/{draft.programme_id}/").status_code == 404
