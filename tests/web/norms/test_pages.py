"""The page of norms: counts in steps, versions, drift, use, and what is labelled as made up."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest

from stature.core.scoring.feedback import FeedbackNorms
from stature.core.scoring.feedback.made_up_norms import made_up_norms
from stature.packs.library import DATA
from stature.web.accounts.models import Role
from stature.web.norms.models import NormConsent, NormVersion
from stature.web.norms.selectors import norms_for
from stature.web.programmes.models import Round, RoundState
from stature.web.responses.selectors import published_feedback
from tests.web.conftest import FRAMEWORK, client_of, member
from tests.web.norms.conftest import released_round

pytestmark = pytest.mark.django_db
PAGE = "/o/harbour/norms/"


@pytest.fixture
def round_(organisation, released_results) -> Round:
    return released_round(organisation, released_results[:104], agreed=102)


def ask(administration, round_, **fields):
    posted = {
        "instrument": round_.instrument_sha256,
        "people": "heads of service teams",
        "place": "Europe",
    }
    return administration.post(PAGE, posted | fields, follow=True)


@pytest.fixture
def first(administration, round_, jobs) -> NormVersion:
    ask(administration, round_)
    jobs.run()
    return NormVersion.objects.get()


def test_researcher_makes_versions_and_leaves_their_use_to_administrators(
    organisation, administration, round_, jobs
):
    researcher = client_of(member(organisation, "rosa@harbour.example", Role.RESEARCHER))
    ask(researcher, round_)
    jobs.run()
    made = NormVersion.objects.get()
    assert researcher.get(f"{PAGE}{made.pk}/").status_code == 200
    assert "Use from now on" in administration.get(PAGE).content.decode()
    assert "Use from now on" not in researcher.get(PAGE).content.decode()
    assert researcher.post(f"{PAGE}{made.pk}/use/", {"do": "use"}).status_code == 403


def test_page_says_how_many_agreed_in_steps_of_five(administration, round_):
    page = administration.get(PAGE).content.decode()
    assert "100 or more" in page
    assert "102" not in page
    NormConsent.objects.filter(pk__in=NormConsent.objects.values("pk")[4:]).delete()
    assert "fewer than 5" in administration.get(PAGE).content.decode()


def test_competencies_stand_in_the_order_of_the_questionnaire(administration, first, round_):
    page = administration.get(f"{PAGE}{first.pk}/").content.decode()
    names = [section.name for section in published_feedback(round_.instrument_sha256).sections]
    places = [page.index(f">{name}<") for name in names]
    assert places == sorted(places)


def test_page_does_not_count_while_answers_come_in(administration, round_):
    Round.objects.update(state=RoundState.OPEN)
    assert "counted when the round is closed" in administration.get(PAGE).content.decode()


def test_page_without_rounds_says_so(administration, organisation):
    assert "No leaders have been rated" in administration.get(PAGE).content.decode()


def test_administrator_makes_a_version_and_uses_it(administration, first, round_):
    page = administration.get(PAGE).content.decode()
    assert "heads of service teams, Europe" in page
    assert "made-up" not in page.lower()
    assert norms_for(round_) is None
    used = administration.post(f"{PAGE}{first.pk}/use/", {"do": "use"}, follow=True)
    assert "use this version" in used.content.decode()
    assert norms_for(round_).people == "heads of service teams"
    administration.post(f"{PAGE}{first.pk}/use/", {"do": "set-aside"})
    assert norms_for(round_) is None


def test_too_few_are_refused_in_words(administration, organisation, released_results, jobs):
    few = released_round(organisation, released_results[:20], agreed=20)
    page = administration.get(PAGE).content.decode()
    assert "That is too few" in page
    assert "Make it" not in page
    reply = ask(administration, few).content.decode()
    assert "Norms need 100 leaders who agreed" in reply
    assert not jobs


def test_form_without_people_is_asked_again(administration, round_):
    reply = ask(administration, round_, people="")
    assert reply.status_code == 400
    assert "Say who the leaders are." in reply.content.decode()


def test_strange_questionnaire_is_not_found(administration, round_):
    assert ask(administration, round_, instrument="0" * 64).status_code == 404


def test_second_version_says_what_changed(
    administration, first, organisation, released_results, jobs
):
    higher = json.loads(json.dumps(released_results[104:135]))
    for result in higher:
        figure = result["all_others"]["T1"]
        figure["mean"] = min(figure["mean"] + 0.6, 5.0)
    ask(administration, released_round(organisation, higher, agreed=31, name="new"))
    jobs.run()
    second = NormVersion.objects.get(number=2)
    page = administration.get(f"{PAGE}{second.pk}/").content.decode()
    assert "31 of them new" in page
    name = published_feedback(second.instrument_sha256).sections_by_code["T1"].name
    row = next(row for row in page.split("<tr>") if name in row)
    assert "The new leaders are rated higher than those before." in row
    assert "Think about who they are" in page


def test_version_can_be_downloaded_as_counts(administration, first):
    reply = administration.get(f"{PAGE}{first.pk}/norms.json")
    assert "attachment" in reply["Content-Disposition"]
    assert FeedbackNorms.model_validate_json(reply.content).sha256 == first.norms.sha256


def test_made_up_norms_are_labelled_on_each_page(administration, first):
    changed = first.norms.model_copy(update={"made_up": True})
    NormVersion.objects.update(made_up=True, document=changed.model_dump_json())
    for address in (PAGE, f"{PAGE}{first.pk}/"):
        assert "Made-up norms, for show only." in administration.get(address).content.decode()


def test_norms_of_the_framework_are_used_where_no_version_is(administration, round_, tmp_path):
    folder = shutil.copytree(DATA / FRAMEWORK, tmp_path / "own")
    (folder / "norms").mkdir()
    norms = made_up_norms(published_feedback(round_.instrument_sha256), seed=1, on=date(2026, 1, 1))
    (folder / "norms" / "norms.json").write_text(norms.model_dump_json(), encoding="utf-8")
    Round.objects.update(pack=str(folder))
    round_.refresh_from_db()
    assert norms_for(round_).sha256 == norms.sha256
    page = administration.get(PAGE).content.decode()
    assert "These norms come with the framework." in page
    assert "Made-up norms, for show only." in page
    assert f"Compared with 400 leaders or more: <bdi>{norms.people}</bdi>" in page
    assert '<span lang="en"' not in page


def test_how_leaders_were_chosen_is_said_in_the_language_of_the_page(administration, first):
    page = administration.get(f"{PAGE}{first.pk}/").content.decode()
    assert "All leaders of these rounds who agreed to it" in page
    assert '<dd lang="en"' not in page


def test_norms_that_cannot_be_read_hold_up_no_report(round_, tmp_path):
    folder = shutil.copytree(DATA / FRAMEWORK, tmp_path / "own")
    (folder / "norms").mkdir()
    (folder / "norms" / "norms.json").write_text("{}", encoding="utf-8")
    Round.objects.update(pack=str(folder))
    round_.refresh_from_db()
    assert norms_for(round_) is None


def test_other_organisation_sees_nothing(outsider, first):
    assert client_of(outsider).get(f"/o/northern/norms/{first.pk}/").status_code == 404
