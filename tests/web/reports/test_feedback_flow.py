"""A whole round of 360 feedback, page by page: from set-up to the leader's report."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils.module_loading import import_string

from stature.web.programmes.models import Assessment, Assignment, Round
from tests.web.conftest import client_of, person

PAGE = re.compile(r"https?://[^/\s]+(/(?:a|raters)/[^\s]+)")


@pytest.fixture(autouse=True)
def jobs(monkeypatch) -> list:
    asked: list = []
    monkeypatch.setattr(
        "stature.web.jobs.services.async_task",
        lambda place, *args, **_more: asked.append((place, args)),
    )
    return asked


def work(jobs: list) -> None:
    """Do all jobs, and those that they ask for."""
    while jobs:
        place, args = jobs.pop(0)
        import_string(place)(*args)


def letters_to(address: str) -> list[str]:
    """The addresses of the pages that e-mails to somebody lead to."""
    bodies = [letter.body for letter in mail.outbox if letter.to == [address]]
    return [PAGE.search(body).group(1) for body in bodies if PAGE.search(body)]


def answer_all(link: str, points: int) -> None:
    """Answer every page as a browser without scripts does, and send."""
    browser = Client()
    browser.post(f"{link}start/")
    page = browser.get(link).url
    while "/areas/" in page:
        names = set(re.findall(r'name="([\w.]+\.frequency)"', browser.get(page).content.decode()))
        page = browser.post(page, {**dict.fromkeys(names, points), "go": "on"}).url
    assert page.endswith("/check/")
    assert browser.post(f"{link}seal/").status_code == 302


@pytest.mark.django_db
def test_leader_gets_a_report_from_raters_that_the_manager_approved(
    administration, organisation, participant, jobs
):
    paul = participant.people.get()
    paul.manager = person(organisation, "Mona")
    paul.save()
    administration.post("/o/harbour/programmes/new/", {"template": "360-feedback"})
    round_ = Round.objects.get()
    home = f"/o/harbour/rounds/{round_.pk}/"
    purpose = {"title": "Leaders 2027", "purpose": "development"}
    administration.post(f"{home}set-up/purpose/", purpose)
    administration.post(f"{home}participants/add/", {"people": [paul.pk]})
    assert administration.post(f"{home}open/").status_code == 302
    work(jobs)

    [own] = letters_to(paul.email)
    for number in range(4):
        rater = {"do": "add", "email": f"p{number}@else.example", "relationship": "peer"}
        Client().post(f"{own}raters/", rater)
    Client().post(f"{own}raters/", {"do": "send"})
    work(jobs)
    [approval] = letters_to("mona@harbour.example")
    Client().post(approval, {"do": "approve"})
    work(jobs)

    answer_all(own, 3)
    for number in range(4):
        [link] = letters_to(f"p{number}@else.example")
        answer_all(link, 2 + number)
    # The line manager was on the list from the start, as the list of people names her.
    [_approval, as_manager] = letters_to("mona@harbour.example")
    answer_all(as_manager, 4)
    assert Assignment.objects.filter(done_at=None).count() == 0

    administration.post(f"{home}close/")
    administration.post(f"{home}release/")
    work(jobs)
    assessment = Assessment.objects.get()
    page = client_of(participant).get(f"/my/reports/{assessment.pk}/").content.decode()
    assert "Customer orientation" in page
    assert "p1@else.example" not in page
