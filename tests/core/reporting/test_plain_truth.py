"""The report says only what the answers bear out: nothing rated, ties, few answers, one area."""

import re
from collections.abc import Callable, Mapping

import pytest

from stature.core.errors import ReportError
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.blocks import (
    Bullets,
    CoachingCard,
    Dumbbell,
    HighlightList,
    Highlights,
    ItemDots,
    Paragraph,
    Steps,
)
from stature.core.reporting.profile import compose_profile_report
from stature.core.reporting.report import Report, texts_in, word_count
from stature.core.reporting.texts import ReportTexts
from stature.core.scoring.profile import score_profile
from tests.core.reporting.conftest import ReportOf
from tests.core.reporting.test_profile_report import all_text, blocks, opening, section

Ratings = tuple[int | None, int | None]
AnswersOf = Callable[..., Response]
PRAISE = "Keep doing what works"
# The items and guides speak of six months, six weeks and a six-page form.
NOT_OF_AREAS = re.compile(r"six months|six weeks|six-page")
SEVERAL_AREAS = re.compile(r"\b(six(?! months| weeks|-page)|areas|each area|every area)\b", re.I)


@pytest.fixture(scope="session")
def with_areas(instrument: Instrument) -> Callable[..., Response]:
    """A response with one pair of ratings everywhere and other ones in the areas or items named."""

    def answer(everywhere: Ratings, others: Mapping[str, Ratings]) -> Response:
        answers = {}
        for item in instrument.items:
            area = instrument.section_of(item.code).code
            own, organisation = others.get(item.code, others.get(area, everywhere))
            given = {"individual": own, "organisation": organisation}
            answers[item.code] = {side: value for side, value in given.items() if value is not None}
        return Response.model_validate({"respondent": "p1", "answers": answers})

    return answer


def lists(report: Report) -> tuple[HighlightList, HighlightList]:
    strengths, priorities = blocks(report, Highlights)[0].lists
    return strengths, priorities


def area_text(report: Report, code: str) -> str:
    return " ".join(texts_in(section(report, f"area-{code.lower()}")))


def test_unanswered_area_is_not_praised(report_of: ReportOf, with_areas: AnswersOf) -> None:
    report = report_of(with_areas((3, 3), {"SS": (None, None)}))
    text = area_text(report, "SS")
    assert "Nothing was rated here" in text
    assert PRAISE not in text
    assert "below the cut-off" not in text
    chart = next(b for b in section(report, "area-ss").blocks if isinstance(b, ItemDots))
    assert chart.title == "No item was rated"
    assert PRAISE in area_text(report, "SL")


def test_unanswered_report_is_not_praised(report_of: ReportOf, answers_of: AnswersOf) -> None:
    report = report_of(answers_of(None, None))
    text = all_text(report)
    assert PRAISE not in text
    assert "below the cut-off. " not in text.split("Appendix")[0]
    strengths, priorities = lists(report)
    assert strengths.if_none == "You gave no ratings for yourself, so no strength can be shown."
    assert priorities.if_none.startswith("You gave no ratings for yourself")


@pytest.mark.parametrize("own", [0, None])
def test_page_without_own_merit_is_not_praised(
    report_of: ReportOf, answers_of: AnswersOf, own: int | None
) -> None:
    assert PRAISE not in all_text(report_of(answers_of(own, 3)))


def test_gaps_to_explore_are_named_on_their_area_page(report: Report) -> None:
    for code in ("SL-5", "FVC-8", "CSP-6", "RRS-2"):
        area = code.split("-")[0]
        assert f"A gap to explore is in the appendix: {code}." in area_text(report, area)
    assert "gap to explore is in the appendix" not in area_text(report, "SS")


def test_several_gaps_on_a_page_are_named_together(
    report_of: ReportOf, with_areas: AnswersOf
) -> None:
    report = report_of(with_areas((2, 2), {"SS-1": (3, 0), "SS-4": (0, 3)}))
    assert "Gaps to explore are in the appendix: SS-1, SS-4." in area_text(report, "SS")


def test_with_nothing_to_coach_the_first_gap_is_where_to_start(
    report_of: ReportOf, with_areas: AnswersOf, instrument: Instrument
) -> None:
    report = report_of(with_areas((2, 2), {"SL-2": (3, 0), "SS-4": (0, 3)}))
    (start,) = lists(report)[1].highlights
    assert start.code == "SS-4"  # the own rating is the low one
    assert start.target in {card.anchor for card in blocks(report, CoachingCard)}
    assert "You: Rarely or never. Your organisation: Almost always." in start.text
    assert instrument.items_by_code["SS-4"].label in opening(report)[1]
    assert "choose freely" not in all_text(report)


def test_priorities_come_before_gaps(report_of: ReportOf, with_areas: AnswersOf) -> None:
    report = report_of(with_areas((2, 2), {"SL-2": (0, 3), "SS-4": (1, 1)}))
    assert [entry.code for entry in lists(report)[1].highlights] == ["SS-4"]


def test_no_high_rating_is_told_in_the_words_of_the_scale(
    report_of: ReportOf, answers_of: AnswersOf
) -> None:
    assert lists(report_of(answers_of(1, 2)))[0].if_none.startswith(
        "You rated no item ‘Usually’ or higher"
    )


def test_high_ratings_that_are_all_coached_are_not_denied(
    report_of: ReportOf, answers_of: AnswersOf
) -> None:
    strengths = lists(report_of(answers_of(2, 0)))[0]
    assert strengths.highlights == ()
    assert strengths.if_none.startswith("You rated items ‘Usually’ or higher for yourself.")


def test_areas_without_a_total_are_left_out_of_every_area(
    report_of: ReportOf, with_areas: AnswersOf
) -> None:
    report = report_of(with_areas((2, 2), {"SS": (None, None)}))
    strongest, _, gap = opening(report)
    assert strongest == (
        "You rated yourself the same in the areas that have a total for you: 16 of 24."
    )
    assert gap == "You rated yourself and your organisation the same in the areas with both totals."
    assert blocks(report, Dumbbell)[0].title.endswith("in the areas with both totals")


def test_only_area_with_a_total_is_not_called_the_strongest(
    report_of: ReportOf, with_areas: AnswersOf
) -> None:
    report = report_of(with_areas((None, None), {"SS": (2, 2)}))
    assert opening(report)[0] == (
        "Only one area has enough answers for your total. "
        "It is Establishing service standards: you gave yourself 16 of 24."
    )


def test_single_strongest_area_is_named_alone(report_of: ReportOf, with_areas: AnswersOf) -> None:
    report = report_of(with_areas((1, 1), {"SS": (2, 2)}))
    assert opening(report)[0].startswith("Your strongest area is Establishing service standards:")


@pytest.mark.parametrize(
    ("areas", "others"), [(("SL", "SS"), "one other area"), (("SL", "SS", "ES"), "two other areas")]
)
def test_ties_are_counted(
    report_of: ReportOf, with_areas: AnswersOf, areas: tuple[str, ...], others: str
) -> None:
    report = report_of(with_areas((2, 2), dict.fromkeys(areas, (3, 1))))
    strongest, _, gap = opening(report)
    assert strongest.startswith("You rated yourself highest in Service leadership")
    assert f"as high in {others}" in strongest
    assert "16 points higher than your organisation" in gap
    assert gap.endswith(f"The gap is as wide in {others}.")


def test_tied_gaps_are_counted_in_both_directions(
    report_of: ReportOf, with_areas: AnswersOf
) -> None:
    report = report_of(with_areas((2, 2), {"SL": (1, 3), "SS": (3, 1)}))
    gap = opening(report)[2]
    assert "you rated your organisation 16 points higher" in gap
    assert gap.endswith("The gap is as wide in one other area.")


def test_same_answer_to_a_few_items_is_not_called_every_item(
    report_of: ReportOf, with_areas: AnswersOf
) -> None:
    report = report_of(with_areas((2, 2), {"SL-1": (None, 2)}))
    assert "You answered ‘Usually’ to each item that you rated here." in area_text(report, "SL")
    assert "You answered ‘Usually’ to every item here." in area_text(report, "SS")


@pytest.mark.parametrize("area", ["SL", "FVC", "SS", "ES", "CSP", "RRS"])
@pytest.mark.parametrize("ratings", [None, (0, 0), (2, 2), (3, 0), (0, 3), (2, None), (None, None)])
def test_report_on_one_area_never_speaks_of_several(
    report_of: ReportOf, leader: Response, answers_of: AnswersOf, area: str, ratings: Ratings | None
) -> None:
    given = leader if ratings is None else answers_of(*ratings)
    report = report_of(given.model_copy(update={"sections_asked": (area,)}))
    for text in texts_in(report):
        assert not SEVERAL_AREAS.search(text), text
    assert len(blocks(report, Steps)[0].steps) == 1


def test_report_on_two_areas_counts_two(report_of: ReportOf, leader: Response) -> None:
    report = report_of(leader.model_copy(update={"sections_asked": ("SL", "SS")}))
    assert section(report, "areas").heading == "The two areas"
    assert "six" not in NOT_OF_AREAS.sub("", all_text(report).lower())
    (names,) = [b for b in section(report, "summary").blocks if isinstance(b, Bullets)]
    assert len(names.entries) == 2
    assert names.keep_together


@pytest.fixture(scope="session")
def other_scale(instrument: Instrument) -> Instrument:
    """The profile with seven items an area and five options of other words."""
    labels = ("Not once", "Seldom", "At times", "Often", "Each time")
    options = [{"value": value, "label": label} for value, label in enumerate(labels)]
    scale = type(instrument.response_scale).model_validate(
        {"options": tuple(options), "cant_say": "Unsure"}, strict=False
    )
    sections = tuple(
        part.model_copy(update={"items": part.items[:7]}) for part in instrument.sections
    )
    return instrument.model_copy(update={"response_scale": scale, "sections": sections})


def report_with(instrument: Instrument, texts: ReportTexts, ratings: tuple[int, int]) -> Report:
    given = dict(zip(instrument.perspective_ids, ratings, strict=True))
    answers = {item.code: given for item in instrument.items}
    response = Response.model_validate({"respondent": "p1", "answers": answers})
    return compose_profile_report(response, score_profile(response, instrument), instrument, texts)


def test_words_and_numbers_come_from_the_scale(other_scale: Instrument, texts: ReportTexts) -> None:
    report = report_with(other_scale, texts, (2, 2))
    text = all_text(report)
    assert "from 0 (‘Not once’) to 4 (‘Each time’)" in text
    assert "You rated no item ‘Often’ or higher" in text
    for word in ("Usually", "Almost always", "Rarely or never", "24", "eight items"):
        assert word not in text
    example = blocks(report, Dumbbell)[1]
    assert example.maximum == 28
    (row,) = example.rows
    assert (row.first, row.second, row.gap_text) == (21, 14, "+7")
    assert example.title.endswith("the gap is 7")


def test_areas_that_differ_in_length_are_refused(
    instrument: Instrument, texts: ReportTexts
) -> None:
    first, *rest = instrument.sections
    shorter = first.model_copy(update={"items": first.items[:7]})
    uneven = instrument.model_copy(update={"sections": (shorter, *rest)})
    with pytest.raises(ReportError, match="differ in length"):
        report_with(uneven, texts, (2, 2))


def test_items_know_their_area(instrument: Instrument) -> None:
    for part in instrument.sections:
        assert {instrument.section_of(item.code).code for item in part.items} == {part.code}


def test_charts_tables_and_forms_are_not_counted_as_prose(report: Report) -> None:
    kinds = {block.kind for part in report.sections for block in part.blocks if not block.is_prose}
    assert kinds == {"dumbbell", "item_dots", "data_table", "score_line", "contract_form"}
    assert all(word_count(chart) == 0 for chart in blocks(report, ItemDots))


def test_texts_hold_no_anchor_rule_or_kind(report: Report) -> None:
    spoken = set(texts_in(report))
    anchors = {part.anchor for part in report.sections}
    rules = {s.rule for b in blocks(report, Paragraph) for s in b.sentences}
    kinds = {block.kind for part in report.sections for block in part.blocks}
    assert not spoken & (anchors | rules | kinds)
