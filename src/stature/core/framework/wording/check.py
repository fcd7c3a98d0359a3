"""The wording checks, run over sentences of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stature.core.framework.customer import CustomerWord
from stature.core.framework.wording import behaviour, plain_words
from stature.core.framework.wording.aim import check_customer_absent, check_inward
from stature.core.framework.wording.behaviour import check_behaviour
from stature.core.framework.wording.ease import check_ease
from stature.core.framework.wording.fairness import check_fairness
from stature.core.framework.wording.finding import Mark, WordingFinding
from stature.core.framework.wording.grammar import load_grammar, read_grammar
from stature.core.framework.wording.ideas import check_double_barrelled, check_two_ideas
from stature.core.framework.wording.negation import check_negation
from stature.core.framework.wording.plain_words import check_jargon
from stature.core.framework.wording.sentence import Sentence, SentenceKind

Kind = SentenceKind
STATEMENTS = frozenset({Kind.INDICATOR, Kind.ITEM})
PERSONAL = STATEMENTS | {Kind.COUNTER_INDICATOR, Kind.ANCHOR}
DENYING = STATEMENTS | {Kind.COUNTER_INDICATOR, Kind.QUESTION}
AIMING = STATEMENTS | {Kind.HINT}


def check_wording(
    sentences: Iterable[str],
    *,
    kind: SentenceKind | str,
    customer_word: CustomerWord | None = None,
) -> list[WordingFinding]:
    """Everything that the ten rules find in sentences of one kind, in their order.

    ``number`` of a finding counts the sentences from 0. Slots such as {customers} must have been
    filled in. Raises GrammarMissingError when spaCy or its model is not installed.
    """
    load_grammar()
    checked = [Sentence(text, SentenceKind(kind)) for text in sentences]
    _read_where_needed(checked)
    own_words = own_words_of(customer_word)
    return [
        WordingFinding(
            mark.rule, number, sentence.text, mark.start, mark.end, mark.why, mark.suggestion
        )
        for number, sentence in enumerate(checked)
        for mark in sorted(_marks(sentence, own_words), key=lambda mark: mark.start)
    ]


def _read_where_needed(sentences: list[Sentence]) -> None:
    wanted = [sentence for sentence in sentences if _needs_grammar(sentence)]
    texts = ((sentence.implied_subject, sentence.text) for sentence in wanted)
    for sentence, reading in zip(wanted, read_grammar(texts), strict=True):
        sentence.reading = reading


def _needs_grammar(sentence: Sentence) -> bool:
    personal = sentence.kind in PERSONAL and behaviour.needs_grammar(sentence)
    return personal or plain_words.needs_grammar(sentence)


def _marks(sentence: Sentence, own_words: frozenset[str]) -> Iterator[Mark]:
    kind = sentence.kind
    if kind in AIMING:
        yield from check_inward(sentence, own_words)
    if kind in STATEMENTS:
        yield from check_customer_absent(sentence, own_words)
        yield from check_two_ideas(sentence)
    if kind in PERSONAL:
        yield from check_behaviour(sentence)
    if kind in DENYING:
        yield from check_negation(sentence)
    if kind is Kind.QUESTION:
        yield from check_double_barrelled(sentence)
    yield from check_jargon(sentence)
    yield from check_ease(sentence)
    yield from check_fairness(sentence)


def own_words_of(word: CustomerWord | None) -> frozenset[str]:
    """The last words of an organisation's own word for customer, in every form."""
    if word is None:
        return frozenset()
    forms = (word.singular, word.plural)
    ends = [form.split()[-1].lower() for form in forms]
    return frozenset({*ends, *(f"{end}'s" for end in ends), *(f"{end}'" for end in ends)})
