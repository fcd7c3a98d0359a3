"""Scores of one profile: totals, proration, gaps, rules for single items, and the summary."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.instrument.answer_files import read_answers
from stature.core.instrument.response import CANT_SAY, Answer, Response
from stature.core.scoring.item_rules import gaps_to_explore, items_for_coaching
from stature.core.scoring.profile import ProfileScore, score_profile
from stature.core.scoring.section_scores import total_of
from stature.packs import find_pack

INSTRUMENT = find_pack("service-commitment").instrument
CODES = [item.code for item in INSTRUMENT.items]
AREAS = ["SL", "FVC", "SS", "ES", "CSP", "RRS"]
MINE, OURS = INSTRUMENT.perspective_ids
COACHED = [
    "SL-6", "FVC-3", "FVC-7", "SS-2", "SS-4", "ES-1", "ES-5", "CSP-2", "CSP-4", "CSP-7",
    "CSP-8", "RRS-3", "RRS-7", "RRS-8",
]  # fmt: skip
Pair = tuple[Answer | None, Answer | None]


def respond(pairs: dict[str, Pair]) -> Response:
    """A response with a pair of answers (mine, our organisation's) for some items."""
    answers: dict[str, dict[str, Answer]] = {}
    for code, pair in pairs.items():
        for perspective, answer in zip((MINE, OURS), pair, strict=True):
            if answer is not None:
                answers.setdefault(code, {})[perspective] = answer
    return Response(respondent="p1", answers=answers)


def score(pairs: dict[str, Pair]) -> ProfileScore:
    return score_profile(respond(pairs), INSTRUMENT)


def everywhere(mine: Answer | None, ours: Answer | None) -> dict[str, Pair]:
    return dict.fromkeys(CODES, (mine, ours))


def totals(result: ProfileScore, perspective: str) -> dict[str, float | None]:
    return {section.section: section.totals[perspective].value for section in result.sections}


@pytest.fixture
def sample(sample_answers: Path) -> ProfileScore:
    (response,) = read_answers(sample_answers, INSTRUMENT).responses
    return score_profile(response, INSTRUMENT)


class TestSampleFixture:
    """The figures that must come out of the shared sample answers."""

    def test_own_totals_of_the_areas(self, sample: ProfileScore) -> None:
        expected = {"SL": 15, "FVC": 13, "SS": 12, "ES": 15, "CSP": 13, "RRS": 15}
        assert totals(sample, MINE) == expected

    def test_own_total_is_83_of_144(self, sample: ProfileScore) -> None:
        assert (sample.totals[MINE], sample.maximum) == (83, 144)

    def test_organisation_totals_are_the_sums_of_the_file(
        self, sample: ProfileScore, sample_answers: Path
    ) -> None:
        expected = dict.fromkeys(AREAS, 0)
        with sample_answers.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                expected[row["item"].partition("-")[0]] += int(row["organisation"])
        assert totals(sample, OURS) == expected
        assert expected == {"SL": 12, "FVC": 13, "SS": 16, "ES": 10, "CSP": 6, "RRS": 12}
        assert sample.totals[OURS] == 69

    def test_gap_is_mine_less_our_organisations(self, sample: ProfileScore) -> None:
        gaps = {section.section: section.gap for section in sample.sections}
        assert gaps == {"SL": 3, "FVC": 0, "SS": -4, "ES": 5, "CSP": 7, "RRS": 3}

    def test_exactly_the_14_items_are_coached(self, sample: ProfileScore) -> None:
        assert [flagged.item for flagged in sample.coached] == COACHED

    def test_summary(self, sample: ProfileScore) -> None:
        assert sample.strongest_section == "SL"
        assert sample.widest_gap == "CSP"
        assert sample.strengths == ("SS-8", "RRS-4")
        assert sample.priorities == ("SL-6", "FVC-3")

    def test_nothing_is_prorated(self, sample: ProfileScore) -> None:
        every = [total for section in sample.sections for total in section.totals.values()]
        assert not any(total.prorated for total in every)
        assert {total.n_answered for total in every} == {8}
        assert sample.n_answered == {MINE: 48, OURS: 48}

    def test_every_result_names_its_instrument_and_rules(self, sample: ProfileScore) -> None:
        assert sample.instrument.id == "service-commitment"
        assert sample.instrument.sha256 == INSTRUMENT.sha256
        assert sample.scoring_version == INSTRUMENT.scoring.version
        assert {(f.rule, f.n_answered) for f in sample.coached} == {("total-below", 2)}
        assert {f.rule for f in sample.gaps_to_explore} == {"one-sided"}
        assert all(section.why_no_standard_error for section in sample.sections)


class TestMissingAnswers:
    """An area is shown from 6 of 8 answers, and marked when it is not all 8."""

    @pytest.mark.parametrize("missing", [None, CANT_SAY])
    @pytest.mark.parametrize(
        ("n_answered", "value", "prorated"),
        [(8, 16.0, False), (7, 16.0, True), (6, 16.0, True), (5, None, False), (0, None, False)],
    )
    def test_total_is_shown_from_six_answers(
        self, n_answered: int, value: float | None, prorated: bool, missing: Answer | None
    ) -> None:
        pairs = {code: (2 if int(code[3:]) <= n_answered else missing, 3) for code in CODES[:8]}
        total = score(pairs).section("SL").totals[MINE]
        assert (total.value, total.prorated, total.n_answered) == (value, prorated, n_answered)

    def test_missing_answer_counts_as_the_mean_of_those_given(self) -> None:
        total = total_of([3, 3, 3, 3, 3, 1, None, None], minimum_answered=6, scale_maximum=3)
        assert total.value == pytest.approx(16 * 8 / 6)
        assert total.maximum == 24

    def test_area_below_the_minimum_takes_the_grand_total_with_it(self) -> None:
        result = score({**everywhere(2, 2), **dict.fromkeys(CODES[:3], (None, 2))})
        assert totals(result, MINE)["SL"] is None
        assert totals(result, MINE)["FVC"] == 16
        assert result.totals == {MINE: None, OURS: 96}

    @pytest.mark.parametrize(("mine", "ours"), [(None, 2), (2, None), (CANT_SAY, 2), (None, None)])
    def test_gap_needs_both_totals(self, mine: Answer | None, ours: Answer | None) -> None:
        assert {section.gap for section in score(everywhere(mine, ours)).sections} == {None}

    def test_gap_of_nothing_is_zero_and_not_missing(self) -> None:
        assert {section.gap for section in score(everywhere(1, 1)).sections} == {0}

    def test_gap_uses_prorated_totals(self) -> None:
        pairs = {code: (3 if int(code[3:]) <= 6 else None, 1) for code in CODES[:8]}
        assert score(pairs).section("SL").gap == 24 - 8


class TestTotalBelow:
    """An item is coached when its two ratings add up to less than 3."""

    def test_exactly_six_of_the_sixteen_pairs_are_picked(self) -> None:
        picked = {
            pair
            for pair in product(range(4), repeat=2)
            if items_for_coaching(respond({"SL-1": pair}), INSTRUMENT)
        }
        assert picked == {(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)}

    @pytest.mark.parametrize("missing", [None, CANT_SAY])
    @pytest.mark.parametrize(("rating", "total"), [(0, 0), (1, 2), (2, None), (3, None)])
    def test_missing_rating_counts_as_the_one_given(
        self, rating: int, total: float | None, missing: Answer | None
    ) -> None:
        for pair in ((rating, missing), (missing, rating)):
            flagged = items_for_coaching(respond({"SL-1": pair}), INSTRUMENT)
            assert [item.total for item in flagged] == ([] if total is None else [total])
            assert all(item.prorated and item.n_answered == 1 for item in flagged)

    def test_item_without_a_rating_is_never_picked(self) -> None:
        for pair in product((None, CANT_SAY), repeat=2):
            assert items_for_coaching(respond({"SL-1": pair}), INSTRUMENT) == ()

    def test_questions_of_both_columns_belong_to_a_coached_item(self) -> None:
        (flagged,) = items_for_coaching(respond({"SL-1": (2, 0)}), INSTRUMENT)
        assert flagged.perspectives == (MINE, OURS)
        assert (flagged.total, flagged.n_answered, flagged.prorated) == (2, 2, False)


class TestOneSided:
    """An item is a gap to explore when one rating is the lowest and the other the highest."""

    def test_only_the_two_pairs_of_opposites_are_picked(self) -> None:
        picked = {
            pair: flagged[0].perspectives
            for pair in product((0, 1, 2, 3, None, CANT_SAY), repeat=2)
            if (flagged := gaps_to_explore(respond({"SL-1": pair}), INSTRUMENT))
        }
        assert picked == {(3, 0): (OURS,), (0, 3): (MINE,)}


class TestSummary:
    """Strengths and priorities; ties go to the earlier area and the earlier item."""

    def test_strengths_are_the_highest_own_rating_then_the_highest_sum(self) -> None:
        pairs = {**everywhere(1, 1), "RRS-8": (3, 3), "SL-1": (3, 0), "ES-2": (2, 3)}
        assert score(pairs).strengths == ("RRS-8", "SL-1")

    def test_item_for_coaching_is_no_strength(self) -> None:
        assert score({**everywhere(1, 3), "CSP-4": (2, 0), "ES-1": (2, 1)}).strengths == ("ES-1",)

    def test_strength_must_be_in_the_upper_half_for_oneself(self) -> None:
        assert score(everywhere(1, 3)).strengths == ()
        assert score({**everywhere(1, 3), "CSP-4": (2, 1)}).strengths == ("CSP-4",)

    def test_priorities_are_the_lowest_sum_then_the_lowest_own_rating(self) -> None:
        pairs = {
            **everywhere(3, 3),
            "SL-1": (2, 0),
            "SL-2": (1, 1),
            "ES-1": (0, 2),
            "CSP-1": (1, 0),
        }
        result = score(pairs)
        assert result.coaching_order == ("CSP-1", "ES-1", "SL-2", "SL-1")
        assert result.priorities == ("CSP-1", "ES-1")

    def test_all_ties_fall_in_the_order_of_the_questionnaire(self) -> None:
        high, low = score(everywhere(3, 3)), score(everywhere(0, 0))
        assert high.strengths == ("SL-1", "SL-2")
        assert high.strongest_section == low.strongest_section == "SL"
        assert low.priorities == ("SL-1", "SL-2")
        assert low.coaching_order == tuple(CODES)

    def test_earlier_area_wins_between_equal_gaps_whichever_way_they_go(self) -> None:
        pairs = {**everywhere(2, 2), "FVC-1": (1, 2), "SS-1": (2, 1)}
        assert score(pairs).widest_gap == "FVC"

    def test_all_high(self) -> None:
        result = score(everywhere(3, 3))
        assert result.totals == {MINE: 144, OURS: 144}
        assert result.coached == result.gaps_to_explore == result.priorities == ()
        assert result.widest_gap is None

    def test_all_low(self) -> None:
        result = score(everywhere(0, 0))
        assert result.totals == {MINE: 0, OURS: 0}
        assert len(result.coached) == 48
        assert result.strengths == result.gaps_to_explore == ()
        assert result.widest_gap is None

    @pytest.mark.parametrize(
        "nothing", [{}, everywhere(None, None), everywhere(CANT_SAY, CANT_SAY)]
    )
    def test_nothing_answered(self, nothing: dict[str, Pair]) -> None:
        result = score(nothing)
        assert result.totals == {MINE: None, OURS: None}
        assert result.n_answered == {MINE: 0, OURS: 0}
        assert result.strongest_section is None
        assert result.widest_gap is None
        assert result.strengths == result.priorities == result.coached == ()
        assert len(result.sections) == 6

    def test_organisation_column_empty(self) -> None:
        result = score({**everywhere(2, None), "SL-1": (1, None), "SL-2": (3, None)})
        assert result.totals == {MINE: 96, OURS: None}
        assert result.n_answered == {MINE: 48, OURS: 0}
        assert [flagged.item for flagged in result.coached] == ["SL-1"]
        assert result.gaps_to_explore == ()
        assert result.widest_gap is None
        assert result.strengths[0] == "SL-2"

    def test_own_column_empty(self) -> None:
        result = score(everywhere(None, 2))
        assert result.totals == {MINE: None, OURS: 96}
        assert result.strongest_section is None
        assert result.strengths == ()


class TestOneAreaOnly:
    """A person may be asked some of the areas."""

    def test_scores_speak_of_the_areas_asked_only(self) -> None:
        pairs = dict.fromkeys(CODES[:8], (2, 1))
        response = respond(pairs).model_copy(update={"sections_asked": ("SL",)})
        result = score_profile(response, INSTRUMENT)
        assert [section.section for section in result.sections] == ["SL"]
        assert (result.totals, result.maximum, result.n_items) == ({MINE: 16, OURS: 8}, 24, 8)


ratings = st.none() | st.just(CANT_SAY) | st.integers(0, 3)
profiles = st.fixed_dictionaries({code: st.tuples(ratings, ratings) for code in CODES})
some_examples = settings(max_examples=60, deadline=None)


@some_examples
@given(profiles)
def test_totals_stay_within_their_bounds(pairs: dict[str, Pair]) -> None:
    result = score(pairs)
    for section in result.sections:
        for total in section.totals.values():
            assert total.maximum == 24
            assert total.value is None or 0 <= total.value <= 24
            assert (total.value is None) == (total.n_answered < 6)
            assert total.prorated == (6 <= total.n_answered < 8)
        assert section.gap is None or -24 <= section.gap <= 24
    for flagged in result.coached:
        assert 0 <= flagged.total < 3
    assert len(result.strengths) <= 2
    assert set(result.coaching_order) == {flagged.item for flagged in result.coached}


@some_examples
@given(profiles, st.randoms(use_true_random=False))
def test_order_of_the_answers_does_not_matter(pairs: dict[str, Pair], rng: object) -> None:
    shuffled = list(pairs.items())
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score(dict(shuffled)) == score(pairs)


@some_examples
@given(profiles, st.sampled_from(CODES), st.sampled_from([0, 1]), st.integers(0, 2))
def test_raising_a_rating_lowers_no_total_and_adds_no_coached_item(
    pairs: dict[str, Pair], code: str, place: int, rating: int
) -> None:
    def rated(value: int) -> ProfileScore:
        pair = list(pairs[code])
        pair[place] = value
        return score({**pairs, code: (pair[0], pair[1])})

    before, after = rated(rating), rated(rating + 1)
    for low, high in zip(before.sections, after.sections, strict=True):
        for perspective in (MINE, OURS):
            lower, higher = low.totals[perspective].value, high.totals[perspective].value
            assert (lower is None) == (higher is None)
            assert lower is None or higher is None or higher >= lower
    assert {f.item for f in after.coached} <= {f.item for f in before.coached}


@some_examples
@given(profiles)
def test_same_answers_give_the_same_scores_to_the_byte(pairs: dict[str, Pair]) -> None:
    assert score(pairs).model_dump_json() == score(dict(pairs)).model_dump_json()


@some_examples
@given(profiles)
def test_summary_follows_its_rule(pairs: dict[str, Pair]) -> None:
    """The rule in other words: no item left out beats one that was chosen."""
    result, response = score(pairs), respond(pairs)

    def own(code: str) -> int:
        return response.rating(code, MINE) or 0

    for_coaching = {flagged.item for flagged in result.coached}
    candidates = [code for code in CODES if own(code) >= 2 and code not in for_coaching]
    assert len(result.strengths) == min(2, len(candidates))
    left_out = [own(code) for code in candidates if code not in result.strengths]
    assert all(own(code) >= max(left_out, default=0) for code in result.strengths)
    sums = {flagged.item: flagged.total for flagged in result.coached}
    ordered = [sums[code] for code in result.coaching_order]
    assert ordered == sorted(ordered)
