"""A feedback instrument: what a leader and the people around the leader are asked, 1 to 5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from stature.core.document import Document, Part, ShortText, Slug, Text, Uuid
from stature.core.framework.customer import CustomerWord
from stature.core.framework.model import Emphasis, StatementCode, Tier
from stature.core.instrument.feedback.selection import SelectionRule
from stature.core.instrument.model import InstrumentReference

AnsweredBy = Literal["self", "others"]
ANSWERED_BY: Final[tuple[AnsweredBy, ...]] = get_args(AnsweredBy)
CommentCode = Literal["keep", "more"]
COMMENT_PROMPTS: Final[tuple[CommentCode, ...]] = get_args(CommentCode)
LOWEST: Final = 1
HIGHEST: Final = 5
Wording = dict[AnsweredBy, ShortText]


class DocumentReference(Part):
    """The exact version of a framework or of texts that an instrument was built from."""

    id: Slug
    version: ShortText
    sha256: ShortText


class RatingOption(Part):
    """One point of a rating scale and its words."""

    value: Annotated[int, Field(ge=LOWEST, le=HIGHEST)]
    label: ShortText


class RatingScale(Part):
    """Five options from low to high, the question above them, and the words for no rating."""

    questions: Wording
    options: Annotated[tuple[RatingOption, ...], Field(strict=False)]
    not_observed: ShortText

    @model_validator(mode="after")
    def _options_are_one_to_five(self) -> Self:
        values = [option.value for option in self.options]
        if values != list(range(LOWEST, HIGHEST + 1)):
            raise ValueError(f"options must have the values 1, 2, 3, 4, 5 in order, got {values}")
        return self

    @model_validator(mode="after")
    def _speaks_to_everyone(self) -> Self:
        _require_both("questions", self.questions)
        return self


class CommentPrompt(Part):
    """A question that is answered in the rater's own words."""

    code: CommentCode
    questions: Wording

    @model_validator(mode="after")
    def _speaks_to_everyone(self) -> Self:
        _require_both(f"comment '{self.code}'", self.questions)
        return self


class FeedbackItem(Part):
    """One behaviour to rate: the indicator's own words for others, and words for oneself.

    ``uuid`` stays the same over versions of the framework, as long as ``indicator`` does.
    """

    code: StatementCode
    uuid: Uuid
    indicator: Uuid
    facet: StatementCode
    stems: Wording

    @model_validator(mode="after")
    def _speaks_to_everyone(self) -> Self:
        _require_both(f"{self.code} stems", self.stems)
        return self


class FacetTitle(Part):
    """A facet of a competency, as far as a questionnaire needs it."""

    code: StatementCode
    uuid: Uuid
    title: ShortText


class FeedbackSection(Part):
    """One competency: its place in the framework, and the items that ask about it."""

    code: StatementCode
    uuid: Uuid
    name: ShortText
    cluster: StatementCode
    tier: Tier
    emphases: Annotated[tuple[Emphasis, ...], Field(strict=False, min_length=1, max_length=2)]
    facets: Annotated[tuple[FacetTitle, ...], Field(strict=False, min_length=1)]
    items: Annotated[tuple[FeedbackItem, ...], Field(strict=False, min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _items_are_of_known_facets(self) -> Self:
        known = {facet.code for facet in self.facets}
        for item in self.items:
            if item.facet not in known:
                raise ValueError(f"{item.code}: {self.code} has no facet '{item.facet}'")
        return self


class ClusterName(Part):
    """A family of competencies."""

    code: StatementCode
    uuid: Uuid
    name: ShortText


class FeedbackRules(Part):
    """How ratings are scored: data of the instrument, not code.

    ``least_share`` of the items is needed for a score (half, rounded up). ``gap_from`` and
    ``item_gap_from`` are scale points from which a gap is told of, with at least ``least_others``
    raters; ``rated_well_from`` is others' mean that counts as high. ``level`` is the confidence of
    every interval. ``planned_rater_sd`` and ``planned_item_sd`` stand in for the spread of raters
    and of items while a round is too small to show its own.
    """

    version: ShortText
    least_share: Annotated[float, Field(gt=0, le=1)]
    gap_from: Annotated[float, Field(gt=0, le=4)]
    item_gap_from: Annotated[float, Field(gt=0, le=4)]
    least_others: Annotated[int, Field(ge=1)]
    rated_well_from: Annotated[float, Field(ge=LOWEST, le=HIGHEST)]
    level: Annotated[float, Field(gt=0, lt=1)]
    planned_rater_sd: Annotated[float, Field(gt=0, le=2)]
    planned_item_sd: Annotated[float, Field(gt=0, le=2)]


class FeedbackInstrument(Document):
    """A questionnaire on delivered behaviour, complete enough to ask and to score."""

    kind: Literal["feedback-instrument"]
    framework: DocumentReference
    texts: DocumentReference
    selection: SelectionRule
    customer_word: CustomerWord
    purpose: Text
    instructions: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=240)]
    frequency: RatingScale
    effectiveness: RatingScale | None = None
    comments: Annotated[tuple[CommentPrompt, ...], Field(strict=False, max_length=2)]
    comment_warning: Text
    scoring: FeedbackRules
    clusters: Annotated[tuple[ClusterName, ...], Field(strict=False, min_length=1)]
    sections: Annotated[tuple[FeedbackSection, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _nothing_stands_twice(self) -> Self:
        for what, values in (
            ("item code", [item.code for item in self.items]),
            ("item UUID", [str(item.uuid) for item in self.items]),
            ("competency code", [section.code for section in self.sections]),
            ("comment", [prompt.code for prompt in self.comments]),
        ):
            repeated = [value for value, count in Counter(values).items() if count > 1]
            if repeated:
                raise ValueError(f"each {what} may stand once, got {', '.join(repeated)} again")
        return self

    @model_validator(mode="after")
    def _clusters_are_known(self) -> Self:
        known = {cluster.code for cluster in self.clusters}
        for section in self.sections:
            if section.cluster not in known:
                raise ValueError(f"{section.code}: there is no cluster '{section.cluster}'")
        return self

    @cached_property
    def items(self) -> tuple[FeedbackItem, ...]:
        """All items in the order of the questionnaire."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def place_of_item(self) -> Mapping[str, int]:
        """The place of each item in the order of the questionnaire, by its code."""
        return {item.code: place for place, item in enumerate(self.items)}

    @cached_property
    def sections_by_code(self) -> Mapping[str, FeedbackSection]:
        """Competencies by their code."""
        return {section.code: section for section in self.sections}

    @property
    def reference(self) -> InstrumentReference:
        """What a rating and a score say about the instrument they came from."""
        return InstrumentReference(id=self.id, version=self.version, sha256=self.sha256)


def _require_both(what: str, wording: Mapping[AnsweredBy, str]) -> None:
    if set(wording) != set(ANSWERED_BY):
        got = ", ".join(sorted(wording)) or "none"
        raise ValueError(f"{what}: expected one entry each for self, others, got {got}")
