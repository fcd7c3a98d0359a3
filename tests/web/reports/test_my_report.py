"""My report: its forms, its versions, and who else may read it."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from django.test import Client

from stature.web.audit.models import AuditEvent
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Round
from stature.web.reports.archive import file_name
from stature.web.reports.models import ReleasedReport
from tests.web.conftest import client_of, person
from tests.web.reports.conftest import fresh_link, rate, report_page

pytestmark = pytest.mark.django_db
FORMS = ("", "report.pdf", "report.txt", "scores.json", "scores.csv")


def team_page(assessment, rest: str = "") -> str:
    return f"/my/team/reports/{assessment.pk}/{rest}"


def test_participant_reads_the_report_in_all_forms(paul_reads, released):
    page = paul_reads.get(report_page(released)).content.decode()
    assert "<title>My report" in page
    assert page.count("<h1") == 1
    assert paul_reads.get(report_page(released, "report.pdf")).content.startswith(b"%PDF")
    assert "Paul Reed" in paul_reads.get(report_page(released, "report.txt")).content.decode()
    assert paul_reads.get(report_page(released, "scores.json")).json()["sections"]
    table = paul_reads.get(report_page(released, "scores.csv")).content.decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert rows[0] == {
        "area": "SL",
        "side": "individual",
        "score": "16.0",
        "maximum": "24",
        "answered": "8",
        "items": "8",
    }


def test_report_is_listed(paul_reads, released):
    assert report_page(released) in paul_reads.get("/my/reports/").content.decode()


def test_first_look_is_kept(paul_reads, released):
    assert ReleasedReport.objects.get().first_seen_at is None
    paul_reads.get(report_page(released))
    assert ReleasedReport.objects.get().first_seen_at


def test_nobody_else_reads_it(released, administrator, outsider, manager):
    for user in (administrator, outsider, manager):
        for rest in FORMS:
            assert client_of(user).get(report_page(released, rest)).status_code == 404
        assert client_of(user).get(team_page(released)).status_code == 404


def test_older_version_stays_readable(paul_reads, released, release, paul):
    paul.first_name = "Paula"
    paul.save()
    release()
    newest = paul_reads.get(report_page(released)).content.decode()
    assert "Version 1 of" in newest
    assert "Paula Reed" in newest
    older = paul_reads.get(report_page(released, "?version=1")).content.decode()
    assert "Personal report for Paul Reed" in older
    for strange in ("3", "x", "-1", "9" * 40, "²"):
        assert paul_reads.get(report_page(released, f"?version={strange}")).status_code == 404


def test_report_does_not_show_the_inputs_of_colleagues(
    paul_reads, assessment, organisation, release
):
    for number in (0, 1, 3):
        rate(assessment, person(organisation, f"Peer{number}"), number)
    release()
    for rest in ("scores.json", "scores.csv", "report.txt"):
        assert "Peer" not in paul_reads.get(report_page(assessment, rest)).content.decode()
    assert "colleagues" not in paul_reads.get(report_page(assessment, "scores.json")).json()


def test_link_sent_lately_opens_the_report(client, own, released):
    link = fresh_link(own)
    for rest in FORMS:
        assert client.get(f"{link}report/{rest}").status_code == 200


def test_page_of_thanks_leads_to_the_report(client, paul_reads, own, released):
    link = fresh_link(own)
    page = client.get(link).content.decode()
    assert f"{link}report/" in page
    signed_in = paul_reads.get(f"/my/answers/{own.pk}/").content.decode()
    assert report_page(released) in signed_in
    assert "/my/data/" in signed_in


def test_page_of_thanks_in_a_strange_browser_offers_a_fresh_link(client, own, released):
    link = f"/a/{issue_link(own)}/"
    page = client.get(link).content.decode()
    assert f"{link}report/" not in page
    assert f'action="{link}fresh-link/"' in page
    assert "on its way" in client.post(f"{link}fresh-link/").content.decode()
    assert "have a fresh link" not in client.get(fresh_link(own)).content.decode()


def test_colleague_is_led_to_their_data_and_to_no_report(client, assessment, organisation, release):
    peer = rate(assessment, person(organisation, "Cora"), 2)
    release()
    link = fresh_link(peer)
    page = client.get(link).content.decode()
    assert f"{link}data/" in page
    assert f"{link}report/" not in page
    assert f"{link}fresh-link/" not in page


def test_account_menu_leads_to_reports_and_data(paul_reads):
    page = paul_reads.get("/my/").content.decode()
    assert page.count('href="/my/reports/"') == 2
    assert page.count('href="/my/data/"') == 2


def test_invitation_opens_no_report_in_a_strange_browser(client, own, released):
    reply = client.get(f"/a/{issue_link(own)}/report/")
    assert reply.status_code == 403
    assert "Personal report" not in reply.content.decode()


def test_link_of_a_colleague_opens_no_report(client, assessment, organisation, release):
    peer = rate(assessment, person(organisation, "Cora"), 2)
    release()
    for rest in FORMS:
        assert client.get(f"{fresh_link(peer)}report/{rest}").status_code == 404


def test_link_before_release_says_that_there_is_none_yet(client, own):
    assert "not ready yet" in client.get(f"{fresh_link(own)}report/").content.decode()


def test_participant_shares_with_the_line_manager_and_takes_it_back(paul_reads, released, manager):
    reads = client_of(manager)
    paul_reads.post(report_page(released, "share/"), {"share": "yes"})
    assert "Personal report for Paul" in reads.get(team_page(released)).content.decode()
    assert reads.get(team_page(released, "report.pdf")).content.startswith(b"%PDF")
    assert team_page(released) in reads.get("/my/team/").content.decode()
    paul_reads.post(report_page(released, "share/"), {"share": "no"})
    assert reads.get(team_page(released)).status_code == 404
    kept = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"reports.shared", "reports.sharing-stopped", "reports.seen-by-manager"} <= kept


def test_leave_to_read_ends_with_the_line_manager(paul_reads, released, manager, paul):
    paul_reads.post(report_page(released, "share/"), {"share": "yes"})
    paul.manager = None
    paul.save()
    assert client_of(manager).get(team_page(released)).status_code == 404


def test_rule_of_the_round_shows_the_report_to_the_line_manager(assessment, manager, release):
    Round.objects.update(manager_sees_report=True)
    release()
    page = client_of(manager).get(team_page(assessment)).content.decode()
    assert "You and your line manager can read it." in page
    assert AuditEvent.objects.filter(action="reports.seen-by-manager").count() == 1


def test_archive_holds_each_newest_report_under_a_safe_name(
    administration, administrator, released, release, paul
):
    paul.first_name, paul.last_name = "../../Zoë", "=evil\\"
    paul.save()
    release()
    Round.objects.update(administrators_see_reports=True)
    reply = administration.get(f"/o/harbour/rounds/{released.round_id}/reports.zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(reply.streaming_content)))
    assert archive.testzip() is None
    assert archive.namelist() == ["0001-zoe-evil.pdf"]
    newest = ReleasedReport.objects.get(version=2)
    assert archive.read("0001-zoe-evil.pdf") == bytes(newest.pdf)
    event = AuditEvent.objects.get(action="reports.downloaded")
    assert (event.actor_id, event.details["n"]) == (administrator.pk, 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("", "0001.pdf"), ("李", "0001.pdf"), ("CON", "0001-con.pdf"), ("a/b\0c", "0001-a-b-c.pdf")],
)
def test_name_in_the_archive_is_safe(name, expected):
    assert file_name(1, name) == expected


def test_signing_out_closes_the_report(released):
    assert Client().get(report_page(released)).status_code == 302


def test_colleagues_view_shows_averages_only(paul_reads, assessment, organisation, release):
    for number in (1, 2, 3):
        rate(assessment, person(organisation, f"Peer{number}"), number)
    release()
    page = paul_reads.get(report_page(assessment)).content.decode()
    section = page.split('id="colleagues"')[1].split('id="contract"')[0]
    assert "(3 colleagues)" in section
    assert "Peer" not in page


def panel_of(page: str) -> str:
    """The box above the report."""
    return page[page.index('<section class="panel"') :].partition("</section>")[0]


def test_report_begins_soon_and_the_rest_unfolds(paul_reads, released):
    panel = panel_of(paul_reads.get(report_page(released)).content.decode())
    before, _, folded = panel.partition("<details>")
    assert "Download your report (PDF)" in before
    assert "report.txt" in folded
    assert "Who may read it" in folded


def test_versions_are_unfolded_for_whoever_looks_at_one(paul_reads, released):
    page = paul_reads.get(report_page(released) + "?version=1").content.decode()
    assert "<details open>" in panel_of(page)
