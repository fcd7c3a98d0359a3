"""What the sections of a feedback report have in common: figures, framework, names and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from stature.core.disclosure import ALL_RATERS, MERGED, SELF, CommentPool, GroupPlan
from stature.core.errors import ReportError
from stature.core.framework.model import Competency, Framework
from stature.core.framework.role_profile import RoleProfile
from stature.core.instrument.feedback import FeedbackInstrument, FeedbackSection, RaterGroup
from stature.core.reporting.blocks import Paragraph, Sentence
from stature.core.reporting.feedback.choice import Choice, choose
from stature.core.reporting.texts import ReportTexts
from stature.core.scoring.feedback import DisclosedFeedback, DisclosedFigure, FeedbackNorms

NOT_SHOWN = "–"


@dataclass(frozen=True)
class FeedbackContext:
    """One leader's disclosed feedback beside its questionnaire, framework and report texts.

    ``comments`` are None when none were asked; ``role`` and ``norms`` when there is nothing to lay
    the figures beside.
    """

    feedback: DisclosedFeedback
    instrument: FeedbackInstrument
    framework: Framework
    texts: ReportTexts
    name: str
    day: date | None = None
    comments: CommentPool | None = None
    role: RoleProfile | None = None
    norms: FeedbackNorms | None = None
    made_up: bool = False

    def __post_init__(self) -> None:
        if self.feedback.instrument != self.instrument.reference:
            raise ReportError(
                "the feedback was given to another questionnaire.",
                where=f"{self.instrument.id} {self.instrument.version}",
                remedy="Give the exact questionnaire that was asked.",
            )
        missing = self.instrument.sections_by_code.keys() - self.framework.competencies_by_code
        if missing:
            raise ReportError(
                f"the framework has no competency '{min(missing)}'.",
                where=f"{self.framework.id} {self.framework.version}",
                remedy="Give the version of the framework that the questionnaire was built from.",
            )

    @property
    def sections(self) -> tuple[FeedbackSection, ...]:
        """The competencies that were asked about."""
        return self.instrument.sections

    @cached_property
    def choice(self) -> Choice:
        """Strengths, priorities and the surprise."""
        return choose(self.feedback, self.instrument)

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], DisclosedFigure]:
        """Every figure by the code of its unit and its group."""
        return {(figure.code, figure.group): figure for figure in self.feedback.figures}

    def figure(self, code: str, group: str) -> DisclosedFigure | None:
        """The figure of a unit and a group, or None if the group has no figures."""
        return self.by_place.get((code, group))

    def words(self, code: str, group: str) -> str:
        """A figure as it is printed, or a dash."""
        figure = self.figure(code, group)
        return NOT_SHOWN if figure is None or figure.value is None else figure.words

    def own(self, code: str) -> str:
        """The leader's own figure as printed."""
        return self.words(code, SELF)

    def others(self, code: str) -> str:
        """All others' figure as printed."""
        return self.words(code, ALL_RATERS)

    def name_of(self, code: str) -> str:
        """The name of a competency."""
        return self.instrument.sections_by_code[code].name

    def competency(self, code: str) -> Competency:
        """A competency of the framework."""
        return self.framework.competencies_by_code[code]

    def speak(self, text: str) -> str:
        """A text of the framework with the questionnaire's word for customer."""
        return " ".join(self.instrument.customer_word.put_into(text).split())

    @cached_property
    def groups_with_figures(self) -> tuple[str, ...]:
        """The groups other than the leader that have figures, in the order of reports."""
        known = {group for _, group in self.by_place}
        return tuple(str(group) for group in RaterGroup if group != SELF and group in known)

    @cached_property
    def merged(self) -> tuple[GroupPlan, ...]:
        """The groups that are shown only together."""
        return tuple(plan for plan in self.feedback.groups if plan.status == "merged")

    def group_name(self, group: str) -> str:
        """The words for a group, those of the merged one if "others" holds several."""
        if group == MERGED and self.merged:
            return self.fill("group.merged")
        key = "group.all_others" if group == ALL_RATERS else f"group.{group.replace('-', '_')}"
        return self.fill(key)

    def fill(self, key: str, **slots: object) -> str:
        """A text with its slots filled, the word for customer among them."""
        return self.texts.fill(key, **self._words, **slots)

    def say(self, key: str, **slots: object) -> Sentence:
        """A sentence that remembers the rule which chose it."""
        return self.texts.say(key, **self._words, **slots)

    def count(self, key: str, number: float, **slots: object) -> str:
        """A number with its noun."""
        return self.texts.count(key, number, **self._words, **slots)

    def paragraph(self, *keys: str, **slots: object) -> Paragraph:
        """Sentences that belong together, all with the same slots."""
        return Paragraph(sentences=tuple(self.say(key, **slots) for key in keys))

    def listed(self, names: Sequence[str]) -> str:
        """Names in one phrase: A, B and C."""
        if len(names) < 2:
            return "".join(names)
        return self.fill("list.last", first=", ".join(names[:-1]), last=names[-1])

    @cached_property
    def _words(self) -> dict[str, object]:
        word = self.instrument.customer_word
        rules = self.instrument.scoring
        return {
            "customer": word.singular,
            "customers": word.plural,
            "capital_customers": word.plural[:1].upper() + word.plural[1:],
            "well": f"{rules.rated_well_from:.1f}",
        }


def note(*sentences: Sentence) -> Paragraph:
    """Sentences in small print."""
    return Paragraph(sentences=sentences, style="note")


def anchor_of(code: str) -> str:
    """The anchor of what a report says about a competency."""
    return f"competency-{code.lower()}"
