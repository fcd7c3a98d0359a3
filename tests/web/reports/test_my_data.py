"""My data: download, correct, withdraw, delete; each outcome is stated before and kept after."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core import mail

from stature.web.accounts.models import Membership, Role, User
from stature.web.audit.models import AuditEvent
from stature.web.people.models import Person
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assessment, Assignment
from stature.web.reports.models import ReleasedReport
from stature.web.reports.my_data.notices import tell_administrators
from stature.web.responses.models import Consent, SavedResponse
from tests.web.conftest import client_of, person
from tests.web.reports.conftest import fresh_link, rate

pytestmark = pytest.mark.django_db
DATA = "/my/data/"


@pytest.fixture
def cora(assessment, organisation) -> Assignment:
    """What Cora, a peer without an account, sent about Paul."""
    return rate(assessment, person(organisation, "Cora"), 1)


def archive_from(client, address: str = DATA) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(client.get(f"{address}download/").content))


def actions() -> set[str]:
    return set(AuditEvent.objects.values_list("action", flat=True))


def test_archive_holds_everything_about_the_person(paul_reads, own, cora, release):
    Consent.objects.create(response=own.response, statement="I was told.", language="en-gb")
    release()
    archive = archive_from(paul_reads)
    data = json.loads(archive.read("data.json"))
    assert data["account"]["email"] == "paul@harbour.example"
    assert data["people"][0]["last_name"] == "Reed"
    assert data["asked"][0]["answers"]["SL-1"]["individual"] == 2
    assert data["asked"][0]["consent"]["statement"] == "I was told."
    assert archive.read(data["reports"][0]["file"]).startswith(b"%PDF")
    assert "reports.released" in {line["action"] for line in data["log"]}
    assert "data.downloaded" in actions()


def test_archive_holds_nothing_of_a_colleague(paul_reads, cora, release):
    release()
    text = archive_from(paul_reads).read("data.json").decode()
    assert "Cora" not in text
    assert "colleagues" not in text
    assert len(json.loads(text)["asked"]) == 1


def test_page_shows_what_can_be_done(paul_reads, own):
    page = paul_reads.get(DATA).content.decode()
    assert f"{DATA}withdraw/{own.pk}/" in page
    assert "paul@harbour.example" in page


def test_name_and_language_are_corrected_everywhere(paul_reads, paul, participant, jobs):
    values = {"first_name": "Pablo", "last_name": "Reed", "language": "de"}
    assert paul_reads.post(f"{DATA}correct/", values).status_code == 302
    paul.refresh_from_db()
    participant.refresh_from_db()
    assert (paul.first_name, paul.language) == ("Pablo", "de")
    assert (participant.name, participant.language) == ("Pablo Reed", "de")
    assert "data.corrected" in actions()


def test_wrong_correction_is_refused_in_words(paul_reads, paul):
    reply = paul_reads.post(f"{DATA}correct/", {"first_name": "x" * 500, "language": "xx"})
    assert reply.status_code == 400
    assert "Please check this" in reply.content.decode()
    paul.refresh_from_db()
    assert paul.first_name == "Paul"


def test_participant_withdraws_before_release(paul_reads, own, cora):
    address = f"{DATA}withdraw/{own.pk}/"
    assert "deleted for good" in paul_reads.get(address).content.decode()
    paul_reads.post(address)
    assert not SavedResponse.objects.exists()
    assert Assessment.objects.get().withdrawn_at
    assert AuditEvent.objects.get(action="data.withdrawn").details["assignment_id"] == own.pk


def test_participant_with_a_report_cannot_withdraw(paul_reads, own, released):
    paul_reads.post(f"{DATA}withdraw/{own.pk}/")
    assert SavedResponse.objects.exists()
    assert Assessment.objects.get().withdrawn_at is None


def test_colleague_withdraws_by_link(client, cora, own):
    link = fresh_link(cora)
    assert client.post(f"{link}data/withdraw/{cora.pk}/").status_code == 302
    cora.refresh_from_db()
    assert cora.response is None
    assert cora.declined_at
    assert SavedResponse.objects.get() == own.response


def test_nobody_withdraws_for_another(client, paul_reads, cora, own):
    assert paul_reads.post(f"{DATA}withdraw/{cora.pk}/").status_code == 404
    link = fresh_link(cora)
    assert client.post(f"{link}data/withdraw/{own.pk}/").status_code == 404
    assert SavedResponse.objects.count() == 2


def test_invitation_in_a_strange_browser_opens_no_data(client, cora):
    link = f"/a/{issue_link(cora)}/data/"
    for rest in ("", "download/", "correct/", "delete/"):
        assert client.get(link + rest).status_code == 403
    client.post(f"{link}delete/", {"sure": "on"})
    assert Person.objects.filter(first_name="Cora").exists()


def test_person_with_an_account_is_led_to_it(client, own):
    assert client.get(f"{fresh_link(own)}data/")["Location"] == DATA


def test_nothing_is_deleted_without_the_word(paul_reads, own):
    assert "becomes of each part" in paul_reads.get(f"{DATA}delete/").content.decode()
    assert paul_reads.post(f"{DATA}delete/").status_code == 400
    assert Person.objects.filter(first_name="Paul").exists()


def test_participant_deletes_everything(paul_reads, participant, own, cora, release):
    release()
    reply = paul_reads.post(f"{DATA}delete/", {"sure": "on"})
    assert "Your data are deleted" in reply.content.decode()
    assert not Person.ever.filter(first_name="Paul").exists()
    assert not User.objects.filter(pk=participant.pk).exists()
    assert not SavedResponse.objects.exists()
    assert not ReleasedReport.objects.exists()
    event = AuditEvent.objects.get(action="data.deleted")
    assert (event.actor_id, event.subject) == (None, f"person {own.person_id}")
    assert paul_reads.get(DATA).status_code == 302


def test_account_that_works_somewhere_stays(paul_reads, participant, organisation, own):
    Membership.objects.create(user=participant, organisation=organisation, role=Role.ADMINISTRATOR)
    assert "Harbour Hotels" in paul_reads.get(f"{DATA}delete/").content.decode()
    paul_reads.post(f"{DATA}delete/", {"sure": "on"})
    assert User.objects.filter(pk=participant.pk).exists()
    assert not Person.ever.filter(first_name="Paul").exists()


def test_colleague_deletes_everything_and_the_released_average_stays(
    client, assessment, organisation, release
):
    peers = [rate(assessment, person(organisation, f"Peer{each}"), each) for each in (1, 2, 3)]
    release()
    client.post(f"{fresh_link(peers[0])}data/delete/", {"sure": "on"})
    assert not Person.ever.filter(first_name="Peer1").exists()
    assert SavedResponse.objects.count() == 3
    release()
    assert ReleasedReport.objects.get().inputs["colleagues"] == {"SL": [8.0, 16.0, 24.0]}


def test_administrators_are_told_once(paul_reads, administrator, own, outsider):
    paul_reads.post(f"{DATA}delete/", {"sure": "on"})
    event = AuditEvent.objects.get(action="data.deleted")
    for _run in range(2):
        tell_administrators(event.pk)
    assert [each.to for each in mail.outbox] == [["ada@harbour.example"]]
    assert "Paul" not in mail.outbox[0].body
    tell_administrators(987654)


def test_somebody_whom_nobody_knows_sees_an_empty_page(administrator):
    assert client_of(administrator).get(DATA).status_code == 200
