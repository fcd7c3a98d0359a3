"""How figures are written and drawn: decimals, intervals, and an axis that holds them all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from stature.core.instrument.answer_files.quoting import plain
from stature.core.psychometrics.results import Statistic, decimals
from stature.core.reporting.blocks import IntervalPlot, IntervalRow, Paragraph, Sentence

NO_VALUE = "–"


@dataclass(frozen=True)
class Figures:
    """How figures are written: their decimals, and the level of their intervals."""

    digits: int = 3
    level: float = 0.95

    @property
    def interval_label(self) -> str:
        """The heading of a column of intervals."""
        return f"{100 * self.level:g}% interval"

    def text(self, value: float) -> str:
        """A figure, or a dash where there is none."""
        return NO_VALUE if math.isnan(value) else decimals(float(value), self.digits)

    def limits(self, low: float, high: float) -> str:
        """The two ends of an interval."""
        return f"{self.text(low)} to {self.text(high)}"

    def row(self, label: str, figure: Statistic) -> IntervalRow:
        """A statistic as a row of a plot."""
        ends = figure.interval
        if ends is None:
            return self.row_of(label, figure.estimate, None, None)
        return self.row_of(label, figure.estimate, ends.low, ends.high)

    def row_of(
        self, label: str, estimate: float, low: float | None, high: float | None
    ) -> IntervalRow:
        """An estimate and its interval, if it has one, as a row of a plot."""
        return IntervalRow(
            label=label,
            estimate=estimate,
            low=low,
            high=high,
            estimate_text=self.text(estimate),
            interval_text="none" if low is None or high is None else self.limits(low, high),
        )

    def unit_plot(self, title: str, row_heading: str, rows: Sequence[IntervalRow]) -> IntervalPlot:
        """Estimates on an axis from 0 to 1, or from -1 when a value lies below 0."""
        values = [value for row in rows for value in (row.estimate, row.low) if value is not None]
        ticks = (-1.0, -0.5, 0.0, 0.5, 1.0) if min(values) < 0 else (0.0, 0.25, 0.5, 0.75, 1.0)
        return IntervalPlot(
            title=title,
            row_heading=row_heading,
            estimate_label="Estimate",
            interval_label=self.interval_label,
            lowest=ticks[0],
            highest=ticks[-1],
            ticks=ticks,
            tick_labels=tuple(number(tick) for tick in ticks),
            rows=tuple(_within(row, ticks[0], ticks[-1]) for row in rows),
        )


def _within(row: IntervalRow, lowest: float, highest: float) -> IntervalRow:
    """The row with its marks kept on the axis; its figures stay as they are."""
    return row.model_copy(
        update={
            name: None if value is None else min(max(value, lowest), highest)
            for name, value in (("estimate", row.estimate), ("low", row.low), ("high", row.high))
        }
    )


def number(value: float) -> str:
    """A number without needless decimals and with a real minus sign."""
    return f"{value:,.10g}".replace("-", "−")


def paragraph(rule: str, *texts: str) -> Paragraph:
    """Sentences of one rule."""
    return Paragraph(
        sentences=tuple(Sentence(text=text, rule=f"scale-statistics.{rule}") for text in texts)
    )


def named(names: Sequence[str], most: int = 6) -> str:
    """Names as a sentence lists them: A1, A2 and 3 more."""
    shown = [plain(name) for name in names[:most]]
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
