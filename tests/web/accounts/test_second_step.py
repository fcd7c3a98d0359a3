"""Where an organisation demands a second step of sign-in, whoever works there must have one."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from stature.web.accounts.models import Role
from stature.web.audit.models import AuditEvent
from tests.web.conftest import client_of, member

pytestmark = pytest.mark.django_db
PROGRAMMES = "/o/harbour/programmes/"
SETTINGS = "/o/harbour/settings/"


@pytest.fixture
def demanding(organisation):
    organisation.second_step_required = True
    organisation.save()
    return organisation


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CONSULTANT])
def test_whoever_works_here_is_led_to_set_one_up(demanding, role):
    browser = client_of(member(demanding, "carla@harbour.example", role))
    reply = browser.get(PROGRAMMES, follow=True)
    assert reply.redirect_chain == [("/sign-in/2fa/", 302)]
    assert "asks for a second step of sign-in" in reply.content.decode()


def test_post_without_one_changes_nothing(demanding, administration):
    assert administration.post(SETTINGS, {"name": "Taken"})["Location"] == "/sign-in/2fa/"
    demanding.refresh_from_db()
    assert demanding.name == "Harbour Hotels"


def test_app_opens_the_pages_again(demanding, administration, administrator):
    TOTP.activate(administrator, generate_totp_secret())
    assert administration.get(PROGRAMMES).status_code == 200


def test_recovery_codes_alone_are_no_second_step(demanding, administration, administrator):
    RecoveryCodes.activate(administrator)
    assert administration.get(PROGRAMMES).status_code == 302


def test_role_is_asked_first(demanding):
    browser = client_of(member(demanding, "paul@harbour.example", Role.PARTICIPANT))
    assert browser.get(PROGRAMMES).status_code == 403


def test_participants_and_other_organisations_need_none(demanding, participant, outsider):
    assert client_of(participant).get("/my/").status_code == 200
    assert client_of(outsider).get("/o/northern/programmes/").status_code == 200


def test_administrator_turns_it_on_and_the_log_says_so(administration, organisation):
    values = {"name": organisation.name, "language": "en-gb", "second_step_required": "on"}
    assert administration.post(SETTINGS, values).status_code == 302
    organisation.refresh_from_db()
    assert organisation.second_step_required
    event = AuditEvent.objects.get(action="organisation.changed")
    assert event.details == {"fields": ["second_step_required"]}
