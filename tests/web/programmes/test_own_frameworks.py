"""Setting up a round of feedback on an organisation's own framework, and never on another's."""

from __future__ import annotations

import pytest

from stature.core.framework.exchange import exported
from stature.web.accounts.models import Role
from stature.web.frameworks.models import OrganisationFramework
from stature.web.frameworks.services import archive_framework
from stature.web.programmes import services
from stature.web.programmes.errors import NotReadyError
from stature.web.programmes.findings import what_is_missing
from stature.web.programmes.models import Round
from stature.web.programmes.questionnaires import asked_in
from stature.web.responses.published import published_framework, published_role
from stature.web.responses.selectors import published_feedback
from tests.own_frameworks import ROLE, file_of, own_framework, zipped_pack
from tests.web.conftest import FRAMEWORK, client_of, member
from tests.web.frameworks.own import kept
from tests.web.programmes.conftest import place, programme_of, refreshed


@pytest.fixture
def feedback(organisation) -> Round:
    """A draft of 360 feedback that nobody takes part in yet."""
    return programme_of(organisation, "360-feedback").rounds.get()


@pytest.fixture
def own(organisation) -> OrganisationFramework:
    """A framework that the organisation brought, with a role."""
    return kept(organisation)


def choice(pack: str, **more: str) -> dict[str, str]:
    return {"pack": pack, "items_per_competency": "3", "asks_effectiveness": "no", **more}


def set_up(browser, round_: Round, pack: str, **more: str):
    return browser.post(place(round_, "set-up/questionnaire/"), choice(pack, **more))


def page(browser, round_: Round, step: str = "questionnaire") -> str:
    return browser.get(place(round_, f"set-up/{step}/")).content.decode()


def opened(round_: Round, asha) -> Round:
    services.add_participant(round=round_, person=asha)
    return services.open_round(round=refreshed(round_))


def test_own_framework_stands_beside_the_bundled_ones(administration, feedback, own):
    shown = page(administration, feedback)
    assert f'value="{FRAMEWORK}"' in shown
    assert f'value="own:{own.pk}"' in shown
    assert "Made-up framework 1.2.0. Questions: 18, in the full form 24." in shown
    assert "Questions: 48, in the full form 128." in shown


def test_round_asks_the_own_framework_from_the_opening_on(administration, feedback, own, asha):
    role = f"own:{own.pk}/team-leader"
    answer = set_up(administration, feedback, f"own:{own.pk}", role_profile=role)
    assert answer.status_code == 302
    found = opened(feedback, asha)
    asked = published_feedback(found.instrument_sha256)
    assert len(asked.items) == 18
    assert published_framework(asked.framework.sha256) == own_framework()
    assert published_role(found.role_sha256).role == "Team leader"


def test_check_says_where_there_are_fewer_questions(administration, feedback, own):
    chosen = {"items_per_competency": "8", "role_profile": f"own:{own.pk}/team-leader"}
    assert set_up(administration, feedback, f"own:{own.pk}", **chosen).status_code == 302
    shown = page(administration, feedback, "check")
    assert "24 behaviours from “Made-up framework”, up to 8 for each competency." in shown
    assert "Team leader" in shown
    assert (
        "checked"
        in page(administration, feedback).split(f'value="own:{own.pk}/team-leader"')[1][:40]
    )


def test_framework_without_a_full_form_has_the_short_one_alone(
    administration, organisation, feedback
):
    few = kept(organisation, file_of(indicators=1))
    assert "Questions: 12. There is no full form." in page(administration, feedback)
    answer = set_up(administration, feedback, few.pack_id, items_per_competency="8")
    assert answer.status_code == 400
    assert "has no full form" in answer.content.decode()
    assert set_up(administration, feedback, few.pack_id).status_code == 302


def test_framework_of_another_organisation_can_neither_be_seen_nor_chosen(
    administration, other_organisation, feedback, asha
):
    theirs = kept(other_organisation, zipped_pack(title="Rail framework"))
    assert "Rail framework" not in page(administration, feedback)
    assert set_up(administration, feedback, theirs.pack_id).status_code == 400
    role = {"role_profile": f"{theirs.pack_id}/team-leader"}
    assert set_up(administration, feedback, FRAMEWORK, **role).status_code == 400
    assert refreshed(feedback).pack == FRAMEWORK
    services.change_questionnaire(round=feedback, pack=theirs.pack_id)
    assert asked_in(refreshed(feedback)) is None
    with pytest.raises(NotReadyError):
        opened(feedback, asha)


@pytest.mark.parametrize("pack", ["own:", "own:0", "own:999999", "own:-1", "../..", "", "/etc"])
def test_guessed_framework_is_refused(administration, feedback, own, pack):
    assert set_up(administration, feedback, pack).status_code == 400


def test_archived_version_is_not_chosen_any_more(administration, feedback, own, asha):
    set_up(administration, feedback, own.pack_id)
    archive_framework(framework=own)
    assert own.pack_id not in page(administration, feedback)
    assert set_up(administration, feedback, own.pack_id).status_code == 400
    assert "no longer here" in str(what_is_missing(refreshed(feedback))[0].sentence)
    with pytest.raises(NotReadyError):
        opened(feedback, asha)


def test_roles_of_two_frameworks_with_one_id_are_told_apart(
    administration, organisation, feedback, own
):
    newer = exported(own_framework(version="2.0.0"), "yaml")
    role = ROLE.replace("role: Team leader", "role: Head of team")
    second = kept(
        organisation, zipped_pack({"framework.yaml": newer, "roles/team-leader.yaml": role})
    )
    chosen = {"role_profile": f"{second.pack_id}/team-leader"}
    assert set_up(administration, feedback, own.pack_id, **chosen).status_code == 400
    assert set_up(administration, feedback, second.pack_id, **chosen).status_code == 302
    assert asked_in(refreshed(feedback)).role.role == "Head of team"


def test_consultant_sets_up_a_round_with_it(organisation, feedback, own):
    consultant = client_of(member(organisation, "con@harbour.example", Role.CONSULTANT))
    assert set_up(consultant, feedback, own.pack_id).status_code == 302


def test_next_round_asks_the_same_framework(feedback, own, asha):
    services.change_questionnaire(
        round=feedback, pack=own.pack_id, role_profile="team-leader", items_per_competency=8
    )
    first = opened(feedback, asha)
    following = services.start_next_round(programme=feedback.programme)
    services.add_participant(round=following, person=asha)
    second = services.open_round(round=refreshed(following))
    assert second.instrument_sha256 == first.instrument_sha256
    assert second.role_sha256 == first.role_sha256
