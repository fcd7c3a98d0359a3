"""A panel of interviewers: reliability by dimension, severity of raters, halo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement.intraclass import (
    IntraclassCorrelation,
    IntraclassCorrelations,
    intraclass_correlations,
)
from stature.core.psychometrics.arguments import require_entries, require_whole
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, read_only
from stature.core.psychometrics.generalizability.halo import HaloIndex, halo_index
from stature.core.psychometrics.generalizability.severity import rater_severity
from stature.core.psychometrics.moments import complete_rows
from stature.core.psychometrics.reliability.lengthening import raters_needed, spearman_brown
from stature.core.psychometrics.results import Dropped, Result, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class PanelReliability(Result):
    """Reliability of a panel that rated every candidate, for each of its dimensions.

    ``correlations`` holds all six intraclass correlations of each dimension. ``planned`` is
    ICC(A,1) stepped up to ``panel_size`` raters. ``severity`` (raters × dimensions) is a rater's
    mean less the panel's: below 0 is severe, above 0 lenient; ``severity_error`` has its standard
    errors. ``overall_severity`` is the same for the mean of dimensions. ``halo`` is None with
    ``why_no_halo``.
    """

    dimensions: tuple[str, ...]
    raters: int
    correlations: tuple[IntraclassCorrelations, ...]
    panel_size: int
    planned: FloatArray
    severity: FloatArray
    severity_error: FloatArray
    overall_severity: FloatArray
    overall_severity_error: float
    halo: HaloIndex | None
    why_no_halo: str = ""

    @property
    def agreement_of_panel(self) -> tuple[IntraclassCorrelation, ...]:
        """ICC(A,k) of each dimension: the panel's mean, severity counted as error."""
        return tuple(six["ICC(A,k)"] for six in self.correlations)

    @property
    def interchangeable_panel(self) -> tuple[IntraclassCorrelation, ...]:
        """ICC(1,k) of each dimension: as if every candidate had met other raters."""
        return tuple(six["ICC(1,k)"] for six in self.correlations)

    @property
    def estimate(self) -> float:
        """Mean ICC(A,k) over dimensions."""
        return float(np.mean([form.estimate for form in self.agreement_of_panel]))

    def raters_needed(self, target: float = 0.70) -> tuple[int | None, ...]:
        """The smallest panel that reaches the target on each dimension; None if none does."""
        return tuple(
            raters_needed(one, target) if 0 < one < 1 else (1 if one >= 1 else None)
            for one in (six["ICC(A,1)"].estimate for six in self.correlations)
        )

    def summary(self) -> str:
        """Each dimension's reliability, the most severe and lenient rater, and halo."""
        lines = [
            f"{dimension}: the panel's mean has a reliability of {decimals(form.estimate)}"
            f"{form._error()}; {self.panel_size} raters would have {decimals(planned)}."
            for dimension, form, planned in zip(
                self.dimensions, self.agreement_of_panel, self.planned, strict=True
            )
        ]
        low, high = np.argmin(self.overall_severity), np.argmax(self.overall_severity)
        lines.append(
            f"The most severe rater, number {low + 1}, is "
            f"{decimals(abs(self.overall_severity[low]))} below the panel's mean, the most "
            f"lenient, number {high + 1}, {decimals(abs(self.overall_severity[high]))} above it "
            f"(standard error {decimals(self.overall_severity_error)})."
        )
        lines.append(self.halo.summary() if self.halo else f"No halo index: {self.why_no_halo}.")
        return " ".join([*lines, self._provenance()])


def panel_reliability(
    ratings: Numbers,
    *,
    dimensions: Sequence[str] | None = None,
    panel_size: int | None = None,
    level: float = 0.95,
    seed: int = 1,
) -> PanelReliability:
    """Reliability of an interview panel (BARS or other scales), severity of raters, and halo.

    Formula: per dimension the intraclass correlations of candidates × raters; planned = m r /
    (1 + (m - 1) r) for r = ICC(A,1) and m = ``panel_size`` raters (as observed unless given).
    Severity is a rater's mean less the mean of all; its standard error for these candidates and
    k raters is √(E (1 - 1 / k) / n), with the mean square E of candidate × rater.

    ``ratings`` is candidates × raters × dimensions, or candidates × raters for one dimension, in
    points of the scale. Candidates without every rating are dropped; for panels that change from
    candidate to candidate use icc_qk. A negative ICC(A,1) is kept in ``planned`` as 0.

    Raises PsychometricsError for other shapes, and UndefinedStatistic for one rater, fewer than
    two candidates with every rating, or a dimension on which candidates do not differ.

    Reference: McGraw & Wong (1996), Psychological Methods 1, 30-46; Conway, Jako & Goodman (1995),
    Journal of Applied Psychology 80, 565-579 (panels); Searle (1971), Linear Models, ch. 7.

    Examples:
        >>> panel = panel_reliability([[4, 3], [2, 1], [5, 5], [3, 2]], panel_size=3)
        >>> panel.planned.round(3).tolist(), panel.overall_severity.tolist()
        ([0.945], [0.375, -0.375])
    """
    cube, dropped = _complete(ratings)
    names = _names(dimensions, cube.shape[2])
    correlations = tuple(
        _of_dimension(cube[:, :, index], name, level) for index, name in enumerate(names)
    )
    size = require_whole(
        cube.shape[1] if panel_size is None else panel_size, "panel_size", at_least=1
    )
    severity, severity_error = rater_severity(cube)
    overall, overall_error = rater_severity(cube.mean(axis=2, keepdims=True))
    halo, why = _halo(cube, level, seed)
    single = [max(0.0, six["ICC(A,1)"].estimate) for six in correlations]
    return PanelReliability(
        n=len(cube),
        unit="candidates",
        dropped=dropped,
        dimensions=names,
        raters=cube.shape[1],
        correlations=correlations,
        panel_size=size,
        planned=read_only(np.array([spearman_brown(one, size) for one in single])),
        severity=read_only(severity),
        severity_error=read_only(severity_error),
        overall_severity=read_only(overall[:, 0]),
        overall_severity_error=float(overall_error[0]),
        halo=halo,
        why_no_halo=why,
    )


def _complete(ratings: Numbers) -> tuple[FloatArray, tuple[Dropped, ...]]:
    """Candidates with every rating, as candidates × raters × dimensions."""
    try:
        shape = np.shape(ratings)
    except ValueError as error:
        raise PsychometricsError("the rows have different lengths", where="ratings") from error
    if len(shape) not in (2, 3) or 0 in shape:
        raise PsychometricsError(
            "expected candidates × raters, or candidates × raters × dimensions", where="ratings"
        )
    flat = np.asarray(ratings).reshape(shape[0], -1)
    table = numeric_table(flat, name="ratings", axes=("candidates", "ratings"))
    kept, lost = complete_rows(table)
    if len(kept) < 2 or shape[1] < 2:
        raise UndefinedStatistic(
            "a panel needs two raters and two candidates with every rating",
            where="ratings",
            remedy="If raters differ from candidate to candidate, use icc_qk.",
        )
    dropped = tuple(Dropped(drop.count, "candidates", "a rating is missing") for drop in lost)
    return kept.reshape(len(kept), shape[1], -1), dropped


def _names(dimensions: Sequence[str] | None, count: int) -> tuple[str, ...]:
    numbered = [f"dimension {i + 1}" for i in range(count)]
    names = numbered if dimensions is None else require_entries(dimensions, "dimensions")
    if len(names) != count:
        raise PsychometricsError(f"expected {count} names, got {len(names)}", where="dimensions")
    return tuple(str(name) for name in names)


def _of_dimension(ratings: FloatArray, name: str, level: float) -> IntraclassCorrelations:
    try:
        return intraclass_correlations(ratings, level=level)
    except UndefinedStatistic as error:
        raise UndefinedStatistic(error.what, where=name, remedy=error.remedy) from error


def _halo(cube: FloatArray, level: float, seed: int) -> tuple[HaloIndex | None, str]:
    try:
        return halo_index(cube, level=level, seed=seed), ""
    except UndefinedStatistic as error:
        return None, error.what
