"""From “Asks customers ...” to “I ask customers ...”, only where grammar is sure to hold."""

from __future__ import annotations

import re
from typing import Final

# Verbs with which a behaviour may begin. A word that is not here is never turned round.
_VERBS = """
accept act adapt add address adjust admit agree alert allow analyse announce answer anticipate
apologise apply approach argue arrange ask assess attend balance block book break brief bring build
calculate call carry celebrate challenge champion change chase check choose clarify clear close
coach collect commit communicate compare complete confirm connect consider consult contact
contribute correct create credit deal decide defend define delegate deliver demonstrate describe
design develop discuss display divide double-check draw drive drop encourage end engage ensure
establish evaluate examine explain explore express face feed fill find finish fix focus follow
forecast gather generate get give go greet guide hand handle hang hear help hire hold host
identify implement improve include inform initiate inspire integrate introduce invest investigate
invite involve join keep lay lead learn leave lend let link list listen look maintain make manage
map measure meet mentor model monitor motivate move name negotiate notice offer open organise own
pass pause pick pilot plan point praise prepare present prevent prioritise promote propose protect
provide put question raise rank reach react read recall recognise recommend record redesign redo
redraw reduce refer reflect refuse rehearse reinforce remind remove repeat replay reply report
represent request research resolve respond restate retell return review revive reward rewrite ring
run say schedule search seat see seek select send serve set settle shape share shield shift show
sit sketch slow solve sort speak spell spend split spot stand start state stay steer step stop
strike structure study suggest summarise support swap switch tackle take talk teach tell test thank
tie trace track train translate treat trim try turn update use visit volunteer vote walk warn watch
weigh welcome win word work write
"""
_OF_THE_DOER = re.compile(
    r"\b(their own|themselves|themself|he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE
)
_PLURAL_PRONOUN = re.compile(r"\b(they|them|their|theirs)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_JOINERS: Final = re.compile(r"\b(?:and|or|but|then)\b|[,;]", re.IGNORECASE)
_ES_ENDINGS: Final = ("s", "sh", "ch", "x", "z", "o")


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(_ES_ENDINGS) else f"{verb}s"


_BASE_OF: Final = {_third_person(verb): verb for verb in _VERBS.split()}


def first_person(text: str) -> str | None:
    """The behaviour as one says it of oneself, or None where that might break its grammar.

    It is turned round only when it begins with a known verb, no second verb follows a joining
    word, and no pronoun could mean the doer.

    Examples:
        >>> first_person("Carries a bag for the guest.")
        'I carry a bag for the guest.'
        >>> first_person("Able to plan."), first_person("Asks for a mentor and thanks them.")
        (None, None)
    """
    first, _, rest = text.partition(" ")
    base = _BASE_OF.get(first.lower())
    if base is None or not rest or _may_mean_the_doer(rest) or _has_second_verb(rest):
        return None
    return f"I {base} {rest}"


def _may_mean_the_doer(rest: str) -> bool:
    """Whether a pronoun stands for the doer, or for nobody in the plural that came before it."""
    if _OF_THE_DOER.search(rest):
        return True
    pronoun = _PLURAL_PRONOUN.search(rest)
    if pronoun is None:
        return False
    before = (word.lower() for word in _WORD.findall(rest[: pronoun.start()]))
    return not any(word.endswith("s") or word in ("people", "staff", "others") for word in before)


def _has_second_verb(rest: str) -> bool:
    for joiner in _JOINERS.finditer(rest):
        following = _WORD.findall(rest[joiner.end() :])[:2]
        if any(word.lower() in _BASE_OF for word in following):
            return True
    return False
