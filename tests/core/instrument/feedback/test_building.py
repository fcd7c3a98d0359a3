"""A framework makes its questionnaire by stated rules, the same one each time."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.document import canonical_json
from stature.core.framework.customer import CUSTOMER_WORDS
from stature.core.framework.model import Framework
from stature.core.framework.wording import check_wording
from stature.core.instrument.feedback import (
    BuildError,
    FeedbackInstrument,
    FeedbackTexts,
    SelectionRule,
    build_questionnaire,
)
from stature.core.instrument.feedback.selection import chosen_indicators
from stature.core.instrument.model import Instrument
from tests.core.feedback_sample import framework_of

OwnFramework = Callable[..., Framework]
FULL = SelectionRule(items_per_competency=8)


def test_documents_from_before_keep_their_hashes(
    framework: Framework, instrument: Instrument
) -> None:
    assert framework.sha256 == "405a37577c1755b8b4165ba5e8e800693bbffe25aa2986f5644d18e90accfa63"
    assert instrument.sha256 == "e027d1573ed442ba625195326e85d823e3de41c79266f597db8feac8ff34ae68"


def test_short_form_asks_one_item_of_each_facet(questionnaire: FeedbackInstrument) -> None:
    assert len(questionnaire.items) == 48
    for section in questionnaire.sections:
        assert [item.facet for item in section.items] == [facet.code for facet in section.facets]


def test_full_form_asks_eight_spread_over_the_facets(
    framework: Framework, feedback_texts: FeedbackTexts
) -> None:
    built = build_questionnaire(framework, feedback_texts, rule=FULL)
    assert built.findings == ()
    assert len(built.instrument.items) == 128
    for section in built.instrument.sections:
        assert list(Counter(item.facet for item in section.items).values()) == [3, 3, 2]


def test_items_of_the_short_form_are_items_of_the_full_form(
    framework: Framework, feedback_texts: FeedbackTexts, questionnaire: FeedbackInstrument
) -> None:
    full = build_questionnaire(framework, feedback_texts, rule=FULL).instrument
    assert {item.uuid for item in questionnaire.items} < {item.uuid for item in full.items}


def test_the_same_framework_makes_the_same_document(
    framework: Framework, feedback_texts: FeedbackTexts, questionnaire: FeedbackInstrument
) -> None:
    again = build_questionnaire(framework, feedback_texts).instrument
    assert again.sha256 == questionnaire.sha256
    read = FeedbackInstrument.model_validate_json(canonical_json(questionnaire))
    assert read.sha256 == questionnaire.sha256


def test_questionnaire_names_the_framework_it_came_from(
    framework: Framework, questionnaire: FeedbackInstrument
) -> None:
    assert questionnaire.framework.sha256 == framework.sha256
    assert questionnaire.version == framework.version


def test_different_choices_have_different_ids(
    framework: Framework, feedback_texts: FeedbackTexts
) -> None:
    choices: list[dict[str, object]] = [
        {},
        {"rule": FULL},
        {"with_effectiveness": True},
        {"competencies": ("T1", "T2")},
        {"competencies": ("T2", "T1")},
        {"customer_word": CUSTOMER_WORDS["patient"]},
    ]
    built = [
        build_questionnaire(framework, feedback_texts, **choice).instrument  # type: ignore[arg-type]
        for choice in choices
    ]
    assert len({instrument.id for instrument in built}) == len(choices) - 1
    assert built[3].sha256 == built[4].sha256


def test_customer_word_stands_in_every_stem(
    framework: Framework, feedback_texts: FeedbackTexts
) -> None:
    word = CUSTOMER_WORDS["patient"]
    made = build_questionnaire(framework, feedback_texts, customer_word=word).instrument
    stems = [stem for item in made.items for stem in item.stems.values()]
    assert not any("customer" in stem or "{" in stem for stem in stems)
    assert any("patients" in stem for stem in stems)


def test_second_scale_is_there_when_asked_for(
    framework: Framework, feedback_texts: FeedbackTexts, questionnaire: FeedbackInstrument
) -> None:
    made = build_questionnaire(framework, feedback_texts, with_effectiveness=True).instrument
    assert questionnaire.effectiveness is None
    assert made.effectiveness is not None
    assert made.minutes > questionnaire.minutes


def test_items_keep_their_ids_when_the_framework_gets_a_new_version(
    feedback_texts: FeedbackTexts,
) -> None:
    old = framework_of([["Asks guests.", "Thanks guests."]])
    new = framework_of([["Asks every guest.", "Thanks guests."]], version="1.1.0")
    before = build_questionnaire(old, feedback_texts).instrument
    after = build_questionnaire(new, feedback_texts).instrument
    assert [item.uuid for item in after.items] == [item.uuid for item in before.items]
    assert after.uuid == before.uuid
    assert after.sha256 != before.sha256


def test_too_few_indicators_are_told_of(
    own_framework: OwnFramework, feedback_texts: FeedbackTexts
) -> None:
    built = build_questionnaire(own_framework([["Asks guests."]]), feedback_texts)
    told = [str(finding) for finding in built.findings]
    assert told == [
        "L1: 1 items instead of 3: there are no more.",
        "L1: one item alone shows no agreement of items; no group's mean of it is shown.",
    ]
    assert len(built.instrument.items) == 1


def test_facet_without_an_item_is_told_of(
    own_framework: OwnFramework, feedback_texts: FeedbackTexts
) -> None:
    framework = own_framework([["Asks guests."]] + [[f"Calls {n} guests."] for n in "123"])
    built = build_questionnaire(framework, feedback_texts)
    assert [str(finding) for finding in built.findings] == [
        "L1.4: no item asks about this facet; it gets no score."
    ]


def test_wordings_that_cannot_be_turned_round_stay_as_they_are(
    own_framework: OwnFramework, feedback_texts: FeedbackTexts
) -> None:
    framework = own_framework([["Good listening.", "Able to plan.", "Calls guests."]])
    built = build_questionnaire(framework, feedback_texts)
    assert [item.stems["self"] for item in built.instrument.items] == [
        "Good listening.", "Able to plan.", "I call guests.",
    ]  # fmt: skip
    assert [finding.code for finding in built.findings] == ["L1.1.1", "L1.1.2"]


def test_another_language_is_told_of_and_never_turned_round(feedback_texts: FeedbackTexts) -> None:
    framework = framework_of([["Plans mit Gästen.", "Fragt.", "Dankt."]], language="de")
    built = build_questionnaire(framework, feedback_texts)
    assert all(item.stems["self"] == item.stems["others"] for item in built.instrument.items)
    assert "the framework is in de" in str(built.findings[0])


@pytest.mark.parametrize(
    ("codes", "told"),
    [(("T9",), "there is no competency 'T9'"), (("T1", "T1"), "'T1' is named twice")],
)
def test_wrong_competencies_are_refused(
    framework: Framework, feedback_texts: FeedbackTexts, codes: tuple[str, ...], told: str
) -> None:
    with pytest.raises(BuildError, match=told):
        build_questionnaire(framework, feedback_texts, competencies=codes)


def test_indicator_too_long_to_ask_is_refused(
    own_framework: OwnFramework, feedback_texts: FeedbackTexts
) -> None:
    framework = own_framework([["Asks " + "very " * 80 + "often."]])
    with pytest.raises(BuildError, match=r"L1\.1\.1: the indicator has 4\d\d letters"):
        build_questionnaire(framework, feedback_texts)


def test_every_stem_of_the_full_form_passes_the_wording_checks(
    framework: Framework, feedback_texts: FeedbackTexts
) -> None:
    pytest.importorskip("spacy", reason="the extra 'wording' is not installed")
    made = build_questionnaire(framework, feedback_texts, rule=FULL).instrument
    stems = [stem for item in made.items for stem in item.stems.values()]
    assert [str(found) for found in check_wording(stems, kind="item")] == []


def test_everyone_is_spoken_to_in_the_right_person(
    framework: Framework, feedback_texts: FeedbackTexts
) -> None:
    everything = SelectionRule(items_per_competency=40)
    made = build_questionnaire(framework, feedback_texts, rule=everything)
    assert len(made.instrument.items) == 352
    assert all(item.stems["self"].startswith("I ") for item in made.instrument.items)
    assert not any(item.stems["others"].startswith("I ") for item in made.instrument.items)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=5),
    st.integers(1, 12),
)
def test_rule_takes_as_many_as_wanted_and_never_starves_a_facet(
    sizes: list[int], wanted: int
) -> None:
    competency = framework_of(
        [[f"Calls guest {place} {n}." for n in range(size)] for place, size in enumerate(sizes)]
    ).competencies[0]
    chosen = chosen_indicators(competency, SelectionRule(items_per_competency=wanted))
    assert len(chosen) == min(wanted, sum(sizes))
    taken = Counter(facet.code for facet, _ in chosen)
    for facet in competency.facets:
        left = len(facet.indicators) - taken[facet.code]
        assert left == 0 or taken[facet.code] >= max(taken.values()) - 1
