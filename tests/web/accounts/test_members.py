"""Members: the list, invitations, roles, and never without an administrator."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stature.web.accounts import services
from stature.web.accounts.models import MemberInvitation, Membership, Organisation, Role
from stature.web.accounts.selectors import find_invitation, members_of, roles_in
from stature.web.audit.models import AuditEvent
from tests.web.conftest import client_of, member

pytestmark = pytest.mark.django_db
MEMBERS = "/o/harbour/members/"


@pytest.fixture
def consultant(organisation):
    return member(organisation, "carla@harbour.example", Role.CONSULTANT)


def invite(client: Client, email: str = "ben@harbour.example", role: str = Role.RESEARCHER):
    return client.post(f"{MEMBERS}invite/", {"email": email, "role": role})


def key_in_mail() -> str:
    return re.search(r"/join/([\w-]+)/", mail.outbox[-1].body)[1]


def test_list_names_each_member_once_with_all_roles(administration, organisation):
    member(organisation, "two@harbour.example", Role.RESEARCHER, Role.EXECUTIVE)
    page = administration.get(MEMBERS).content.decode()
    assert page.count("two@harbour.example") == 1
    assert "Researcher, Executive" in page


def test_list_shows_no_member_of_another_organisation(administration, outsider):
    assert outsider.email not in administration.get(MEMBERS).content.decode()


def test_consultant_reads_the_list_and_gets_no_button_to_change_it(consultant):
    page = client_of(consultant).get(MEMBERS).content.decode()
    assert "carla@harbour.example" in page
    assert "Invite a member" not in page
    assert "Change roles" not in page


def test_invitation_is_sent_with_a_link_of_which_only_the_hash_is_kept(administration):
    assert invite(administration).status_code == 302
    key = key_in_mail()
    assert mail.outbox[-1].to == ["ben@harbour.example"]
    kept = MemberInvitation.objects.get()
    assert key not in str(vars(kept))
    assert find_invitation(key) == kept
    assert key not in str(list(AuditEvent.objects.values()))


def test_inviting_again_ends_the_earlier_link(administration, client):
    invite(administration)
    first = key_in_mail()
    invite(administration)
    assert client.get(f"/join/{first}/").status_code == 404
    assert client.get(f"/join/{key_in_mail()}/").status_code == 200


@pytest.mark.parametrize("email", ["", "no-address", "a@b", "x" * 300 + "@example.com", "a\n@b.de"])
def test_bad_address_is_shown_again_with_an_error(administration, email):
    reply = invite(administration, email=email)
    assert reply.status_code == 200
    assert "error-summary" in reply.content.decode()
    assert mail.outbox == []


def test_role_that_does_not_exist_is_refused(administration):
    assert "error-summary" in invite(administration, role="owner").content.decode()


def test_mail_that_cannot_be_sent_invites_nobody_and_keeps_what_was_typed(
    administration, monkeypatch
):
    def fail(self, *args):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    page = invite(administration).content.decode()
    assert "could not be sent" in page
    assert 'value="ben@harbour.example"' in page
    assert not MemberInvitation.objects.filter(withdrawn_at=None).exists()


def test_withdrawn_invitation_opens_nothing(administration, client):
    invite(administration)
    invitation = MemberInvitation.objects.get()
    administration.post(f"{MEMBERS}invitations/{invitation.pk}/withdraw/")
    assert client.get(f"/join/{key_in_mail()}/").status_code == 404


def test_invitation_of_another_organisation_cannot_be_withdrawn(
    administration, other_organisation, outsider
):
    theirs = services.invite_member(
        organisation=other_organisation, email="x@y.example", role=Role.EXECUTIVE, actor=outsider
    )
    reply = administration.post(f"{MEMBERS}invitations/{theirs.pk}/withdraw/")
    assert reply.status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_open


def test_roles_are_changed_and_logged(administration, organisation, consultant):
    address = f"{MEMBERS}{consultant.pk}/"
    reply = administration.post(address, {"roles": [Role.RESEARCHER, Role.EXECUTIVE]})
    assert reply.status_code == 302
    assert roles_in(consultant, organisation) == {Role.RESEARCHER, Role.EXECUTIVE}
    event = AuditEvent.objects.get(action="members.roles-changed")
    assert event.details == {"before": ["consultant"], "after": ["executive", "researcher"]}


def test_member_needs_at_least_one_role(administration, organisation, consultant):
    page = administration.post(f"{MEMBERS}{consultant.pk}/", {}).content.decode()
    assert "Choose at least one role" in page
    assert roles_in(consultant, organisation) == {Role.CONSULTANT}


def test_last_administrator_keeps_the_role(administration, administrator, organisation):
    reply = administration.post(f"{MEMBERS}{administrator.pk}/", {"roles": [Role.RESEARCHER]})
    assert "only administrator" in reply.content.decode()
    assert roles_in(administrator, organisation) == {Role.ADMINISTRATOR}


def test_last_administrator_cannot_be_removed(administration, administrator, organisation):
    reply = administration.post(f"{MEMBERS}{administrator.pk}/remove/")
    assert "only administrator" in reply.content.decode()
    assert roles_in(administrator, organisation) == {Role.ADMINISTRATOR}


def test_removing_says_first_what_it_means_and_takes_all_roles(
    administration, organisation, consultant
):
    address = f"{MEMBERS}{consultant.pk}/remove/"
    assert "can no longer open anything" in administration.get(address).content.decode()
    assert roles_in(consultant, organisation)
    administration.post(address)
    assert not roles_in(consultant, organisation)
    assert client_of(consultant).get(MEMBERS).status_code == 404


def test_member_of_another_organisation_cannot_be_changed_or_removed(
    administration, outsider, other_organisation
):
    for address in (f"{MEMBERS}{outsider.pk}/", f"{MEMBERS}{outsider.pk}/remove/"):
        assert administration.post(address, {"roles": [Role.EXECUTIVE]}).status_code == 404
    assert roles_in(outsider, other_organisation) == {Role.ADMINISTRATOR}


def test_settings_keep_name_contact_and_language(administration, organisation):
    posted = {"name": "Harbour", "contact_email": "help@harbour.example", "language": "de"}
    assert administration.post("/o/harbour/settings/", posted).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.name, organisation.contact_email) == ("Harbour", "help@harbour.example")
    page = administration.get("/o/harbour/settings/").content.decode()
    assert "mailto:help@harbour.example" in page


@pytest.mark.parametrize("name", ["", "two\nlines", "x" * 200])
def test_bad_name_of_an_organisation_is_refused(administration, organisation, name):
    reply = administration.post("/o/harbour/settings/", {"name": name, "language": "de"})
    assert "error-summary" in reply.content.decode()
    organisation.refresh_from_db()
    assert organisation.name == "Harbour Hotels"


def test_name_that_looks_like_html_is_shown_as_text(administration, organisation):
    Organisation.objects.filter(pk=organisation.pk).update(name="<script>x</script>")
    page = administration.get(MEMBERS).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_new_organisation_comes_with_a_link_for_its_first_administrator(client):
    made, key = services.create_organisation(
        name="Harbour Hotels", administrator_email="New@Harbour.example"
    )
    invitation = find_invitation(key)
    assert (invitation.email, invitation.role) == ("new@harbour.example", Role.ADMINISTRATOR)
    assert invitation.organisation == made
    assert "Harbour Hotels" in client.get(f"/join/{key}/").content.decode()


def test_two_organisations_of_one_name_get_addresses_that_differ(db):
    slugs = {
        services.create_organisation(name=name, administrator_email="a@b.example")[0].slug
        for name in ("Same", "Same", "同じ", "同じ")
    }
    assert len(slugs) == 4


def test_expired_invitation_opens_nothing(organisation, administrator, client):
    services.invite_member(
        organisation=organisation, email="a@b.example", role=Role.EXECUTIVE, actor=administrator
    )
    MemberInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/join/{key_in_mail()}/").status_code == 404


def test_invitation_is_accepted_once(organisation, administrator, participant):
    invitation = services.invite_member(
        organisation=organisation, email="a@b.example", role=Role.EXECUTIVE, actor=administrator
    )
    services.accept_invitation(invitation=invitation, user=participant)
    services.accept_invitation(invitation=invitation, user=administrator)
    assert Membership.objects.filter(role=Role.EXECUTIVE).get().user == participant


def test_list_of_members_asks_the_database_once(organisation, django_assert_num_queries):
    for number in range(30):
        member(organisation, f"m{number}@harbour.example", Role.RESEARCHER, Role.EXECUTIVE)
    with django_assert_num_queries(1):
        assert len(members_of(organisation)) == 30
