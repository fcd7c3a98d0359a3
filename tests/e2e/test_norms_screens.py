"""The pages of norms in a real browser: every screen fits and passes axe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page

from stature.core.document import canonical_json
from stature.core.scoring.feedback.made_up_norms import made_up_norms
from stature.web.accounts.models import User
from stature.web.norms.models import NormVersion
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assessment, Assignment, Relationship, RoundState
from stature.web.responses.selectors import published_feedback
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_site_accessibility import context, faults, keep_screenshot, sign_in_as
from tests.web.conftest import feedback_round, person

__all__ = ["context"]


@pytest.fixture
def own(organisation) -> Assignment:
    """What Asha is asked about herself in an open round."""
    leader = Assessment.objects.create(
        round=feedback_round(organisation), participant=person(organisation, "Asha")
    )
    return Assignment.objects.create(
        assessment=leader, person=leader.participant, relationship=Relationship.SELF
    )


@pytest.fixture
def version(own) -> NormVersion:
    """The second of two made-up versions, with a closed round beside the open one."""
    round_ = own.assessment.round
    organisation = round_.programme.organisation
    feedback_round(organisation, RoundState.CLOSED)
    instrument = published_feedback(round_.instrument_sha256)
    for number in (1, 2):
        norms = made_up_norms(instrument, seed=number, on=date(2026, 1, 1))
        made = NormVersion.objects.create(
            organisation=organisation,
            instrument_sha256=round_.instrument_sha256,
            number=number,
            document=canonical_json(norms),
            leaders=400,
            new_leaders=400,
            made_up=True,
            is_used=number == 2,
        )
    return made


def leaders_screens(page: Page, own: Assignment) -> Iterator[str]:
    """The leader is asked, says yes, and looks at it later."""
    link = f"/a/{issue_link(own)}/"
    page.goto(link)
    assert not page.get_by_label("Yes, my results may join the norms.").is_checked()
    yield "norms question"
    page.get_by_label("Yes, my results may join the norms.").check()
    page.get_by_role("button", name="I agree. Start").click()
    page.goto(f"{link}norms/")
    yield "norms agreed"
    page.get_by_role("button", name="Take my yes back").click()
    page.get_by_text("Your results do not join the norms.").wait_for()
    page.goto(f"{link}norms/")
    yield "norms not agreed"


def administrators_screens(page: Page, version: NormVersion, administrator: User) -> Iterator[str]:
    """The administrator looks at rounds, versions and drift."""
    sign_in_as(page.context, administrator)
    home = f"/o/{version.organisation.slug}/norms/"
    page.goto(home)
    yield "norms"
    page.goto(f"{home}{version.pk}/")
    yield "norms version"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_of_norms_passes_axe_and_fits(
    context, size, own, version, administrator: User, live_server
):
    page = context.new_page()
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for screens in (
        leaders_screens(page, own),
        administrators_screens(page, version, administrator),
    ):
        for screen in screens:
            keep_screenshot(page, screen, size)
            found[screen] = list(faults(page, size))
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
