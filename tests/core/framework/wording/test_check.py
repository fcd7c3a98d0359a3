"""What a wording check tells: the words, the reason, the advice, and nothing about good ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.framework.customer import CustomerWord
from stature.core.framework.wording import SentenceKind, WordingRule, check_wording, grammar
from stature.core.framework.wording.sentence import LONGEST

pytest.importorskip("spacy", reason="the extra stature[wording] is not installed")


def found(sentence: str, kind: str = "indicator") -> dict[WordingRule, str]:
    return {one.rule: one.words for one in check_wording([sentence], kind=kind)}


def test_finding_names_the_words_why_and_what_to_do() -> None:
    (finding,) = check_wording(["Leverages customer letters."], kind="indicator")
    assert (finding.rule, finding.start, finding.end) == (WordingRule.JARGON, 0, 9)
    assert finding.words == "Leverages"
    assert str(finding).endswith("Use plain words, such as: use.")


def test_findings_count_sentences_from_nought() -> None:
    findings = check_wording(["Asks guests.", "Is patient with guests."], kind="indicator")
    assert [(one.number, one.rule) for one in findings] == [(1, WordingRule.TRAIT)]


@pytest.mark.parametrize(
    ("sentence", "rule", "words"),
    [
        ("Values feedback from guests.", WordingRule.TRAIT, "Values"),
        ("Actions what guests complain of.", WordingRule.JARGON, "Actions"),
        ("Is available to guests and their families.", WordingRule.TWO_IDEAS, "and"),
        ("Supports carers.", WordingRule.NOT_OBSERVABLE, "Supports"),
        ("Says it isn’t the guest’s fault.", WordingRule.NEGATION, "isn’t"),
    ],
)
def test_words_are_judged_by_their_part_in_the_sentence(
    sentence: str, rule: WordingRule, words: str
) -> None:
    assert found(sentence)[rule] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Asks guests what they value.",
        "Describes the actions that guests asked for.",
        "Tells each patient who will call.",
        "Supports carers by taking a night shift.",
        "Recognises volunteers for what they do for patients.",
        "Lets customers know when work starts.",
        "Removes the old tools that slow customers down.",
        "Serves guests between nine and ten.",
        "Asks ‘What can I do and when?’ of each guest.",
        "Visits clients who cannot leave home.",
    ],
)
def test_plain_behaviour_passes(sentence: str) -> None:
    assert found(sentence) == {}


def test_rules_follow_the_kind_of_sentence() -> None:
    assert WordingRule.TWO_IDEAS in found("Thanks guests and waves.")
    assert WordingRule.TWO_IDEAS not in found("Thanks guests and waves.", "prose")
    assert WordingRule.DOUBLE_BARRELLED in found("Who helps you and why?", "question")
    assert WordingRule.BIASED in found("Tells the guest that she may go.")
    assert WordingRule.BIASED not in found("She may go.", "prose")


def test_own_word_for_customer_counts_as_somebody_served() -> None:
    sentence = "Shortens the queue for worshippers."
    word = CustomerWord(singular="worshipper", plural="worshippers")
    assert WordingRule.CUSTOMER_ABSENT in found(sentence)
    assert check_wording([sentence], kind="indicator", customer_word=word) == []


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="poem"):
        check_wording(["Asks guests."], kind="poem")


def test_missing_model_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "MODEL", "no_such_model")
    grammar.load_grammar.cache_clear()
    with pytest.raises(grammar.GrammarMissingError, match=r"pip install 'stature\[wording\]'"):
        check_wording(["Asks guests."], kind="indicator")
    grammar.load_grammar.cache_clear()


def test_very_long_sentence_is_read_to_its_longest_letter() -> None:
    (finding,) = check_wording(["word " * 100_000], kind="prose")
    assert finding.rule is WordingRule.READING_GRADE
    assert len(finding.sentence) == LONGEST


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=120), kind=st.sampled_from(SentenceKind))
def test_any_text_gives_findings_inside_it(text: str, kind: SentenceKind) -> None:
    for finding in check_wording([text], kind=kind):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.words.strip()
        assert finding.why.endswith(".")
