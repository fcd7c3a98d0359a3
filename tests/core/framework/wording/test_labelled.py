"""Precision and recall of each rule on the half of the labelled set that was held out."""

from collections import Counter

import pytest

from stature.core.framework.wording import SentenceKind, WordingRule
from tests.core.framework.wording.labelled import Accuracy, accuracies, labelled, read_pairs

pytest.importorskip("spacy", reason="the extra stature[wording] is not installed")

# What the held-out half gave when it was first looked at, and a little less: precision, recall.
HELD = {
    WordingRule.INWARD_LOOKING: (1.0, 1.0),
    WordingRule.CUSTOMER_ABSENT: (1.0, 0.87),
    WordingRule.JARGON: (0.8, 1.0),
    WordingRule.TRAIT: (1.0, 1.0),
    WordingRule.NOT_OBSERVABLE: (0.88, 1.0),
    WordingRule.TWO_IDEAS: (0.87, 0.87),
    WordingRule.NEGATION: (0.88, 1.0),
    WordingRule.DOUBLE_BARRELLED: (1.0, 1.0),
    WordingRule.READING_GRADE: (1.0, 1.0),
    WordingRule.BIASED: (1.0, 1.0),
}


@pytest.fixture(scope="module")
def held_out() -> dict[WordingRule, Accuracy]:
    return {one.rule: one for one in accuracies(list(labelled(held_out=True)))}


@pytest.mark.parametrize("rule", WordingRule, ids=str)
def test_rule_is_as_right_on_held_out_sentences_as_it_was(
    held_out: dict[WordingRule, Accuracy], rule: WordingRule
) -> None:
    precision, recall = HELD[rule]
    assert held_out[rule].precision >= precision
    assert held_out[rule].recall >= recall


def test_every_rule_has_eight_pairs_in_each_half() -> None:
    counts = Counter((pair["rule"], bool(pair.get("held_out"))) for pair in read_pairs())
    assert counts == {(str(rule), half): 8 for rule in WordingRule for half in (True, False)}


def test_no_labelled_sentence_stands_twice() -> None:
    texts = [str(pair[side]).lower() for pair in read_pairs() for side in ("bad", "good")]
    assert len(set(texts)) == len(texts)


def test_accuracy_counts_misses_and_false_alarms() -> None:
    accuracy = Accuracy(WordingRule.JARGON, right=6, wrong=2, missed=4)
    assert (accuracy.precision, accuracy.recall) == (0.75, 0.6)


def test_kinds_of_labelled_sentences_are_known() -> None:
    assert {str(pair["as"]) for pair in read_pairs()} <= {str(kind) for kind in SentenceKind}
