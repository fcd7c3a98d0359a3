from collections.abc import Callable

import pytest

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.blocks import (
    CoachingCard,
    ContractForm,
    DataTable,
    Dumbbell,
    Highlights,
    ItemDots,
    Paragraph,
)
from stature.core.reporting.profile.length import BODY_WORDS, cards_that_fit
from stature.core.reporting.report import Report, ReportSection, texts_in, word_count
from tests.core.reporting.conftest import ReportOf
from tests.sample import COACHED

AnswersOf = Callable[..., Response]


def section(report: Report, anchor: str) -> ReportSection:
    return next(part for part in report.sections if part.anchor == anchor)


def blocks(report: Report, kind: type, *, appendix: bool | None = None) -> list:
    return [
        block
        for part in report.sections
        if appendix is None or part.is_appendix == appendix
        for block in part.blocks
        if isinstance(block, kind)
    ]


def opening(report: Report) -> list[str]:
    lead = section(report, "glance").blocks[0]
    assert isinstance(lead, Paragraph)
    return [sentence.text for sentence in lead.sentences]


def all_text(report: Report) -> str:
    return "\n".join(texts_in(report))


def test_report_has_every_section_in_its_order(report: Report) -> None:
    assert [part.anchor for part in report.sections] == [
        "glance", "steps", "reading", "areas", "area-sl", "area-fvc", "area-ss", "area-es",
        "area-csp", "area-rrs", "summary", "contract", "further", "gaps", "answers", "method",
        "glossary",
    ]  # fmt: skip


def test_report_opens_with_three_sentences(report: Report) -> None:
    strongest, priority, gap = opening(report)
    assert strongest == (
        "You rated yourself highest in Service leadership, vision and commitment, "
        "and as high in two other areas: you gave yourself 15 of 24."
    )
    assert priority.startswith("Your first priority: show by your own example")
    assert "Customer-serving processes and systems: you rated yourself 7 points higher" in gap


def test_summary_names_two_strengths_then_two_priorities(report: Report) -> None:
    strengths, priorities = blocks(report, Highlights)[0].lists
    assert [entry.code for entry in strengths.highlights] == ["SS-8", "RRS-4"]
    assert [entry.code for entry in priorities.highlights] == ["SL-6", "FVC-3"]
    assert strengths.highlights[0].text.startswith("You almost always bring service standards")
    assert priorities.highlights[1].text.startswith("You rarely or never make time to talk")


def test_table_holds_the_totals_of_the_chart(report: Report) -> None:
    table = next(block for block in section(report, "areas").blocks if isinstance(block, DataTable))
    assert [row[1:] for row in table.rows] == [
        ("15", "12", "+3", "1"),
        ("13", "13", "0", "2"),
        ("12", "16", "−4", "2"),
        ("15", "10", "+5", "2"),
        ("13", "6", "+7", "4"),
        ("15", "12", "+3", "3"),
        ("83 of 144", "69 of 144", "+14", "14"),
    ]
    chart = blocks(report, Dumbbell)[0]
    assert [(row.first_text, row.second_text, row.gap_text) for row in chart.rows] == [
        row[1:4] for row in table.rows[:-1]
    ]


def test_exactly_the_coached_items_get_a_full_card(report: Report) -> None:
    cards = [card for card in blocks(report, CoachingCard) if card.why_it_matters]
    assert sorted(card.code for card in cards) == sorted(COACHED)
    for card in cards:
        assert [len(group.questions) for group in card.question_groups] == [3, 3]
        assert card.good_practice


def test_gaps_to_explore_stand_apart_with_the_questions_of_the_low_side(report: Report) -> None:
    cards = [block for block in section(report, "gaps").blocks if isinstance(block, CoachingCard)]
    assert [card.code for card in cards] == ["SL-5", "FVC-8", "CSP-6", "RRS-2"]
    assert all(len(card.question_groups) == 1 for card in cards)
    assert all(card.question_groups[0].heading == "Ask in your organisation" for card in cards)


def test_every_coached_item_of_an_area_is_on_its_page_or_named_there(report: Report) -> None:
    for code in COACHED:
        page = section(report, f"area-{code.split('-')[0].lower()}")
        cards = [block.code for block in page.blocks if isinstance(block, CoachingCard)]
        notes = " ".join(
            text for block in page.blocks if isinstance(block, Paragraph) and block.style == "note"
            for text in texts_in(block)
        )  # fmt: skip
        assert code in cards or code in notes
        assert len(cards) <= 2


def test_chart_of_an_area_shows_every_item_with_both_answers(report: Report) -> None:
    charts = blocks(report, ItemDots)
    assert [len(chart.rows) for chart in charts] == [8] * 6
    marked = [row.code for chart in charts for row in chart.rows if row.for_coaching]
    assert marked == COACHED


def test_first_goal_of_the_contract_is_the_first_priority(report: Report) -> None:
    contract = blocks(report, ContractForm)[0]
    assert len(contract.fields) == 8
    assert contract.fields[0].filled_in.startswith("Show by your own example")
    assert "(SL-6)" in contract.fields[0].filled_in
    assert not any(field.filled_in for field in contract.fields[1:])


def test_appendix_holds_all_answers_and_the_versions(
    report: Report, instrument: Instrument
) -> None:
    tables = [block for block in section(report, "answers").blocks if isinstance(block, DataTable)]
    assert [len(table.rows) for table in tables] == [8] * 6
    method = " ".join(texts_in(section(report, "method")))
    assert "Service Commitment Profile 1.0.0" in method
    assert instrument.sha256[:16] in method
    assert "total-below 1.0.0" in method
    assert "No standard error is shown" in method


@pytest.mark.parametrize("ratings", [(0, 0), (1, 1), (3, 3), (0, 3), (2, None), (None, None)])
def test_body_stays_within_its_length(
    report_of: ReportOf, answers_of: AnswersOf, ratings: tuple[int | None, int | None]
) -> None:
    report = report_of(answers_of(*ratings))
    body = [part for part in report.sections if not part.is_appendix]
    assert sum(word_count(part) for part in body) <= BODY_WORDS


def test_body_of_the_leader_stays_within_its_length(report: Report) -> None:
    body = [part for part in report.sections if not part.is_appendix]
    assert sum(word_count(part) for part in body) <= BODY_WORDS


def first_letter(code: str) -> str:
    return code[0]


def test_cards_fill_the_budget_by_urgency_two_an_area() -> None:
    words = dict.fromkeys(["A-1", "A-2", "A-3", "B-1", "C-1"], 200)
    order = ["A-1", "A-2", "A-3", "B-1", "C-1"]
    assert cards_that_fit(order, words, 2_300, area_of=first_letter) == {"A-1", "A-2", "B-1"}
    assert cards_that_fit(order, words, 2_950, area_of=first_letter) == {"A-1"}


def test_all_high_has_its_own_words(report_of: ReportOf, answers_of: AnswersOf) -> None:
    report = report_of(answers_of(3, 3))
    assert opening(report) == [
        "You rated yourself the same in every area: 24 of 24.",
        "No item that you rated came out below the cut-off, "
        "so you can choose freely where to begin.",
        "You rated yourself and your organisation the same in every area.",
    ]
    assert "No item that was rated is for coaching" in all_text(report)
    assert "Think about who could learn this from you" in all_text(report)
    assert blocks(report, CoachingCard) == []
    assert blocks(report, ContractForm)[0].fields[0].filled_in


def test_all_low_has_its_own_words(report_of: ReportOf, answers_of: AnswersOf) -> None:
    report = report_of(answers_of(0, 0))
    strengths, priorities = blocks(report, Highlights)[0].lists
    assert strengths.highlights == ()
    assert strengths.if_none.startswith("You rated no item")
    assert [entry.code for entry in priorities.highlights] == ["SL-1", "SL-2"]
    assert "One small change would already show" in all_text(report)
    assert len({card.code for card in blocks(report, CoachingCard)}) == 48


def test_no_gap_has_its_own_words(report_of: ReportOf, answers_of: AnswersOf) -> None:
    report = report_of(answers_of(2, 2))
    assert opening(report)[2].startswith("You rated yourself and your organisation the same")
    assert blocks(report, Dumbbell)[0].title.endswith("the same in every area")


def test_empty_organisation_column_has_its_own_words(
    report_of: ReportOf, answers_of: AnswersOf
) -> None:
    report = report_of(answers_of(1, None))
    assert opening(report)[2].startswith("You gave no ratings for your organisation")
    assert {row.second_text for row in blocks(report, Dumbbell)[0].rows} == {"–"}
    assert {row.gap_text for row in blocks(report, Dumbbell)[0].rows} == {"–"}
    assert len(blocks(report, CoachingCard)) == 48


def test_no_answers_at_all_has_its_own_words(report_of: ReportOf, answers_of: AnswersOf) -> None:
    report = report_of(answers_of(None, None))
    assert opening(report)[:2] == [
        "You answered too few items to show a strongest area.",
        "You gave no ratings for yourself, so there is no first priority to show.",
    ]
    assert "You gave no ratings for yourself in this area" in all_text(report)
    assert blocks(report, ContractForm)[0].fields[0].filled_in == ""


def test_cant_say_is_told_apart_from_no_answer(report_of: ReportOf, answers_of: AnswersOf) -> None:
    text = all_text(report_of(answers_of("cant-say", None)))
    assert "Can’t say" in text
    assert "No answer" in text


def test_area_with_too_few_answers_says_so_and_has_no_total(
    report_of: ReportOf, leader: Response
) -> None:
    answers = {code: given for code, given in leader.answers.items() if code[:2] != "SL"}
    answers |= {code: leader.answers[code] for code in ("SL-1", "SL-2", "SL-3", "SL-4", "SL-5")}
    report = report_of(leader.model_copy(update={"answers": answers}))
    text = " ".join(texts_in(section(report, "area-sl")))
    assert "You rated 5 of 8 items for yourself. An area needs 6" in text
    assert blocks(report, Dumbbell)[0].rows[0].first is None


def test_prorated_area_is_marked_with_its_n(report_of: ReportOf, leader: Response) -> None:
    answers = {code: given for code, given in leader.answers.items() if code != "SL-8"}
    report = report_of(leader.model_copy(update={"answers": answers}))
    row = blocks(report, Dumbbell)[0].rows[0]
    assert row.first_text == "13.7*"  # 12 from 7 items, times 8
    text = " ".join(texts_in(section(report, "area-sl")))
    assert "Worked out from 7 of 8 answers for you" in text


def test_report_on_one_area_speaks_of_that_area_only(report_of: ReportOf, leader: Response) -> None:
    report = report_of(leader.model_copy(update={"sections_asked": ("SS",)}))
    assert opening(report)[0] == "You gave yourself 12 of 24 in Establishing service standards."
    assert [part.anchor for part in report.sections if part.anchor.startswith("area-")] == [
        "area-ss"
    ]
    assert "The area you answered" in all_text(report)
    assert {card.code for card in blocks(report, CoachingCard)} == {"SS-2", "SS-4"}


def test_same_answers_give_the_same_report(report_of: ReportOf, leader: Response) -> None:
    shuffled = dict(sorted(leader.answers.items(), reverse=True))
    again = report_of(leader.model_copy(update={"answers": shuffled}), made_up=True)
    assert again == report_of(leader, made_up=True)


def test_every_sentence_says_which_rule_chose_it(report: Report) -> None:
    for paragraph in blocks(report, Paragraph):
        assert all(sentence.rule for sentence in paragraph.sentences)


def test_links_lead_somewhere(report: Report) -> None:
    anchors = {part.anchor for part in report.sections}
    anchors |= {card.anchor for card in blocks(report, CoachingCard)}
    for entry in blocks(report, Highlights)[0].lists:
        assert {highlight.target for highlight in entry.highlights} <= anchors
    assert {row.target for row in blocks(report, Dumbbell)[0].rows} <= anchors


def test_made_up_people_are_called_so(
    report: Report, report_of: ReportOf, leader: Response
) -> None:
    assert "do not exist" in report.masthead.banner
    assert report_of(leader).masthead.banner == ""
