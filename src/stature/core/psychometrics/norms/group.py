"""A norm group: whom scores are compared with, when and how they were chosen, and their scores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, ValidationError, model_validator

from stature.core.document import Part, ShortText, Text
from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import Numbers, read_only
from stature.core.psychometrics.norms.frequencies import Frequencies
from stature.core.psychometrics.norms.size import (
    PROVISIONAL_BELOW,
    TOO_SMALL_BELOW,
    SizeVerdict,
    judge_size,
)
from stature.core.psychometrics.results import decimals

Score = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=10**9)]
OUTDATED_AFTER_YEARS = 15
_DAYS_IN_A_YEAR = 365.25


class NormGroup(Part):
    """A norm group: its provenance, its dates, and how many people had each score.

    ``people`` says who they are, ``place`` where, ``chosen`` how they were found; ``instrument``
    and ``instrument_version`` what they answered. ``values`` rise; ``counts`` belong to them;
    ``missing`` people gave no score.
    """

    name: ShortText
    people: Text
    place: ShortText
    chosen: Text
    instrument: ShortText
    instrument_version: ShortText
    collected_from: date
    collected_to: date
    values: tuple[Score, ...]
    counts: tuple[Count, ...]
    missing: Annotated[int, Field(ge=0, le=10**9)] = 0

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.collected_to < self.collected_from:
            raise ValueError("collected_to is before collected_from")
        if len(self.values) != len(self.counts):
            raise ValueError("values and counts differ in length")
        if any(low >= high for low, high in zip(self.values, self.values[1:], strict=False)):
            raise ValueError("values must rise, without repeats")
        if sum(self.counts) < 2:
            raise ValueError("a norm group needs at least two people")
        return self

    @cached_property
    def frequencies(self) -> Frequencies:
        """The distribution of the scores."""
        values = read_only(np.array(self.values, dtype=np.float64))
        return Frequencies(values, read_only(np.array(self.counts, dtype=np.intp)), self.missing)

    @property
    def n(self) -> int:
        """People with a score."""
        return self.frequencies.n

    @property
    def mean(self) -> float:
        """Mean score."""
        return self.frequencies.mean

    @property
    def sd(self) -> float:
        """Standard deviation of the scores, with n - 1."""
        return self.frequencies.sd

    def size_verdict(
        self, *, too_small_below: int = TOO_SMALL_BELOW, provisional_below: int = PROVISIONAL_BELOW
    ) -> SizeVerdict:
        """Too small, provisional or sufficient: see ``judge_size``."""
        return judge_size(
            self.n, too_small_below=too_small_below, provisional_below=provisional_below
        )

    def age_in_years(self, today: date) -> float:
        """Years from the last score collected until today."""
        days = (today - self.collected_to).days
        if days < 0:
            raise PsychometricsError(
                f"the norms were collected until {self.collected_to}, after {today}", where="today"
            )
        return days / _DAYS_IN_A_YEAR

    def is_outdated(self, today: date, *, after_years: float = OUTDATED_AFTER_YEARS) -> bool:
        """Whether the norms are too old to be used without a new study (COTAN: 15 years)."""
        return self.age_in_years(today) >= after_years

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of a score must know about the group's size."""
        verdict = self.size_verdict()
        if verdict is SizeVerdict.TOO_SMALL:
            return (f"{self.name}: too small a norm group to judge one person by.",)
        if verdict is SizeVerdict.PROVISIONAL:
            return (f"{self.name}: a provisional norm group, still small.",)
        return ()

    def summary(self) -> str:
        """Who the group is, when and how it was found, and its scores, in plain sentences."""
        return " ".join(
            [
                f"{self.name}: {self.n:,} people ({self.size_verdict()}).",
                f"Who: {self.people}, {self.place}, chosen by {self.chosen}.",
                f"Collected {self.collected_from} to {self.collected_to}",
                f"with {self.instrument}, version {self.instrument_version}.",
                f"Mean {decimals(self.mean, 2)}, SD {decimals(self.sd, 2)}.",
                *(f"{drop}." for drop in self.frequencies.dropped),
            ]
        )

    def to_dict(self) -> dict[str, Any]:
        """The group as plain texts, numbers and lists; equal groups give equal dictionaries."""
        return self.model_dump(mode="json")

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> NormGroup:
        """Read what ``to_dict`` wrote; PsychometricsError for anything else, with its place."""
        try:
            text = json.dumps(dict(record), allow_nan=False)
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise _first_fault(error) from None
        except (TypeError, ValueError, RecursionError) as error:
            raise PsychometricsError(
                "cannot be read as a norm group: expected plain texts, numbers and lists",
                where="norm group",
            ) from error


def norm_group(
    scores: Numbers,
    *,
    name: str,
    people: str,
    place: str,
    chosen: str,
    instrument: str,
    instrument_version: str,
    collected_from: date,
    collected_to: date,
) -> NormGroup:
    """A norm group from the scores of its people; missing scores are counted and left out.

    Raises UndefinedStatistic for fewer than two scores, PsychometricsError for a missing name or
    provenance and for dates that run backwards.

    Reference: AERA, APA & NCME (2014), Standards for Educational and Psychological Testing,
    standard 5.9 (population, sampling, dates and descriptive statistics of norms).

    Examples:
        >>> group = norm_group([3, 4, 4, 5], name="Pilot", people="team leads", place="Leeds",
        ...     chosen="invitation", instrument="Service", instrument_version="1.0.0",
        ...     collected_from=date(2025, 1, 1), collected_to=date(2025, 3, 1))
        >>> group.n, group.mean, str(group.size_verdict())
        (4, 4.0, 'too small')
    """
    table = Frequencies.of(scores, name="scores")
    try:
        return NormGroup(
            name=name,
            people=people,
            place=place,
            chosen=chosen,
            instrument=instrument,
            instrument_version=instrument_version,
            collected_from=collected_from,
            collected_to=collected_to,
            values=tuple(table.values.tolist()),
            counts=tuple(table.counts.tolist()),
            missing=table.missing,
        )
    except ValidationError as error:
        raise _first_fault(error) from None


def _first_fault(error: ValidationError) -> PsychometricsError:
    fault = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in fault["loc"])
    return PsychometricsError(
        fault["msg"].removeprefix("Value error, "),
        where=f"norm group, {place}" if place else "norm group",
    )
