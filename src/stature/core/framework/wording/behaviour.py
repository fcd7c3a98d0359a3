"""Behaviour that a colleague could see or hear, and what stands in its place: traits, thoughts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.grammar import Reading, Token
from stature.core.framework.wording.lexicon import Lexicon, word_set
from stature.core.framework.wording.people import COLLEAGUES, SERVED
from stature.core.framework.wording.sentence import Sentence

BEING = frozenset({"be", "remain", "stay", "seem", "appear", "become"})
HAVING = frozenset(
    {"have", "possess", "show", "demonstrate", "display", "exhibit", "bring", "hold", "develop"}
)
KNOWING = {
    "understand": "knowledge",
    "know": "knowledge",
    "comprehend": "knowledge",
    "grasp": "knowledge",
    "value": "a value",
    "respect": "a value",
    "believe": "a belief",
    "appreciate": "an attitude",
    "care": "an attitude",
    "love": "an attitude",
    "like": "an attitude",
    "enjoy": "an attitude",
    "trust": "an attitude",
    "excel": "a verdict",
    "master": "a skill",
    "embrace": "an attitude",
    "embody": "a value",
    "strive": "an attitude",
    "tolerate": "an attitude",
    "prefer": "an attitude",
    "empathise": "a trait",
    "specialise": "a skill",
    "admire": "an attitude",
}
THINKING = word_set(
    "acknowledge anticipate aspire assume bear consider contemplate doubt envisage expect fear "
    "feel foresee hope imagine intend notice perceive presume prioritise realise realize "
    "recognise reflect regard remember sense suppose think want weigh wish wonder worry"
)
VAGUE = word_set(
    "address advocate champion commit contribute cultivate drive embed enable encourage enhance "
    "ensure focus foster influence inspire motivate nurture promote strengthen support uphold"
)
MENTAL_STATE = word_set("aware mindful conscious attentive alert interested worried concerned sure")
ABSTRACT = word_set(
    "skill~ ability~ abilities knowledge empathy experience talent~ grasp nature attitude~ "
    "integrity honesty patience resilience confidence commitment courage loyalty passion "
    "enthusiasm compassion understanding awareness judgement expertise competence character "
    "personality temperament mindset~ optimism respect tact wisdom energy drive "
    "ambition flair sympathy humility professionalism dedication initiative "
    "maturity credibility charisma kindness "
    "creativity curiosity flexibility sensitivity determination perseverance stamina discipline "
    "sense instinct gift knack aptitude warmth concern interest pride trust ownership leadership"
)
ABSTRACT_ENDING = re.compile(r"(ness|ility|ivity|osity|ism|manship|itude)$")
PLAIN_STATES = word_set(
    "available present first last there seen heard back open reachable ready easy hard"
)
PHRASES = Lexicon(
    {
        "in mind": "think", "into account": "think", "into consideration": "think",
        "at heart": "think", "through the eyes of": "think", "in the shoes of": "think",
        "big picture": "think", "commitment to": "think", "makes sure": "vague", "make sure":
        "vague", "takes care that": "vague", "take care that": "vague", "sees to it": "vague",
        "culture of": "vague", "spirit of": "vague", "takes ownership of": "vague",
        "take ownership of": "vague", "goes the extra mile": "vague", "go the extra mile": "vague",
        "strives to": "vague", "strive to": "vague", "tries to": "vague", "try to": "vague",
        "seeks to": "vague", "seek to": "vague", "aims to": "vague", "aim to": "vague",
        "is committed to": "think", "are committed to": "think", "am committed to": "think",
    }
)  # fmt: skip
CANDIDATES = (
    word_set(" ".join(f"{verb}~" for verb in (*KNOWING, *THINKING, *VAGUE, *HAVING)))
    | word_set("appear~ remain~ stay~ seem~ become~")
    | word_set(
        "is am are be was were being been becomes can has have had understood knew known thought "
        "felt bore shown held brought"
    )
)
EARLY = 4
JOINERS = frozenset({"and", "or", "but", "then"})


def needs_grammar(sentence: Sentence) -> bool:
    """Whether a verb near the start, or after ‘and’, may stand for a trait or a thought."""
    words = sentence.words
    return any(
        word.lower in CANDIDATES
        and (number < EARLY or words[number - 1].lower in JOINERS or words[0].lower == "the")
        for number, word in enumerate(words)
    )


def check_behaviour(sentence: Sentence) -> Iterator[Mark]:
    """A trait, skill, value or thought of the person; or a verb that could mean anything."""
    marks = list(_marks(sentence.reading)) if sentence.reading else []
    if not marks:
        marks = list(_phrases(sentence))
    yield from marks[:1]


def _marks(reading: Reading) -> Iterator[Mark]:
    for number in reading.main_verbs():
        subject = reading.subject_of(number)
        if subject is None or subject.text.lower() not in SERVED:
            yield from _judge(reading, number)


def _judge(reading: Reading, number: int) -> Iterator[Mark]:
    verb = reading.tokens[number]
    if _is_ability(reading, number):
        yield _trait(verb, verb, "a skill")
    elif verb.lemma in BEING:
        yield from _judge_being(reading, number)
    elif verb.lemma in HAVING:
        yield from _judge_having(reading, number)
    elif verb.lemma in KNOWING:
        yield _trait(verb, verb, KNOWING[verb.lemma])
    elif verb.lemma in THINKING and not _is_praise(reading, number):
        yield _unseen(verb, verb, "It goes on in the head, where nobody can see it.")
    elif verb.lemma in VAGUE and not _is_made_plain(reading, number):
        yield _unseen(
            verb, verb, "This verb could mean anything, so raters each see another thing."
        )


def _is_praise(reading: Reading, number: int) -> bool:
    """‘Recognises staff for ...’ is praise, which can be heard."""
    praises = reading.tokens[number].lemma in ("recognise", "acknowledge", "remember")
    return praises and _is_done_to_people(reading, number)


def _is_done_to_people(reading: Reading, number: int) -> bool:
    people = SERVED | COLLEAGUES
    return any(thing.text.lower() in people for thing in reading.parts_of(number, "dobj"))


def _is_ability(reading: Reading, number: int) -> bool:
    denied = any(reading.parts_of(number, "neg"))
    return not denied and any(
        part.text.lower() in ("can", "could") for part in reading.parts_of(number, "aux")
    )


def _is_made_plain(reading: Reading, number: int) -> bool:
    """‘Supports carers by taking a shift’ can be seen, and so can ‘Promotes a trainee’."""
    if reading.tokens[number].lemma == "promote" and _is_done_to_people(reading, number):
        return True
    return any(part.text.lower() == "by" for part in reading.parts_of(number, "prep", "agent"))


def _judge_being(reading: Reading, number: int) -> Iterator[Mark]:
    verb = reading.tokens[number]
    for state in reading.parts_of(number, "acomp", "attr", "oprd"):
        if state.text.lower() in MENTAL_STATE:
            yield _unseen(verb, state, "It goes on in the head, where nobody can see it.")
        elif state.text.lower() not in PLAIN_STATES and state.pos in ("ADJ", "NOUN", "VERB"):
            yield _trait(verb, state, "a trait or skill")


def _judge_having(reading: Reading, number: int) -> Iterator[Mark]:
    verb = reading.tokens[number]
    for thing in reading.parts_of(number, "dobj"):
        if thing.text.lower() in ABSTRACT or ABSTRACT_ENDING.search(thing.lemma):
            yield _trait(verb, thing, "a trait, skill or value")


def _trait(first: Token, last: Token, what: str) -> Mark:
    return Mark(
        WordingRule.TRAIT,
        max(0, first.start),
        last.end,
        f"This is {what}, not behaviour.",
        "Say what the person does or says that shows it.",
    )


def _unseen(first: Token, last: Token, why: str) -> Mark:
    return Mark(
        WordingRule.NOT_OBSERVABLE,
        max(0, first.start),
        last.end,
        why,
        "Say what a colleague would see or hear the person do.",
    )


def _phrases(sentence: Sentence) -> Iterator[Mark]:
    for hit in PHRASES.find(sentence):
        if not sentence.is_quoted(hit.start):
            yield Mark(
                WordingRule.NOT_OBSERVABLE,
                hit.start,
                hit.end,
                "Nobody could see or hear this.",
                "Say what a colleague would see or hear the person do.",
            )
