"""What people post: the ratings of a page, and their comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from stature.core.instrument.feedback import NOT_OBSERVED, FeedbackItem, RatingScale
from stature.web.responses.feedback.question_pages import Layout, QuestionPage, comment_of
from stature.web.responses.fitting import COMMENT, LONGEST_COMMENT
from stature.web.responses.forms import field_name
from stature.web.responses.models import SavedResponse

Given = dict[str, dict[str, int | str]]


@dataclass(frozen=True)
class RatedBehaviour:
    """An item with its words and, for each scale, the question and the options."""

    item: FeedbackItem
    stem: str
    ratings: tuple[tuple[str, str, BoundField], ...]


class PageForm(forms.Form):
    """Fields whose names hold an item and a place beside it; any may stay empty."""

    @property
    def answers(self) -> Given:
        """The answers that were given, by item and scale."""
        given: Given = {}
        for name, answer in self.cleaned_data.items():
            item, _point, side = name.rpartition(".")
            if answer != "" or side == COMMENT:
                given.setdefault(item, {})[side] = answer
        return given


class RatingsForm(PageForm):
    """The ratings of one page."""

    def __init__(
        self, layout: Layout, page: QuestionPage, saved: SavedResponse, data: Any = None
    ) -> None:
        super().__init__(data)
        self.layout, self.page = layout, page
        for item in page.items:
            for scale in layout.scales:
                name = field_name(item.code, scale)
                self.fields[name] = _rating_field(layout, item, scale)
                self.initial[name] = str(saved.answers.get(item.code, {}).get(scale, ""))

    @property
    def items(self) -> Iterator[RatedBehaviour]:
        """The items in order, with their fields."""
        for item in self.page.items:
            yield RatedBehaviour(
                item,
                item.stems[self.layout.answered_by],  # type: ignore[index]
                tuple(
                    (scale, question_of(self.layout, scale), self[field_name(item.code, scale)])
                    for scale in self.layout.scales
                ),
            )


class CommentsForm(PageForm):
    """The comments, in the person's own words."""

    def __init__(self, layout: Layout, saved: SavedResponse, data: Any = None) -> None:
        super().__init__(data)
        for prompt in layout.instrument.comments:
            name = field_name(prompt.code, COMMENT)
            self.fields[name] = forms.CharField(
                label=prompt.questions[layout.answered_by],  # type: ignore[index]
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea(attrs={"rows": 5, "id": f"{prompt.code}-{COMMENT}"}),
            )
            self.initial[name] = comment_of(saved, prompt.code)


def question_of(layout: Layout, scale: str) -> str:
    """The question that stands above a scale."""
    return _scale(layout, scale).questions[layout.answered_by]  # type: ignore[index]


def _scale(layout: Layout, name: str) -> RatingScale:
    found: RatingScale = getattr(layout.instrument, name)
    return found


def _rating_field(layout: Layout, item: FeedbackItem, name: str) -> forms.Field:
    scale = _scale(layout, name)
    return forms.TypedChoiceField(
        label=item.stems[layout.answered_by],  # type: ignore[index]
        required=False,
        coerce=lambda value: value if value == NOT_OBSERVED else int(value),
        empty_value="",
        choices=[
            *((str(option.value), option.label) for option in scale.options),
            (NOT_OBSERVED, scale.not_observed),
        ],
        widget=forms.RadioSelect(attrs={"id": f"{item.code}-{name}"}),
        error_messages={"invalid_choice": _("Please choose one of the answers shown.")},
    )
