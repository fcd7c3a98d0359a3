"""What people post: the choices before the start, one answer, a page of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stature.core.instrument.model import Instrument, Item, Perspective, Section
from stature.core.instrument.response import CANT_SAY, Response
from stature.web.responses.fitting import COMMENT, LONGEST_COMMENT
from stature.web.responses.wording import wording_of

ALL_AREAS: Final = "all"
LONGEST_CODE: Final = 40
NO_CONTROL_CHARACTERS = RegexValidator(
    r"^[^\x00-\x1f\x7f]*\Z", _("Please use letters, spaces and punctuation only.")
)


class StartForm(forms.Form):
    """The name, if the person wants to give one, and the areas to answer."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        validators=[NO_CONTROL_CHARACTERS],
        widget=forms.TextInput(attrs={"autocomplete": "name", "aria-describedby": "name-hint"}),
    )
    areas = forms.ChoiceField(label=_("Which questions"))

    def __init__(self, instrument: Instrument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            *((section.code, _one_area(section)) for section in self._shown.sections),
            (ALL_AREAS, self._all_areas()),
        ]

    @property
    def _shown(self) -> Instrument:
        return wording_of(self.instrument).instrument

    def _all_areas(self) -> str:
        words = _("All %(areas)d areas: %(questions)d questions")
        counts = {"areas": len(self._shown.sections), "questions": len(self._shown.items)}
        return str(words % counts)

    @property
    def sections(self) -> list[str]:
        """The codes of the areas chosen."""
        chosen = self.cleaned_data["areas"]
        return list(self.instrument.sections_by_code) if chosen == ALL_AREAS else [chosen]


def _one_area(section: Section) -> str:
    number = len(section.items)
    words = ngettext("%(area)s: %(number)d question", "%(area)s: %(number)d questions", number)
    return words % {"area": section.short_name, "number": number}


def _as_answer(value: str) -> int | str:
    return int(value) if value.isascii() and value.isdigit() else value


def posted_answer(post: Mapping[str, str]) -> dict[str, dict[str, int | str]] | None:
    """One answer by its item and perspective, sent as soon as it is given; None when it is not one.

    Every answer passes here, so it is read by hand: a form would be built anew for each.
    """
    item, perspective = post.get("item", ""), post.get("perspective", "")
    answer = post.get("answer", "")
    is_comment = perspective == COMMENT
    if not 0 < len(item) <= LONGEST_CODE or not 0 < len(perspective) <= LONGEST_CODE:
        return None
    if len(answer) > (LONGEST_COMMENT if is_comment else LONGEST_CODE) or "\x00" in answer:
        return None
    if is_comment:
        return {item: {perspective: answer.strip()}}
    return {item: {perspective: _as_answer(answer)}} if answer else None


@dataclass(frozen=True)
class RatedItem:
    """An item with its two groups of answers."""

    item: Item
    ratings: tuple[tuple[Perspective, str, BoundField], ...]


class AreaForm(forms.Form):
    """The answers of one area. Any may be missing: nobody is held up by a question."""

    def __init__(
        self,
        section: Section,
        instrument: Instrument,
        *args: Any,
        perspectives: tuple[Perspective, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.section, self.instrument = section, instrument
        self.perspectives = perspectives or instrument.perspectives
        for item in section.items:
            for perspective in self.perspectives:
                name = field_name(item.code, perspective.id)
                self.fields[name] = _rating_field(item, perspective, instrument)

    @property
    def items(self) -> Iterator[RatedItem]:
        """The items in order, with their fields."""
        for item in self.section.items:
            yield RatedItem(
                item,
                tuple(
                    (
                        perspective,
                        item.stems[perspective.id],
                        self[field_name(item.code, perspective.id)],
                    )
                    for perspective in self.perspectives
                ),
            )

    @property
    def answers(self) -> dict[str, dict[str, int | str]]:
        """The answers that were given."""
        given: dict[str, dict[str, int | str]] = {}
        for name, answer in self.cleaned_data.items():
            if answer != "":
                item, perspective = name.split(".")
                given.setdefault(item, {})[perspective] = answer
        return given


def field_name(item: str, perspective: str) -> str:
    """The name of a rating in a page's form."""
    return f"{item}.{perspective}"


def initial_answers(response: Response) -> dict[str, str]:
    """The answers already given, by the names of their fields."""
    return {
        field_name(item, perspective): str(answer)
        for item, given in response.answers.items()
        for perspective, answer in given.items()
    }


def _rating_field(item: Item, perspective: Perspective, instrument: Instrument) -> forms.Field:
    scale = instrument.response_scale
    return forms.TypedChoiceField(
        label=f"{item.label} ({perspective.label})",
        required=False,
        coerce=_as_answer,
        empty_value="",
        choices=[
            *((str(option.value), option.label) for option in scale.options),
            (CANT_SAY, scale.cant_say),
        ],
        widget=forms.RadioSelect(attrs={"id": f"{item.code}-{perspective.id}"}),
        error_messages={"invalid_choice": _("Please choose one of the answers shown.")},
    )
