"""An organisation brings a framework: sent, looked at, kept as it is, archived, read by members."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stature.core.framework.exchange import exported
from stature.core.framework.model import Framework
from stature.web.accounts.models import Role, User
from stature.web.audit.models import AuditEvent
from stature.web.frameworks import selectors
from stature.web.frameworks.models import FrameworkUpload, OrganisationFramework
from tests.own_frameworks import file_of, own_framework, zipped_pack
from tests.web.conftest import client_of, member
from tests.web.frameworks.own import HOME, kept, send, sent
from tests.web.test_made_up_reports import read


@pytest.fixture
def author(organisation) -> User:
    """A framework author of the organisation."""
    return member(organisation, "rosa@harbour.example", Role.RESEARCHER)


@pytest.fixture
def browser(author) -> Client:
    return client_of(author)


def test_nothing_is_kept_before_somebody_says_so(browser, organisation):
    upload = sent(browser, zipped_pack())
    assert selectors.own_packs(organisation) == {}
    page = browser.get(f"{HOME}sent/{upload.pk}/").content.decode()
    assert "Nothing of mine.zip is kept yet." in page
    assert "Short form. Questions: 18. Minutes: about 6." in page
    assert "Some competencies have fewer than 8." in page
    assert "Team leader" in page
    browser.post(f"{HOME}sent/{upload.pk}/")
    [pack] = selectors.own_packs(organisation).values()
    assert pack.framework == own_framework()
    assert not FrameworkUpload.objects.exists()


def test_preview_counts_the_parts(browser):
    page = browser.get(f"{HOME}sent/{sent(browser, file_of('csv')).pk}/").content.decode()
    for name, n in (
        ("Clusters", 2),
        ("Competencies", 6),
        ("Threshold", 2),
        ("Distinguishing", 4),
        ("Facets", 12),
        ("Indicators", 24),
    ):
        assert f"<dt>{name}</dt><dd>{n}</dd>" in page


def test_framework_without_a_full_form_says_so(browser):
    page = browser.get(f"{HOME}sent/{sent(browser, file_of(indicators=1)).pk}/").content.decode()
    assert "There is no full form" in page
    assert "2 items instead of 3" in page


def test_what_was_put_aside_is_gone(browser):
    upload = sent(browser, zipped_pack())
    assert browser.post(f"{HOME}sent/{upload.pk}/discard/").status_code == 302
    assert browser.get(f"{HOME}sent/{upload.pk}/").status_code == 404
    assert not OrganisationFramework.objects.exists()


def test_what_nobody_kept_for_a_day_is_gone(browser):
    old = sent(browser, zipped_pack())
    FrameworkUpload.objects.update(made_at=timezone.now() - timedelta(days=2))
    sent(browser, zipped_pack())
    assert not FrameworkUpload.objects.filter(pk=old.pk).exists()


def test_file_that_is_wrong_is_refused_with_every_reason(browser):
    broken = file_of().decode().replace("tier: threshold", "tier: gold")
    answer = send(browser, zipped_pack({"framework.yaml": broken}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("expected &#x27;threshold&#x27;") == broken.count("tier: gold")
    assert not FrameworkUpload.objects.exists()


def test_page_asks_for_a_file_and_names_the_limit(browser):
    assert "Choose a file." in browser.post(f"{HOME}add/").content.decode()
    large = send(browser, b"x" * (6 * 1024 * 1024))
    assert large.status_code == 400
    assert "larger than 5 MB" in large.content.decode()


def test_version_that_was_kept_never_changes(browser, organisation):
    first = kept(organisation)
    other = send(browser, zipped_pack(title="Another title"))
    assert "it was different" in other.content.decode()
    assert "higher number" in other.content.decode()
    same = send(browser, zipped_pack())
    assert "just as it is here" in same.content.decode()
    assert selectors.pack_of(first).framework.title == "Made-up framework"


def test_two_who_keep_the_same_version_at_once_keep_one(browser, organisation):
    upload = sent(browser, zipped_pack(title="Another title"))
    kept(organisation)
    answer = browser.post(f"{HOME}sent/{upload.pk}/", follow=True)
    assert "is kept already, and it was different" in answer.content.decode()
    assert OrganisationFramework.objects.get().title == "Made-up framework"


def test_new_version_stands_beside_the_old_and_says_what_changed(browser, organisation):
    kept(organisation)
    data = own_framework(version="2.0.0").model_dump(mode="json")
    data["clusters"][0]["competencies"][0]["facets"][0]["indicators"][0]["text"] = "Asks twice."
    upload = sent(browser, exported(Framework.model_validate(data), "yaml"))
    page = browser.get(f"{HOME}sent/{upload.pk}/").content.decode()
    assert "Changes since version 1.2.0" in page
    assert "<dt>Reworded</dt><dd>1</dd>" in page
    browser.post(f"{HOME}sent/{upload.pk}/")
    versions = [pack.framework.version for pack in selectors.own_packs(organisation).values()]
    assert sorted(versions) == ["1.2.0", "2.0.0"]


def test_id_of_one_framework_cannot_become_that_of_another(browser, organisation):
    kept(organisation)
    uuid = "6e1a6b60-3f0c-4c58-8a31-6b4e3f4a9c02"
    answer = send(browser, file_of(version="2.0.0", uuid=uuid))
    assert "has the id “made-up-framework”" in answer.content.decode()


def test_two_organisations_may_keep_the_same_framework(organisation, other_organisation):
    assert kept(organisation).sha256 == kept(other_organisation).sha256


def test_archived_version_can_be_read_and_taken_back(browser, organisation):
    row = kept(organisation)
    browser.post(f"{HOME}{row.pk}/archive/", {"do": "archive"})
    assert selectors.own_packs(organisation) == {}
    assert "Archived" in browser.get(HOME).content.decode()
    assert browser.get(f"{HOME}{row.pk}/").status_code == 200
    browser.post(f"{HOME}{row.pk}/archive/", {"do": "take-back"})
    assert list(selectors.own_packs(organisation)) == [f"own:{row.pk}"]


def test_what_was_done_is_written_to_the_log(browser, author, administration, organisation):
    upload = sent(browser, zipped_pack())
    browser.post(f"{HOME}sent/{upload.pk}/")
    row = OrganisationFramework.objects.get()
    for do in ("archive", "archive", "take-back"):
        browser.post(f"{HOME}{row.pk}/archive/", {"do": do})
    events = AuditEvent.objects.filter(subject=f"framework {row.pk}").order_by("pk")
    assert [each.action for each in events] == [
        "frameworks.kept",
        "frameworks.archived",
        "frameworks.taken-back",
    ]
    assert {(each.actor_id, each.organisation_id) for each in events} == {
        (author.pk, organisation.pk)
    }
    assert "Added a framework" in administration.get("/o/harbour/audit/").content.decode()


def test_members_read_the_handbook_and_nobody_else_does(organisation, outsider, browser):
    row = kept(organisation)
    reader = client_of(member(organisation, "eva@harbour.example", Role.EXECUTIVE))
    page = reader.get(f"{HOME}{row.pk}/").content.decode()
    assert "Asks a guest what went well." in page
    assert "CASE" not in page
    assert "Add a framework" not in reader.get(HOME).content.decode()
    assert Client().get(f"{HOME}{row.pk}/").status_code == 302
    for place in (HOME, HOME.replace("harbour", "northern")):
        assert client_of(outsider).get(f"{place}{row.pk}/").status_code == 404
    public = Client().get("/frameworks/").content.decode()
    assert "Made-up framework" not in public
    assert Client().get(f"/frameworks/{row.framework_id}/").status_code == 404
    assert row.framework_id not in Client().get("/ims/case/v1p1/CFDocuments").content.decode()


def test_only_authors_and_administrators_bring_and_archive(organisation, administration, outsider):
    row = kept(organisation)
    assert send(administration, zipped_pack(version="3.0.0")).status_code == 302
    for role in (Role.CONSULTANT, Role.PARTICIPANT, Role.EXECUTIVE):
        other = client_of(member(organisation, f"{role}@harbour.example", role))
        assert send(other, zipped_pack()).status_code == 403
        assert other.post(f"{HOME}{row.pk}/archive/").status_code == 403
    upload = FrameworkUpload.objects.get()
    stranger, northern = client_of(outsider), HOME.replace("harbour", "northern")
    for place in (HOME, northern):
        assert stranger.get(f"{place}sent/{upload.pk}/").status_code == 404
        assert stranger.post(f"{place}sent/{upload.pk}/").status_code == 404
        assert stranger.post(f"{place}sent/{upload.pk}/discard/").status_code == 404
        assert stranger.post(f"{place}{row.pk}/archive/").status_code == 404
    assert OrganisationFramework.objects.get().archived_at is None


def test_words_of_a_framework_are_never_markup(browser, organisation):
    row = kept(organisation, file_of(title="<script>alert(1)</script>"))
    upload = sent(browser, file_of(title="<img src=x>", version="2.0.0"))
    for place in ("", f"{row.pk}/", f"sent/{upload.pk}/"):
        page = browser.get(f"{HOME}{place}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_example_is_a_table_that_can_be_read(browser):
    table = browser.get(f"{HOME}add/example.csv")
    assert table.status_code == 200
    answer = send(browser, table.content, "framework-example.csv")
    assert "comes with Stature" in answer.content.decode()


@pytest.mark.parametrize("place", ["", "add/"])
def test_page_has_one_heading_one_main_part_and_nothing_inline(browser, organisation, place):
    kept(organisation)
    landmarks = read(browser.get(f"{HOME}{place}").content.decode())
    assert landmarks.counts["h1"] == 1
    assert landmarks.counts["main"] == 1
    assert landmarks.inline == []


def test_public_list_leads_members_to_their_own(browser):
    assert f'href="{HOME}"' in browser.get("/frameworks/").content.decode()
    assert HOME not in Client().get("/frameworks/").content.decode()
