"""The role on the report, and the facilitator's pack: made at release, and seen by two people."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from pypdf import PdfReader

from stature.packs.library import find_framework_pack
from stature.web.accounts.models import Membership, Role
from stature.web.audit.models import AuditEvent
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assessment, Assignment, Purpose, Round
from stature.web.programmes.questionnaires import roles_of
from stature.web.reports.models import FacilitatorPack, ReleasedReport
from stature.web.reports.my_data.export import data_archive
from stature.web.reports.my_data.holder import Holder
from stature.web.responses.published import feedback_questionnaire
from stature.web.responses.services import publish_document
from tests.web.conftest import FRAMEWORK, client_of, feedback_round, member
from tests.web.reports.rated_leaders import closed, rate, rated_leader, released

TELL = "stature.web.invitations.services.facilitating.tell_facilitator"


@pytest.fixture(autouse=True)
def asked(monkeypatch) -> list[tuple]:
    """The jobs that were asked for, in place of the queue."""
    found: list[tuple] = []
    monkeypatch.setattr(
        "stature.web.jobs.services.async_task",
        lambda place, *args, **_more: found.append((place, args)),
    )
    return found


def letters(asked: list[tuple]) -> list[tuple]:
    """What the facilitator is to be told: of which round and release, and of how many packs."""
    return [args for place, args in asked if place == TELL]


@pytest.fixture
def clara(organisation):
    """A consultant who leads talks."""
    return member(organisation, "clara@harbour.example", Role.CONSULTANT)


@pytest.fixture
def round_(organisation, clara) -> Round:
    """An open round with a facilitator and a role to compare with."""
    role = roles_of(find_framework_pack(FRAMEWORK))["service-director"]
    publish_document(role, kind=role.kind)
    found = feedback_round(organisation)
    found.facilitator, found.role_profile, found.role_sha256 = clara, role.id, role.sha256
    found.save()
    return found


@pytest.fixture
def rated(round_) -> Assessment:
    """Asha, rated and released."""
    leader = rated_leader(round_, "Asha")
    closed(round_)
    released(round_)
    return leader


def printed(pdf: bytes) -> str:
    """The words of the first page of a PDF."""
    return PdfReader(io.BytesIO(bytes(pdf))).pages[0].extract_text()


def pack_of(leader: Assessment, rest: str = "") -> str:
    return f"/o/harbour/talks/{leader.pk}/{rest}"


def link_to_report(leader: Assessment, rest: str = "") -> str:
    own = Assignment.objects.get(assessment=leader, relationship="self")
    return f"/a/{issue_link(own, fresh=True)}/report/{rest}"


def test_report_compares_with_the_role_of_the_round(rated):
    text = ReleasedReport.objects.get().plain_text
    assert "Customer service director" in text
    assert "Customer service director" in FacilitatorPack.objects.get().html


def test_report_without_a_role_compares_with_none(organisation):
    plain = feedback_round(organisation)
    rated_leader(plain, "Ben")
    closed(plain)
    released(plain)
    assert "Customer service director" not in ReleasedReport.objects.get().plain_text
    assert not FacilitatorPack.objects.exists()


@pytest.fixture
def rated_for_decisions(round_) -> Assessment:
    """Asha, rated in a round for decisions whose reports line managers read."""
    round_.programme.purpose = Purpose.DECISIONS
    round_.programme.save()
    round_.manager_sees_report = True
    round_.save()
    leader = rated_leader(round_, "Asha")
    closed(round_)
    released(round_)
    return leader


def test_report_and_pack_for_decisions_say_what_they_are_for(rated_for_decisions):
    report = ReleasedReport.objects.get()
    pdfs = [printed(report.pdf), printed(FacilitatorPack.objects.get().pdf)]
    for form in (report.html, report.plain_text, FacilitatorPack.objects.get().html, *pdfs):
        told = " ".join(form.split())
        assert "Your organisation uses it for decisions, such as selection." in told
        assert "for your own growth" not in told
        assert "You and your line manager can read it." in told
        assert "A facilitator reads your report too, to talk about it with you." in told


def test_report_for_development_is_for_growth_and_names_who_reads_it(rated):
    told = " ".join(ReleasedReport.objects.get().plain_text.split())
    assert "This report is for your own growth." in told
    assert "used for decisions" not in told
    assert "The rule of your programme says who else may read it." in told
    assert "A facilitator reads your report too, to talk about it with you." in told


def test_facilitator_reads_the_pack_as_page_and_pdf(rated, clara):
    browser = client_of(clara)
    assert "Asha Stone" in browser.get("/o/harbour/talks/").content.decode()
    page = browser.get(pack_of(rated)).content.decode()
    assert "Facilitator’s pack" in page
    assert "Customer orientation" in page
    assert browser.get(pack_of(rated, "pack.pdf")).content[:5] == b"%PDF-"


def test_each_look_is_written_to_the_log(rated, clara):
    client_of(clara).get(pack_of(rated))
    client_of(clara).get(pack_of(rated, "pack.pdf"))
    Client().get(link_to_report(rated, "facilitator/"))
    seen = AuditEvent.objects.filter(action="reports.pack-seen")
    assert [each.actor_id for each in seen.order_by("pk")] == [clara.pk, clara.pk, None]
    assert {each.subject for each in seen} == {f"assessment {rated.pk}"}


def test_nobody_else_reads_the_pack(rated, administration, organisation):
    other = client_of(member(organisation, "con@harbour.example", Role.CONSULTANT))
    for browser in (administration, other):
        assert "Asha" not in browser.get("/o/harbour/talks/").content.decode()
        assert browser.get(pack_of(rated)).status_code == 404
        assert browser.get(pack_of(rated, "pack.pdf")).status_code == 404


def test_facilitator_without_the_role_any_more_reads_nothing(rated, clara):
    Membership.objects.filter(user=clara).update(role=Role.PARTICIPANT)
    assert client_of(clara).get(pack_of(rated)).status_code == 403


def test_facilitator_of_one_organisation_reads_nothing_in_another(rated, clara, other_organisation):
    Membership.objects.create(user=clara, organisation=other_organisation, role=Role.CONSULTANT)
    address = pack_of(rated).replace("harbour", "northern")
    assert client_of(clara).get(address).status_code == 404


def test_nobody_facilitates_the_talk_about_themselves(rated, clara):
    rated.participant.user = clara
    rated.participant.save()
    assert client_of(clara).get(pack_of(rated)).status_code == 404


def test_pack_of_a_leader_who_was_taken_out_is_gone(rated, clara):
    Assessment.objects.filter(pk=rated.pk).update(withdrawn_at=rated.created_at)
    assert client_of(clara).get(pack_of(rated)).status_code == 404


def test_leader_reads_what_the_facilitator_reads(rated):
    browser, address = Client(), link_to_report(rated)
    report = browser.get(address).content.decode()
    assert "What your facilitator reads before the talk" in report
    assert "Clara reads it as your facilitator" in report
    assert "Only you." not in report
    assert "agenda" in browser.get(f"{address}facilitator/").content.decode()
    assert browser.get(f"{address}facilitator.pdf").content[:5] == b"%PDF-"


def test_raters_link_opens_no_pack(rated):
    peer = Assignment.objects.filter(assessment=rated, relationship="peer").first()
    link = f"/a/{issue_link(peer, fresh=True)}/report/facilitator/"
    assert Client().get(link).status_code == 404


def test_report_without_a_pack_has_no_page_for_it(organisation):
    plain = feedback_round(organisation)
    leader = rated_leader(plain, "Ben")
    closed(plain)
    released(plain)
    assert Client().get(link_to_report(leader, "facilitator/")).status_code == 404
    assert "facilitator" not in Client().get(link_to_report(leader)).content.decode()


def test_own_data_hold_the_pack(rated):
    files = zipfile.ZipFile(io.BytesIO(data_archive(Holder((rated.participant,), "reports:"))))
    assert f"reports/facilitators-pack-{rated.pk}-version-1.pdf" in files.namelist()


def test_everybody_is_told_of_the_facilitator_before_they_answer(round_, organisation):
    leader = rated_leader(round_, "Asha", points=(3,))
    leader.assignments.update(response=None, started_at=None, done_at=None)
    told = [
        Client().get(f"/a/{issue_link(each)}/").content.decode()
        for each in leader.assignments.order_by("pk")
    ]
    assert "A facilitator reads your report too, to talk about it with you." in told[0]
    assert "to talk about it with Asha Stone" in told[1]


def test_report_with_a_second_scale_is_made(organisation):
    pack = find_framework_pack(FRAMEWORK)
    instrument = feedback_questionnaire(pack, with_effectiveness=True)
    publish_document(instrument, kind=instrument.kind)
    both = feedback_round(organisation)
    Round.objects.filter(pk=both.pk).update(instrument_sha256=instrument.sha256)
    both.refresh_from_db()
    leader = rated_leader(both, "Ben")
    rate(leader, leader.participant, "self", 4)
    closed(both)
    released(both)
    assert leader.released_feedback.get().result["effectiveness"]


def test_facilitator_is_told_once_of_all_packs_of_a_release(round_, asked):
    for name in ("Asha", "Ben"):
        rated_leader(round_, name)
    closed(round_)
    released(round_)
    assert letters(asked) == [(round_.pk, 1, 2)]


def test_release_that_makes_no_pack_tells_nobody(rated, round_, asked):
    released(round_)
    assert [release for _round, release, _packs in letters(asked)] == [1]


def test_facilitator_is_not_told_of_the_pack_on_themselves(round_, clara, asked):
    leader = rated_leader(round_, "Asha")
    leader.participant.user = clara
    leader.participant.save()
    closed(round_)
    released(round_)
    assert FacilitatorPack.objects.exists()
    assert letters(asked) == []
