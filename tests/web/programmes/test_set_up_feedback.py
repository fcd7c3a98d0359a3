"""Setting up a round of feedback: what is asked, the role to compare with, and the facilitator."""

from __future__ import annotations

import pytest

from stature.packs.library import find_framework_pack
from stature.web.accounts.models import Membership, Role
from stature.web.programmes import services
from stature.web.programmes.errors import NotReadyError, RoundStateError
from stature.web.programmes.findings import what_is_missing
from stature.web.programmes.models import Round
from stature.web.programmes.questionnaires import questionnaire_of
from stature.web.responses.published import published_role
from stature.web.responses.selectors import published_feedback
from tests.web.conftest import FRAMEWORK, member
from tests.web.programmes.conftest import place, programme_of, refreshed

CHOICE = {
    "pack": FRAMEWORK,
    "items_per_competency": "8",
    "asks_effectiveness": "yes",
    "role_profile": "group-service-director",
}


@pytest.fixture
def feedback(organisation) -> Round:
    """A draft of 360 feedback that nobody takes part in yet."""
    return programme_of(organisation, "360-feedback").rounds.get()


def opened(round_: Round, asha) -> Round:
    services.add_participant(round=round_, person=asha)
    return services.open_round(round=refreshed(round_))


def page(administration, round_: Round, step: str) -> str:
    return administration.get(place(round_, f"set-up/{step}/")).content.decode()


def test_round_begins_with_the_short_form_and_nothing_more(feedback, asha):
    asked = published_feedback(opened(feedback, asha).instrument_sha256)
    assert len(asked.items) == 48
    assert asked.effectiveness is None
    assert refreshed(feedback).role_sha256 == ""


def test_what_is_asked_is_a_step_between_purpose_and_people(administration, feedback):
    purpose = {"title": "Leaders", "purpose": "development"}
    named = administration.post(place(feedback, "set-up/purpose/"), purpose)
    assert named.url == place(feedback, "set-up/questionnaire/")
    assert "Step 3 of 6" in page(administration, feedback, "questionnaire")
    assert administration.post(named.url, CHOICE).url == place(feedback, "set-up/people/")


def test_other_programmes_have_no_such_step(administration, draft):
    assert "Step 2 of 5" in page(administration, draft, "purpose")
    answer = administration.get(place(draft, "set-up/questionnaire/"))
    assert answer.url == place(draft, "set-up/people/")
    with pytest.raises(NotReadyError):
        services.change_questionnaire(round=draft, pack=FRAMEWORK)


def test_lengths_say_how_many_questions_and_minutes(administration, feedback):
    shown = page(administration, feedback, "questionnaire")
    assert "Short: 3 for each competency, 48 questions, about" in shown
    assert "Full: 8 for each competency, 128 questions, about" in shown


def test_page_says_that_own_frameworks_can_be_added(administration, feedback):
    assert "Frameworks of your own stand here too" in page(
        administration, feedback, "questionnaire"
    )


def test_questionnaire_is_made_as_chosen_and_kept_at_the_opening(administration, feedback, asha):
    administration.post(place(feedback, "set-up/questionnaire/"), CHOICE)
    found = opened(feedback, asha)
    asked = published_feedback(found.instrument_sha256)
    assert len(asked.items) == 128
    assert asked.effectiveness is not None
    assert published_role(found.role_sha256).serves == "larger"
    with pytest.raises(RoundStateError):
        services.change_questionnaire(round=found, pack=FRAMEWORK)


def test_check_says_what_is_asked_and_how_long_it_takes(administration, feedback):
    before = page(administration, feedback, "check")
    assert "48 behaviours from" in before
    assert "Reports compare with no role." in before
    administration.post(place(feedback, "set-up/questionnaire/"), CHOICE)
    after = page(administration, feedback, "check")
    minutes = published_minutes(refreshed(feedback))
    assert "128 behaviours from" in after
    assert "how well it works" in after
    assert f"about {minutes} minutes for each leader" in after
    assert "a larger role" in after


def published_minutes(round_: Round) -> int:
    return questionnaire_of(round_, find_framework_pack(round_.pack)).minutes


@pytest.mark.parametrize(
    "change",
    [
        {"pack": "no-such"},
        {"items_per_competency": "5"},
        {"items_per_competency": ""},
        {"asks_effectiveness": ""},
        {"role_profile": "no-such"},
    ],
)
def test_what_cannot_be_chosen_is_refused(administration, feedback, change):
    answer = administration.post(place(feedback, "set-up/questionnaire/"), {**CHOICE, **change})
    assert answer.status_code == 400
    assert refreshed(feedback).items_per_competency == 3


def test_role_that_is_gone_holds_up_the_opening(feedback, asha):
    services.change_questionnaire(round=feedback, pack=FRAMEWORK, role_profile="gone")
    services.add_participant(round=feedback, person=asha)
    assert "no longer here" in str(what_is_missing(refreshed(feedback))[0].sentence)
    with pytest.raises(NotReadyError):
        services.open_round(round=feedback)


def test_next_round_asks_the_same(feedback, asha):
    choice = {"items_per_competency": 8, "asks_effectiveness": True}
    services.change_questionnaire(round=feedback, pack=FRAMEWORK, **choice)
    opened(feedback, asha)
    following = services.start_next_round(programme=feedback.programme)
    assert following.items_per_competency == 8
    assert following.asks_effectiveness


def plan_of(round_: Round, **more) -> dict:
    return {
        "closes_on": round_.closes_on.isoformat(),
        "languages": ["en-gb"],
        "first_reminder_days": "5",
        "second_reminder_days": "1",
        "manager_sees_report": "no",
        "administrators_see_reports": "no",
        "release_at_once": "no",
        "rater_load": "8",
        **more,
    }


def test_facilitator_is_named_and_everybody_is_told(administration, feedback, organisation):
    clara = member(organisation, "clara@harbour.example", Role.CONSULTANT)
    plan = plan_of(feedback, facilitator=clara.pk)
    assert administration.post(place(feedback, "set-up/plan/"), plan).status_code == 302
    assert refreshed(feedback).facilitator == clara
    assert "The facilitator, Clara, reads it too" in page(administration, feedback, "check")


def test_only_who_works_here_can_be_facilitator(
    administration, feedback, organisation, outsider, participant
):
    former = member(organisation, "former@harbour.example", Role.CONSULTANT)
    Membership.objects.filter(user=former).delete()
    for somebody in (outsider, participant, former):
        plan = plan_of(feedback, facilitator=somebody.pk)
        assert administration.post(place(feedback, "set-up/plan/"), plan).status_code == 400
    assert refreshed(feedback).facilitator is None


def test_other_programmes_name_no_facilitator(administration, administrator, draft):
    assert "Facilitator" not in page(administration, draft, "plan")
    services.change_plan(
        round=draft, closes_on=draft.closes_on, languages=["en-gb"], facilitator=administrator
    )
    assert refreshed(draft).facilitator is None
