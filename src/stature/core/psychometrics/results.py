"""What a statistic returns: the estimate, its error, n, what was dropped, and words for people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Interval:
    """A range with its confidence level (such as .95) and the method that made it."""

    low: float
    high: float
    level: float
    method: str

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high):
            raise UndefinedStatistic(f"the interval by {self.method} is not defined")

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def width(self) -> float:
        """High minus low."""
        return self.high - self.low

    def __str__(self) -> str:
        return (
            f"{self.level:.0%} interval {decimals(self.low)} to {decimals(self.high)}, "
            f"{self.method}"
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """Units that an estimate does not rest on, and why."""

    count: int
    what: str
    reason: str

    def __str__(self) -> str:
        return f"{counted(self.count, self.what)} dropped: {self.reason}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """The base of every result: how many units, what was dropped, and what to know about it."""

    n: int
    unit: str = "persons"
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """The result in a few plain sentences."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The result as plain numbers, texts, lists and dictionaries, fit for JSON."""
        plain = _plain(self)
        assert isinstance(plain, dict)
        return plain

    def _provenance(self) -> str:
        """The end of every summary: n, what was dropped, notes."""
        dropped = [f"{drop}." for drop in self.dropped if drop.count]
        return " ".join([self._counted_units(), *dropped, *self.notes])

    def _counted_units(self) -> str:
        return f"n = {counted(self.n, self.unit)}."


@dataclass(frozen=True, kw_only=True, eq=False)
class Statistic(Result):
    """One estimate with its standard error, its interval, or the reason why it has neither."""

    name: str
    estimate: float
    standard_error: float | None = None
    interval: Interval | None = None
    why_no_error: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.estimate):
            raise UndefinedStatistic(f"{self.name} has no value for these numbers")
        if self.standard_error is None and self.interval is None and not self.why_no_error:
            raise AssertionError(f"{self.name}: a score without its error must say why")

    def summary(self) -> str:
        """The estimate, its error, n and what was dropped, in plain sentences."""
        return f"{self.name} = {decimals(self.estimate)}{self._error()}. {self._provenance()}"

    def _error(self) -> str:
        if self.interval is not None:
            return f" ({self.interval})"
        if self.standard_error is not None:
            return f" (standard error {decimals(self.standard_error)})"
        return f" (no error: {self.why_no_error})"


@dataclass(frozen=True, kw_only=True, eq=False)
class StatisticOfSummary(Statistic):
    """A statistic of figures that others have worked out; ``n`` is None where it is not known."""

    n: int | None  # type: ignore[assignment]

    def _counted_units(self) -> str:
        return "n is not known." if self.n is None else f"n = {counted(self.n, self.unit)}."


def decimals(value: float, places: int = 3) -> str:
    """A number for people: so many decimals, a real minus sign, no minus before zero."""
    text = f"{value:,.{places}f}"
    if text.startswith("-"):
        text = text.removeprefix("-")
        return text if float(text.replace(",", "") if text != "inf" else "1") == 0 else f"−{text}"
    return text


def p_text(p: float) -> str:
    """A p value for people: three decimals, never 0."""
    return "p < 0.001" if p < 0.001 else f"p = {decimals(p)}"


def counted(count: int, what: str) -> str:
    """A count with its word, which stands in the plural: 2 groups, but 1 group and 1 category."""
    if count != 1:
        return f"{count:,} {what}"
    noun, *rest = what.split(" ", 1)
    one = f"{noun.removesuffix('ies')}y" if noun.endswith("ies") else noun.removesuffix("s")
    return " ".join(["1", one, *rest])


def listed(names: Iterable[Any], *, most: int = 10) -> str:
    """Names with commas between them; a long list ends with how many more there are."""
    texts = [str(name) for name in names]
    rest = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def unit_values(result: FloatArray) -> list[float | None]:
    """Numbers for JSON; NaN, which marks a missing value, becomes null."""
    return [None if math.isnan(value) else float(value) for value in result]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.item() if isinstance(value, np.generic) else value
