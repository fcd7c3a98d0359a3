"""The pages of an import."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_q.models import Task

from stature.web.people import asking, selectors, services, tasks
from stature.web.people.models import ImportPreview, PeopleImport, Person
from tests.web.people.conftest import csv_bytes, upload

IMPORT = "/o/harbour/people/import/"
ROWS = (("Maria", "Stone", "mary@harbour.example", "S1"), ("Ann", "", "ann@x.example", ""))


@pytest.fixture
def jobs(monkeypatch):
    """The jobs asked for, not yet done."""
    asked = []
    monkeypatch.setattr(asking, "enqueue", lambda job, *args: asked.append((job, args)))
    return asked


@pytest.fixture
def everything_is_large(monkeypatch):
    """Have each table worked on by jobs."""
    monkeypatch.setattr(asking, "READ_AT_ONCE_ELSE", 0)
    monkeypatch.setattr(asking, "CHANGED_AT_ONCE", 0)


def seen_on(page) -> dict[str, str]:
    return {"seen": page.context["seen"]}


def test_whole_way_from_table_to_undo(administration, mary):
    sent = administration.post(IMPORT, upload(*ROWS, ("Bo", "", "nobody", "")))
    page = administration.get(sent["Location"])
    text = page.content.decode()
    assert "This is not an e-mail address" in text
    changed = administration.get(f"{sent['Location']}?show=changed").content.decode()
    assert "First name: Mary becomes Maria" in changed
    assert "Ann" in administration.get(f"{sent['Location']}?show=new").content.decode()
    confirmed = administration.post(sent["Location"], seen_on(page), follow=True)
    assert "is brought in" in confirmed.content.decode()
    assert Person.objects.filter(first_name__in=("Maria", "Ann")).count() == 2
    done = PeopleImport.objects.get()
    address = f"/o/harbour/people/imports/{done.pk}/"
    assert (
        "1 person who was new is deleted" in administration.get(f"{address}undo/").content.decode()
    )
    undone = administration.post(f"{address}undo/", follow=True).content.decode()
    assert "Everything is as it was" in undone
    assert [person.first_name for person in Person.objects.all()] == ["Mary"]


def give_up(jobs) -> None:
    """Let the last job fail at every try."""
    job, args = jobs.pop()
    now = timezone.now()
    Task.objects.create(
        id=f"{job.__name__}-{now.timestamp()}",
        name="",
        func=f"{job.__module__}.{job.__qualname__}",
        args=args,
        success=False,
        attempt_count=len(settings.JOB_WAITS) + 1,
        started=now,
        stopped=now,
    )


def test_page_says_what_to_do_when_the_table_could_not_be_read(
    administration, jobs, everything_is_large
):
    sent = administration.post(IMPORT, upload(*ROWS))
    give_up(jobs)
    page = administration.get(sent["Location"])
    assert "The table could not be read. Nothing was changed." in page.content.decode()
    assert "Refresh" not in page
    administration.post(f"{sent['Location']}discard/")
    assert not ImportPreview.objects.exists()
    again = administration.post(IMPORT, upload(*ROWS))
    assert "The table is being read" in administration.get(again["Location"]).content.decode()


def test_page_says_what_to_do_when_an_import_could_not_be_done_or_undone(
    administration, organisation, jobs, everything_is_large
):
    sent = administration.post(IMPORT, upload(*ROWS))
    _do(jobs)
    administration.post(sent["Location"], seen_on(administration.get(sent["Location"])))
    bring_in = list(jobs)
    give_up(jobs)
    page = administration.get(sent["Location"]).content.decode()
    assert "The people could not be brought in." in page
    _do(bring_in)
    address = f"/o/harbour/people/imports/{PeopleImport.objects.get().pk}/"
    administration.post(f"{address}undo/")
    give_up(jobs)
    assert "The import could not be undone." in administration.get(address).content.decode()


def test_large_table_is_worked_on_by_jobs(administration, mary, jobs, everything_is_large):
    sent = administration.post(IMPORT, upload(*ROWS))
    page = administration.get(sent["Location"])
    assert "The table is being read" in page.content.decode()
    assert page["Refresh"]
    assert jobs[-1][0] == tasks.read_table
    _do(jobs)
    page = administration.get(sent["Location"])
    for _twice in range(2):
        administration.post(sent["Location"], seen_on(page))
    assert len(jobs) == 1
    assert "being brought in" in administration.get(sent["Location"]).content.decode()
    _do(jobs)
    done = administration.get(sent["Location"], follow=True)
    assert "is brought in" in done.content.decode()
    address = f"/o/harbour/people/imports/{PeopleImport.objects.get().pk}/"
    administration.post(f"{address}undo/")
    assert "being undone" in administration.get(address).content.decode()
    _do(jobs)
    assert "is undone" in administration.get(address).content.decode()
    assert Person.objects.count() == 1


def _do(jobs) -> None:
    """Do the jobs, each twice as after a worker's death."""
    while jobs:
        job, args = jobs.pop()
        job(*args)
        job(*args)


def test_job_that_finds_other_people_than_were_seen_asks_again(
    administration, mary, jobs, everything_is_large
):
    sent = administration.post(IMPORT, upload(*ROWS))
    _do(jobs)
    administration.post(sent["Location"], seen_on(administration.get(sent["Location"])))
    services.change_person(person=mary, first_name="Maria")
    _do(jobs)
    assert "has changed since you looked" in administration.get(sent["Location"]).content.decode()
    assert Person.objects.get().first_name == "Maria"


def test_table_that_waits_is_forgotten_with_a_person_it_names(administration, mary):
    sent = administration.post(IMPORT, upload(*ROWS))
    assert administration.get(sent["Location"]).status_code == 200
    services.remove_person(person=mary)
    assert administration.get(sent["Location"]).status_code == 404


def test_large_table_that_cannot_be_read_says_why(administration, jobs, everything_is_large):
    sent = administration.post(IMPORT, upload(header=("Name",), name="staff.csv"))
    _do(jobs)
    page = administration.get(sent["Location"]).content.decode()
    assert "no people under the header" in page or "no column holds" in page
    assert "Nothing was changed" in page


def test_confirming_another_plan_than_was_seen_shows_it_again(administration, mary):
    sent = administration.post(IMPORT, upload(*ROWS))
    page = administration.get(sent["Location"])
    services.change_person(person=mary, first_name="Maria")
    again = administration.post(sent["Location"], seen_on(page))
    assert "has changed since you looked" in again.content.decode()
    assert Person.objects.count() == 1


def test_discarding_leaves_everything(administration, mary):
    sent = administration.post(IMPORT, upload(*ROWS))
    administration.post(f"{sent['Location']}discard/")
    assert not ImportPreview.objects.exists()
    assert Person.objects.get() == mary


def test_findings_can_be_downloaded(administration):
    sent = administration.post(IMPORT, upload(("=1", "", "a@x.example", "")))
    answer = administration.get(f"{sent['Location']}findings.csv")
    assert b"begins like a formula" in answer.content


def test_table_that_changes_nothing_cannot_be_confirmed(administration, mary):
    sent = administration.post(IMPORT, upload(("Mary", "Stone", mary.email, "S1")))
    page = administration.get(sent["Location"]).content.decode()
    assert "the table changes nothing" in page
    assert "Bring in</button>" not in page


def test_earlier_preview_is_deleted_after_a_day(administration, preview):
    old = preview(("Ann", "", "ann@x.example", ""))
    ImportPreview.objects.update(made_at="2020-01-01T00:00Z")
    preview(("Ann", "", "ann@x.example", ""))
    assert not ImportPreview.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Choose a file"),
        (SimpleUploadedFile("staff.csv", b""), "The file is empty"),
        (SimpleUploadedFile("staff.pdf", b"%PDF"), "files of this kind cannot be read"),
        (SimpleUploadedFile("staff.csv", b"Name\nAnn\n"), "no column holds e-mail addresses"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(administration, file, words):
    page = administration.post(IMPORT, {"table": file} if file else {})
    assert page.status_code == 400
    assert words in page.content.decode()
    assert not ImportPreview.objects.exists()


def test_file_that_is_too_large_is_refused_with_the_reason(administration):
    file = SimpleUploadedFile("staff.csv", b"Email\n" * 1_000_000)
    page = administration.post(IMPORT, {"table": file})
    assert page.status_code == 400
    assert "larger than 5 MB" in page.content.decode()


def test_no_other_page_takes_a_file(administration, mary):
    sent = {"email": mary.email, "first_name": "Maria", "table": upload(*ROWS)["table"]}
    answer = administration.post(f"/o/harbour/people/{mary.pk}/change/", sent)
    assert answer.status_code == 302
    assert not answer.wsgi_request.FILES


def test_two_files_at_once_are_refused(administration):
    one, other = upload(*ROWS)["table"], upload(*ROWS)["table"]
    assert administration.post(IMPORT, {"table": [one, other]}).status_code == 400


def test_example_can_be_brought_in(administration, organisation):
    text = administration.get(f"{IMPORT}example.csv").content
    read = services.preview_import(organisation=organisation, data=text, file_name="example.csv")
    plan = selectors.plan_of(read)
    assert (len(plan.people), len(plan.ratings), plan.findings) == (3, 2, [])


@pytest.mark.parametrize("page", ["", "findings.csv", "discard/"])
def test_previews_are_for_administration_of_the_organisation(
    page, client, line_manager_browser, outsider_browser, preview
):
    address = f"{IMPORT}{preview(('Ann', '', 'ann@x.example', '')).pk}/{page}"
    for method in ("get", "post"):
        assert getattr(client, method)(address).status_code == 302
        assert getattr(line_manager_browser, method)(address).status_code == 403
        assert getattr(outsider_browser, method)(address).status_code == 404
    assert ImportPreview.objects.exists()


def test_preview_of_another_organisation_is_not_there(outsider_browser, preview):
    pk = preview(("Ann", "", "ann@x.example", "")).pk
    for page in ("", "findings.csv", "discard/"):
        address = f"/o/northern/people/import/{pk}/{page}"
        assert outsider_browser.post(address).status_code in (404, 405)
        assert outsider_browser.get(address).status_code in (404, 405)
    assert ImportPreview.objects.filter(people_import=None).exists()


def test_import_of_another_organisation_cannot_be_undone(outsider_browser, bring_in):
    done = bring_in(("Ann", "", "ann@x.example", ""))
    assert outsider_browser.get(f"/o/northern/people/imports/{done.pk}/").status_code == 404
    assert outsider_browser.post(f"/o/northern/people/imports/{done.pk}/undo/").status_code == 404
    assert Person.objects.exists()


def test_import_pages_refuse_lower_roles(line_manager_browser, client, bring_in):
    done = bring_in(("Ann", "", "ann@x.example", ""))
    for page in ("", "undo/"):
        address = f"/o/harbour/people/imports/{done.pk}/{page}"
        assert line_manager_browser.post(address).status_code == 403
        assert client.post(address).status_code == 302


def test_posts_without_their_token_are_refused(administrator, mary, strict_client):
    from django.conf import settings

    strict_client.force_login(administrator, backend=settings.AUTHENTICATION_BACKENDS[0])
    data = SimpleUploadedFile("staff.csv", csv_bytes(*ROWS))
    assert strict_client.post(IMPORT, {"table": data}).status_code == 403
