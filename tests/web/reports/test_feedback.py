"""From sent answers to released feedback: what counts, what is shown, and what stays for good."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from stature.core.instrument.feedback import RaterGroup
from stature.packs.library import find_framework_pack
from stature.web.programmes import services as programmes
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assessment, Assignment, Round, RoundState
from stature.web.reports.feedback.auditing import audit_released
from stature.web.reports.feedback.ratings import name_of, ratings_of
from stature.web.reports.feedback.results import feedback_of
from stature.web.reports.feedback.scoring import score_feedback
from stature.web.reports.models import ReleasedFeedback, ReleaseOutcome
from stature.web.reports.my_data.export import data_of
from stature.web.reports.my_data.holder import Holder
from stature.web.reports.my_data.services import AlreadyReleasedError, withdraw
from stature.web.reports.released import latest_report, readiness_of
from stature.web.reports.services import make_report, prepare_release, release_round
from stature.web.reports.services.releasing import make_reports
from stature.web.responses import services as responses
from stature.web.responses.asked import Asked
from stature.web.responses.models import SavedResponse
from stature.web.responses.published import feedback_questionnaire
from stature.web.responses.selectors import published_texts
from tests.core.reporting.text_and_page import Page, one_line
from tests.web.conftest import FRAMEWORK, feedback_round, person

INSTRUMENT = feedback_questionnaire(find_framework_pack(FRAMEWORK))
NOW = timezone.now()


@pytest.fixture(autouse=True)
def jobs(monkeypatch) -> list:
    asked: list = []
    monkeypatch.setattr(
        "stature.web.jobs.services.async_task", lambda place, *args, **_more: asked.append(place)
    )
    return asked


@pytest.fixture
def round_(organisation) -> Round:
    return feedback_round(organisation)


@pytest.fixture
def leader(round_, organisation) -> Assessment:
    return programmes.add_participant(round=round_, person=person(organisation, "Asha"))


def rate(
    leader: Assessment, who, relationship: str, points: int = 4, comment: str = ""
) -> Assignment:
    """Answers to every item, sent; the same points for each."""
    found, _is_new = Assignment.objects.get_or_create(
        assessment=leader, person=who, defaults={"relationship": relationship}
    )
    saved, _key = responses.begin_response(instrument=INSTRUMENT)
    answers: dict = {item.code: {"frequency": points} for item in INSTRUMENT.items}
    if comment:
        answers["keep"] = {"comment": comment}
    responses.save_answers(asked=Asked.of(saved), answers=answers)
    responses.seal(response_id=saved.pk, texts_sha256=leader.round.texts_sha256)
    found.response, found.started_at, found.done_at = saved, NOW, timezone.now()
    found.save()
    return found


@pytest.fixture
def rated(leader, organisation) -> Assessment:
    """Asha rated by herself, four peers, and two direct reports, which are too few."""
    rate(leader, leader.participant, "self", 3)
    for number, points in enumerate((2, 3, 4, 5)):
        rate(leader, person(organisation, f"Peer{number}"), "peer", points, f"Comment {number}.")
    for number in range(2):
        rate(leader, person(organisation, f"Report{number}"), "direct-report", 4)
    return leader


def closed(round_: Round) -> Round:
    return programmes.close_round(round=round_)


def released(round_: Round) -> None:
    """Release a round as its jobs do."""
    release = release_round(round=round_)
    prepare_release(release.pk)
    make_reports(release.pk, list(release.entries.values_list("assessment", flat=True)))


def test_answers_become_ratings_of_the_core(rated):
    ratings = ratings_of(rated.round)
    assert [each.group for each in ratings].count(RaterGroup.PEERS) == 4
    assert ratings[0].rater == ratings[0].participant == name_of(rated.participant_id)
    assert ratings[0].instrument == INSTRUMENT.reference
    assert ratings[1].comments == {"keep": "Comment 0."}


def test_answers_that_were_not_sent_are_no_ratings(leader, organisation):
    sent = rate(leader, person(organisation, "Ben"), "peer")
    Assignment.objects.filter(pk=sent.pk).update(done_at=None)
    assert ratings_of(leader.round) == []


def test_nothing_is_to_be_seen_before_the_release(rated, round_):
    closed(round_)
    assert feedback_of(rated) is None


def test_nothing_is_released_while_the_round_is_open(rated):
    assert make_report(assessment_id=rated.pk) == ReleaseOutcome.NOT_READY
    assert feedback_of(rated) is None


def test_released_feedback_shows_groups_that_reach_the_minimum(rated, round_):
    closed(round_)
    released(round_)
    found = feedback_of(rated)
    assert found is not None
    plans = {plan.name: plan.status for plan in found.feedback.groups}
    assert plans == {"self": "shown", "peers": "shown", "direct-reports": "hidden"}
    assert found.feedback.figure("T1", "direct-reports") is None
    assert found.instrument.sha256 == INSTRUMENT.sha256


def test_comments_wait_for_five_raters(rated, round_, organisation):
    rate(rated, person(organisation, "Kim"), "customer", 4)
    closed(round_)
    released(round_)
    found = feedback_of(rated)
    assert found is not None
    assert sorted(found.comments[0].texts) == [f"Comment {number}." for number in range(4)]


def test_what_is_shown_names_nobody(rated, round_):
    closed(round_)
    released(round_)
    kept = ReleasedFeedback.objects.get()
    raters = {name_of(pk) for pk in Assignment.objects.values_list("person", flat=True)}
    shown = f"{kept.result} {kept.comments}"
    assert not [name for name in raters - {name_of(rated.participant_id)} if name in shown]


def test_released_feedback_is_read_and_not_worked_out(rated, round_):
    closed(round_)
    released(round_)
    before = feedback_of(rated)
    SavedResponse.objects.all().delete()
    after = feedback_of(rated)
    assert before is not None
    assert after is not None
    assert before.feedback.figures == after.feedback.figures


def test_figures_stand_in_the_order_of_the_questionnaire_however_they_were_kept(rated, round_):
    closed(round_)
    released(round_)
    kept = ReleasedFeedback.objects.get()
    kept.result["all_others"] = dict(sorted(kept.result["all_others"].items()))
    kept.save()
    found = feedback_of(rated)
    codes = [section.code for section in found.instrument.sections]
    assert list(found.feedback.all_others) == list(found.feedback.gaps) == codes
    assert codes != sorted(codes)


def test_releasing_twice_changes_nothing(rated, round_):
    closed(round_)
    released(round_)
    released(Round.objects.get())
    assert ReleasedFeedback.objects.count() == 1


def test_round_takes_no_late_answer_after_the_release(rated, round_):
    closed(round_)
    released(round_)
    with pytest.raises(programmes.running.RoundStateError):
        programmes.reopen_round(round=Round.objects.get(), closes_on=NOW.date() + timedelta(days=9))


def test_leader_is_ready_once_anybody_sent_answers(leader, round_, organisation):
    assert readiness_of(round_).ready == 0
    rate(leader, person(organisation, "Ben"), "peer")
    assert readiness_of(round_).ready == 1


def test_leader_about_whom_only_few_answered_gets_no_figure_of_others(leader, round_, organisation):
    for number in range(2):
        rate(leader, person(organisation, f"Peer{number}"), "peer")
    closed(round_)
    released(round_)
    found = feedback_of(leader)
    assert found is not None
    assert found.feedback.all_others
    assert not any(figure.n for figure in found.feedback.all_others.values())


def test_leader_reads_the_report_as_page_and_pdf(rated, round_, jobs):
    closed(round_)
    released(round_)
    own = Assignment.objects.get(assessment=rated, relationship="self")
    browser, link = Client(), f"/a/{issue_link(own, fresh=True)}/report/"
    page = browser.get(link).content.decode()
    assert "Asha Stone" in page
    assert "Customer orientation" in page
    table = browser.get(f"{link}scores.csv").content.decode()
    assert "T1,Customer orientation,You,3.0" in table
    assert "T1,Customer orientation,All others," in table
    assert "all raters" not in table
    errors = [row["standard_error"] for row in csv.DictReader(io.StringIO(table))]
    digits = [len(error.partition(".")[2]) for error in errors]
    assert max(digits) <= 4
    assert latest_report(rated).pdf[:5] == b"%PDF-"
    assert any(place.endswith("tell_report_is_ready") for place in jobs)


def test_plain_text_of_a_released_report_says_what_its_page_says(rated, round_):
    closed(round_)
    released(round_)
    report = latest_report(rated)
    fixed = [
        one_line(text)
        for text in published_texts(report.texts_sha256).texts.values()
        if "{" not in text and len(text.split()) > 2
    ]
    page, told = one_line(" ".join(Page(report.html).texts)), one_line(report.plain_text)
    whole = one_line(unescape(re.sub(r"<[^>]+>", " ", report.html)))
    assert [text for text in fixed if text in told]
    assert [text for text in fixed if text in told and text not in whole] == []
    assert [text for text in fixed if text in page and text not in told] == []


# Bad input: each case has one stated outcome.


def findings_of(assessment: Assessment) -> list[str]:
    scored = score_feedback(assessment)
    return [] if scored is None else [finding.problem for finding in scored.findings]


def test_leader_who_rates_as_peer_does_not_count_as_one(rated):
    Assignment.objects.filter(assessment=rated, relationship="self").update(relationship="peer")
    assert findings_of(rated) == ["the participant rates as one of the others"]


def test_leader_named_as_their_own_manager_does_not_count_as_one(rated):
    Assignment.objects.filter(assessment=rated, relationship="self").update(relationship="manager")
    assert findings_of(rated) == ["the participant is named as their own manager"]


def test_same_person_answers_about_a_leader_once(rated, organisation):
    peer = rated.assignments.filter(relationship="peer").first()
    with pytest.raises(programmes.taking_part.TakingPartError):
        programmes.add_rater(assessment=rated, person=peer.person, relationship="customer")


def test_group_that_falls_below_the_minimum_by_a_withdrawal_is_hidden(rated, round_):
    for each in rated.assignments.filter(relationship="peer")[:2]:
        Assignment.objects.filter(pk=each.pk).update(response=None, done_at=None, declined_at=NOW)
    closed(round_)
    released(round_)
    found = feedback_of(rated)
    assert found is not None
    assert found.feedback.figure("T1", "peers") is None
    assert {plan.name: plan.status for plan in found.feedback.groups}["peers"] == "merged"


def test_round_keeps_its_questionnaire_when_the_framework_changes(rated, round_, monkeypatch):
    newer = INSTRUMENT.model_copy(update={"version": "9.0.0"})
    monkeypatch.setattr(programmes.running, "questionnaire_of", lambda _round, _pack: newer)
    closed(round_)
    programmes.reopen_round(round=round_, closes_on=NOW.date() + timedelta(days=9))
    assert Round.objects.get().instrument_sha256 == INSTRUMENT.sha256
    assert findings_of(rated) == []


def test_answers_to_another_version_are_left_out(rated):
    SavedResponse.objects.filter(assignment__relationship="self").update(instrument_sha256="0" * 64)
    assert findings_of(rated) == ["the answers were given to another version of the questionnaire"]


def test_answer_to_a_retired_item_is_left_out_and_the_rest_counts(rated):
    saved = rated.assignments.get(relationship="self").response
    saved.answers = {**saved.answers, "T9.9.9": {"frequency": 3}}
    saved.save()
    assert findings_of(rated) == ["item T9.9.9 is not in this version of the questionnaire"]
    scored = score_feedback(rated)
    assert scored is not None
    assert scored.feedback.own_items["T1.1.1"] == 3


def test_participant_who_was_taken_out_gets_nothing(rated, round_):
    closed(round_)
    programmes.withdraw_participant(assessment=rated)
    released(Round.objects.get())
    assert feedback_of(rated) is None
    assert ratings_of(round_) == []


def test_one_organisations_ratings_stay_out_of_anothers(rated, other_organisation):
    other = feedback_round(other_organisation, RoundState.OPEN)
    assert ratings_of(other) == []


def test_own_data_hold_the_feedback_and_nothing_of_the_raters(rated, round_):
    closed(round_)
    released(round_)
    archive = data_of(Holder((rated.participant,), "reports:"))
    [found] = archive["feedback"]
    assert found["result"]["figures"]
    assert "disclosure_release" not in found
    assert "person-" not in str(found).replace(name_of(rated.participant_id), "")


def test_leader_with_released_feedback_no_longer_leaves_the_round(rated, round_):
    closed(round_)
    released(round_)
    own = rated.assignments.get(relationship="self")
    with pytest.raises(AlreadyReleasedError):
        withdraw(holder=Holder((rated.participant,), "reports:"), assignment=own)


def test_rater_who_withdraws_is_out_of_the_ratings(rated):
    peer = rated.assignments.filter(relationship="peer").first()
    withdraw(holder=Holder((peer.person,), "reports:"), assignment=peer)
    assert [each.group for each in ratings_of(rated.round)].count(RaterGroup.PEERS) == 3


# The adversary on what was released.


def late(leader: Assessment, organisation, number: int) -> None:
    """Answers of one more peer, that came on paper after the release."""
    rate(leader, person(organisation, f"Late{number}"), "peer", 2 + number)


def test_what_was_released_gives_nobody_away_and_is_what_the_rules_give(rated, round_):
    closed(round_)
    released(round_)
    [one] = audit_released(round_)
    assert one.found.verdict.safe
    assert one.found.verdict.asked > 10
    assert one.found.releases == 1
    assert one.is_as_kept


def test_all_versions_of_a_report_are_attacked_together(rated, round_, organisation):
    closed(round_)
    released(round_)
    for number in range(3):
        late(rated, organisation, number)
    released(Round.objects.get())
    late(rated, organisation, 3)
    assert ReleasedFeedback.objects.count() == 2
    [one] = audit_released(round_, exact=True)
    assert (one.found.releases, one.found.raters) == (2, 10)
    assert one.found.verdict.safe
    assert one.is_as_kept


def test_audit_says_where_answers_were_withdrawn_since(rated, round_):
    closed(round_)
    released(round_)
    rated.assignments.filter(relationship="peer").first().delete()
    [one] = audit_released(round_)
    assert not one.is_as_kept


# A withdrawal after the release: what was released stays.


def withdraws(assignment: Assignment) -> None:
    withdraw(holder=Holder((assignment.person,), "reports:"), assignment=assignment)


def test_withdrawal_after_the_release_makes_no_new_version(rated, round_):
    closed(round_)
    released(round_)
    before = latest_report(rated)
    withdraws(rated.assignments.filter(relationship="peer").first())
    released(Round.objects.get())
    assert ReleasedFeedback.objects.count() == 1
    assert latest_report(rated) == before
    assert round_.releases.first().entries.get().outcome == ReleaseOutcome.UNCHANGED


def test_name_corrected_after_a_withdrawal_leaves_the_figures_as_they_were(rated, round_):
    closed(round_)
    released(round_)
    before = latest_report(rated)
    withdraws(rated.assignments.filter(relationship="peer").first())
    type(rated.participant).objects.filter(pk=rated.participant_id).update(first_name="Ayesha")
    released(Round.objects.get())
    after = latest_report(rated)
    assert (after.version, after.changed) == (2, ["name"])
    assert after.scores == before.scores


@pytest.mark.parametrize(
    ("relationship", "cause"), [("self", "answers"), ("peer", "corrected-answers")]
)
def test_answers_that_were_corrected_are_named_as_what_is_new(rated, round_, relationship, cause):
    closed(round_)
    released(round_)
    saved = rated.assignments.filter(relationship=relationship).first().response
    saved.answers = {**saved.answers, "T1.1.1": {"frequency": 1}}
    saved.save()
    released(Round.objects.get())
    assert latest_report(rated).changed == [cause]


def test_late_answers_and_withdrawals_are_named_as_what_is_new(rated, round_, organisation):
    closed(round_)
    released(round_)
    withdraws(rated.assignments.filter(relationship="peer").first())
    late(rated, organisation, 1)
    released(Round.objects.get())
    assert latest_report(rated).changed == ["late-answers", "withdrawn-answers"]


def test_release_of_an_earlier_version_of_stature_is_compared_as_a_whole(rated, round_):
    closed(round_)
    released(round_)
    ReleasedFeedback.objects.update(counted={})
    released(Round.objects.get())
    assert ReleasedFeedback.objects.count() == 1


def test_own_data_hold_no_hash_of_a_rating(rated, round_):
    closed(round_)
    released(round_)
    [found] = data_of(Holder((rated.participant,), "reports:"))["feedback"]
    assert "counted" not in found
