"""The finished reports that the demo opens on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest

from stature.packs import made_up_responses
from stature.web.reports.selectors import as_pdf, made_up_report

pytestmark = pytest.mark.django_db  # the bar of the demo asks whom one can see it as

PEOPLE = made_up_responses()


class Landmarks(HTMLParser):
    """Counts what a page may have once only, and what it may not have at all."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.ids: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
        if tag in {"style", "script"} and not dict(attributes).get("src"):
            self.inline.append(tag)


def read(page: str) -> Landmarks:
    landmarks = Landmarks()
    landmarks.feed(page)
    return landmarks


def test_site_opens_on_the_finished_report_of_the_first_person(client):
    page = client.get("/").content.decode()
    assert f"Personal report for {PEOPLE[0].name}" in page
    assert "Your report at a glance" in page
    assert "Answer it yourself" in page
    assert "(8 questions, about a minute)" in page


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.respondent)
def test_each_person_has_a_report_that_says_it_is_made_up(client, person):
    page = client.get(f"/people/{person.respondent}/").content.decode()
    assert f"Personal report for {person.name}" in page
    assert "Made-up people only" in page
    assert "this person and these answers do not exist" in page
    others = [other for other in PEOPLE if other is not person]
    assert all(f'href="/people/{other.respondent}/"' in page for other in others)


def test_page_has_one_heading_one_main_part_and_nothing_inline(client):
    landmarks = read(client.get("/").content.decode())
    assert landmarks.counts["h1"] == 1
    assert landmarks.counts["main"] == 1
    assert landmarks.inline == []
    assert len(landmarks.ids) == len(set(landmarks.ids))


@pytest.mark.parametrize("name", ["nobody", "NADIA", "..%2f..%2fetc%2fpasswd", "%00", "<b>"])
def test_unknown_person_is_not_found(client, name):
    reply = client.get(f"/people/{name}/")
    assert reply.status_code == 404
    assert client.get(f"/people/{name}/report.pdf").status_code == 404
    assert "<b>" not in reply.content.decode()


def test_pdf_is_sent_as_a_file(client):
    person = PEOPLE[0].respondent
    reply = client.get(f"/people/{person}/report.pdf")
    assert reply.content.startswith(b"%PDF-")
    assert f'filename="{person}-service-report.pdf"' in reply["Content-Disposition"]


def test_two_people_can_ask_for_a_pdf_at_once():
    reports = [made_up_report(person.respondent) for person in PEOPLE[:4]]
    with ThreadPoolExecutor(4) as threads:
        assert all(pdf.startswith(b"%PDF-") for pdf in threads.map(as_pdf, reports))


def test_reports_cannot_be_posted_to(client):
    assert client.post("/").status_code == 405
