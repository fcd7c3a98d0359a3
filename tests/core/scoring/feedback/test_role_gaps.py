"""A gap to a role comes with its error, and counts as below only beyond it."""

import pytest

from stature.core.framework.role_profile import RoleProfile
from stature.core.framework.wording import reading_grade
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.scoring.feedback.disclosed import disclosed_feedback
from stature.core.scoring.feedback.figures import figure_of, no_figure
from stature.core.scoring.feedback.role_gaps import RoleVerdict, role_gaps
from stature.core.scoring.feedback.table import RatingTable
from stature.packs import find_framework_pack

PACK = find_framework_pack("customer-service-director")


@pytest.fixture(scope="module")
def profile() -> RoleProfile:
    return next(each for each in PACK.role_profiles if each.serves == "present")


@pytest.mark.parametrize(
    ("mean", "verdict"),
    [
        (4.0, RoleVerdict.MET),
        (4.6, RoleVerdict.MET),
        (3.9, RoleVerdict.WITHIN_ERROR),
        (3.4, RoleVerdict.BELOW),
    ],
)
def test_verdict_follows_the_error(profile: RoleProfile, mean: float, verdict: RoleVerdict) -> None:
    gap = role_gaps({"T1": figure_of(mean, 9, 0.2, 0.95)}, profile)[0]
    assert (gap.competency, gap.target, gap.verdict) == ("T1", 4.0, verdict)
    assert gap.difference == pytest.approx(mean - 4)
    assert gap.standard_error == 0.2


def test_competency_without_a_figure_is_not_judged(profile: RoleProfile) -> None:
    gaps = role_gaps({"T1": no_figure()}, profile)
    assert {gap.verdict for gap in gaps} == {RoleVerdict.NOT_TOLD}
    assert len(gaps) == 16


def test_gaps_are_those_of_published_figures(
    made_up_round: RatingTable, profile: RoleProfile
) -> None:
    feedback, _ = disclosed_feedback(made_up_round, "leader 0")
    for gap in role_gaps(feedback.all_others, profile):
        mean = feedback.all_others[gap.competency].mean
        assert gap.difference == (None if mean is None else pytest.approx(mean - gap.target))


def test_bundled_profiles_serve_the_three_questions() -> None:
    profiles = PACK.role_profiles
    assert {profile.serves for profile in profiles} == {"present", "larger", "other"}
    for profile in profiles:
        assert set(profile.targets) == set(PACK.framework.competencies_by_code)
        assert len(profile.technical) >= 5


def test_bundled_profiles_are_worded_plainly() -> None:
    for profile in PACK.role_profiles:
        words = " ".join([profile.summary, *(target.why for target in profile.behavioural)])
        assert reading_grade(PACK.framework.customer_word.put_into(words)) <= 8


def test_technical_and_behavioural_stand_apart(profile: RoleProfile) -> None:
    assert not {entry.code for entry in profile.technical} & set(profile.targets)


def test_a_competency_has_one_target(profile: RoleProfile) -> None:
    twice = (*profile.behavioural, profile.behavioural[0])
    with pytest.raises(ValueError, match="each code may stand once, got T1 again"):
        profile.model_copy(update={"behavioural": twice})


def test_targets_are_on_the_scale_of_the_questionnaire(
    profile: RoleProfile, questionnaire: FeedbackInstrument
) -> None:
    lowest, *_, highest = questionnaire.frequency.options
    targets = profile.targets.values()
    assert lowest.value <= min(targets) <= max(targets) <= highest.value
    with pytest.raises(ValueError, match="less than or equal to 5"):
        profile.behavioural[0].model_copy(update={"target": 5.5})
