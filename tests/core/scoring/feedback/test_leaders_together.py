"""Leaders are summed up together only in fives, and only from what their own reports show."""

import numpy as np
import pytest

from stature.core.scoring.feedback.disclosed import DisclosedFeedback, disclosed_feedback
from stature.core.scoring.feedback.leader_measures import figures_by_measure
from stature.core.scoring.feedback.leaders_audit import audit_group_reports
from stature.core.scoring.feedback.leaders_together import LeadersTogether, leaders_together
from stature.core.scoring.feedback.reliability import round_reliability
from stature.core.scoring.feedback.table import RatingTable


@pytest.fixture(scope="module")
def feedbacks(made_up_round: RatingTable) -> list[DisclosedFeedback]:
    return [disclosed_feedback(made_up_round, name)[0] for name in made_up_round.leaders[:14]]


@pytest.fixture(scope="module")
def together(made_up_round: RatingTable, feedbacks: list[DisclosedFeedback]) -> LeadersTogether:
    names = [feedback.leader for feedback in feedbacks]
    return leaders_together(
        figures_by_measure(feedbacks),
        {"all": names, "north": names[:6], "south": names[6:9], "all but two": names[2:]},
        level=0.95,
        of_round=round_reliability(made_up_round),
    )


def test_small_selections_and_telling_differences_are_left_out(together: LeadersTogether) -> None:
    assert set(together.told.shown) == {"all", "north"}
    assert set(together.told.hidden) == {"south", "all but two"}
    assert {figure.selection for figure in together.figures} == {"all", "north"}


def test_means_are_those_of_the_leaders_own_reports(
    together: LeadersTogether, feedbacks: list[DisclosedFeedback]
) -> None:
    found = next(
        figure
        for figure in together.figures
        if (figure.selection, figure.competency, figure.seen_by) == ("north", "T1", "all others")
    )
    means = [feedback.all_others["T1"].mean for feedback in feedbacks[:6]]
    expected = np.mean([mean for mean in means if mean is not None])
    assert found.published.value == pytest.approx(expected, abs=0.051)
    assert found.published.n == 6


def test_every_figure_has_its_error_or_says_why_not(together: LeadersTogether) -> None:
    assert together.figures
    for figure in together.figures:
        has_error = figure.error.standard_error is not None
        assert has_error is not bool(figure.why_no_error)


def test_errors_are_the_same_for_selections_of_one_size(
    feedbacks: list[DisclosedFeedback],
) -> None:
    """A selection's own spread is never told: two halves of a round have the same errors."""
    names = [feedback.leader for feedback in feedbacks]
    halves = leaders_together(
        figures_by_measure(feedbacks), {"a": names[:7], "b": names[7:]}, level=0.95
    )
    errors: dict[tuple[str, str, int], set[float]] = {}
    for figure in halves.figures:
        if figure.error.standard_error is not None:
            key = (figure.competency, figure.seen_by, figure.published.n)
            errors.setdefault(key, set()).add(round(figure.error.standard_error, 9))
    assert errors
    assert all(len(each) == 1 for each in errors.values())


def test_round_too_small_for_an_error_says_so(feedbacks: list[DisclosedFeedback]) -> None:
    few = feedbacks[:6]
    found = leaders_together(
        figures_by_measure(few), {"all": [each.leader for each in few]}, level=0.95
    )
    shown = [figure for figure in found.figures if figure.published.status == "shown"]
    assert shown
    assert all("Fewer than 10 leaders" in figure.why_no_error for figure in shown)


def test_reliability_and_agreement_of_the_round_come_with_their_errors(
    together: LeadersTogether,
) -> None:
    names = [statistic.name for statistic in together.reliability["T1"]]
    assert names == ["ICC(1)", "ICC(2)"]
    assert [statistic.name for statistic in together.agreement["T1"]] == [
        "r_wg (uniform)", "r_wg (slight skew)",
    ]  # fmt: skip
    for statistic in (*together.reliability["T1"], *together.agreement["T1"]):
        assert statistic.interval is not None
        assert not hasattr(statistic, "values")


def test_a_few_leaders_show_no_reliability(
    made_up_round: RatingTable, feedbacks: list[DisclosedFeedback]
) -> None:
    few = made_up_round.kept(made_up_round.leader_of < 4)
    found = leaders_together(
        figures_by_measure(feedbacks[:4]), {}, level=0.95, of_round=round_reliability(few)
    )
    assert found.reliability == {}
    assert (
        disclosed_feedback(few, "leader 0", reliability=round_reliability(few))[0].reliability == {}
    )


def test_later_reports_tell_neither_reliability_nor_another_spread(
    made_up_round: RatingTable, feedbacks: list[DisclosedFeedback], together: LeadersTogether
) -> None:
    names = [feedback.leader for feedback in feedbacks]
    later = leaders_together(
        figures_by_measure(feedbacks[5:], together.told),
        {"all": names[5:]},
        level=0.95,
        of_round=round_reliability(made_up_round),
        earlier=together.told,
    )
    assert later.reliability == {}
    assert later.told.spreads == together.told.spreads
    assert min(filter(None, together.told.spreads.values())) >= 0.3


def test_no_leader_is_found_out_in_the_reports_together(
    feedbacks: list[DisclosedFeedback], together: LeadersTogether
) -> None:
    names = [feedback.leader for feedback in feedbacks]
    later = leaders_together(
        figures_by_measure(feedbacks[5:], together.told),
        {"all": names[5:], "south": names[6:12]},
        level=0.95,
        earlier=together.told,
    )
    found = audit_group_reports([together.told, later.told], exact=True)
    assert found.leaders == 14
    assert found.verdict.safe
    assert found.verdict.asked > 400


def test_leader_is_found_out_where_the_second_report_does_not_know_the_first(
    feedbacks: list[DisclosedFeedback], together: LeadersTogether
) -> None:
    fewer = feedbacks[1:]
    alone = leaders_together(
        figures_by_measure(fewer), {"all": [each.leader for each in fewer]}, level=0.95
    )
    found = audit_group_reports([together.told, alone.told])
    assert "subtraction" in {each.kind for each in found.verdict.disclosures}
