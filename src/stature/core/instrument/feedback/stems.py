"""The words of an item: for others the indicator's own, for oneself the first person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from stature.core.errors import StatureError
from stature.core.framework.customer import CustomerWord
from stature.core.framework.model import Statement
from stature.core.instrument.feedback.first_person import first_person

LONGEST_STEM: Final = 300


class BuildError(StatureError):
    """A framework from which no questionnaire can be built as asked."""


@dataclass(frozen=True)
class StemWording:
    """How the words of indicators become stems."""

    customer_word: CustomerWord
    reviewed: Mapping[str, str]
    language: str

    def stem_for_others(self, indicator: Statement) -> str:
        """The indicator's words on one line; BuildError when there are too many."""
        stem = " ".join(self.customer_word.put_into(indicator.text).split())
        if len(stem) > LONGEST_STEM:
            raise BuildError(
                f"the indicator has {len(stem)} letters, too many for a question",
                where=indicator.code,
                remedy=f"Shorten it to at most {LONGEST_STEM} letters.",
            )
        return stem

    def stem_for_oneself(self, indicator: Statement) -> str:
        """A reviewed stem, else in English the rule's, else the behaviour's own words."""
        reviewed = self.reviewed.get(indicator.text)
        if reviewed is not None:
            return self.customer_word.put_into(reviewed)
        stem = self.stem_for_others(indicator)
        if self.language.partition("-")[0] != "en":
            return stem
        return first_person(stem) or stem
