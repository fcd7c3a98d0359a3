"""Does agreement itself go with the outcome? The checklist that one number cannot replace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.results import Result, Statistic, decimals
from stature.core.psychometrics.self_other.surface import ResponseSurface
from stature.core.psychometrics.self_other.surface_errors import clear_sign

Extreme = Literal["highest", "lowest"]


@dataclass(frozen=True, slots=True)
class CongruenceCondition:
    """One condition, the statistic that decides it, and whether it is met.

    ``strict`` marks the two conditions of a strict effect only.
    """

    requirement: str
    statistic: Statistic
    met: bool
    strict: bool = False

    def __str__(self) -> str:
        verdict = "met" if self.met else "not met"
        name, estimate = self.statistic.name, decimals(self.statistic.estimate)
        return f"{self.requirement}: {verdict} ({name} = {estimate}; {self.statistic.interval})"


@dataclass(frozen=True, kw_only=True, eq=False)
class CongruenceChecklist(Result):
    """The conditions for an effect of agreement on the outcome, each with its evidence.

    ``outcome_at_agreement`` is "highest" or "lowest", as the hypothesis has it.
    """

    outcome_at_agreement: Extreme
    conditions: tuple[CongruenceCondition, ...]

    @property
    def broad(self) -> bool:
        """Agreement goes with the extreme outcome, at each level of the ratings."""
        return all(condition.met for condition in self.conditions if not condition.strict)

    @property
    def strict(self) -> bool:
        """The same, and the outcome does not depend on the level at which both agree."""
        return all(condition.met for condition in self.conditions)

    def summary(self) -> str:
        """The verdict, then every condition with its evidence."""
        verdict = (
            "An effect of agreement in the strict sense is supported."
            if self.strict
            else "An effect of agreement in the broad sense is supported."
            if self.broad
            else "An effect of agreement is not supported."
        )
        conditions = ". ".join(str(condition) for condition in self.conditions)
        caution = (
            "A condition 'is not clearly different' can also be met because the sample is small."
        )
        return f"{verdict} {conditions}. {caution} {self._provenance()}"


def congruence_checklist(
    surface: ResponseSurface, *, outcome_at_agreement: Extreme = "highest"
) -> CongruenceChecklist:
    """Whether a surface supports the claim that an outcome is highest where self and others agree.

    The ridge must lie on the line of agreement: the first principal axis with intercept p10 not
    clearly different from 0 and slope p11 not clearly different from 1. Across it the surface must
    turn down from agreement: a4 clearly below 0, a3 not clearly different from 0. These four make
    the effect in the broad sense. In the strict sense the level must not matter either: a1 and a2
    not clearly different from 0. For "lowest" (agreement goes with the least), the valley counts:
    the second axis (p20, p21), and a4 clearly above 0. "Clearly" means by the surface's intervals.

    Nothing is missing here: the surface was fitted to complete persons.

    Raises PsychometricsError for another word than "highest" or "lowest", and UndefinedStatistic if
    the surface has no such axis or the axis has no interval.

    Reference: Humberg, Nestler & Back (2019), Social Psychological and Personality Science 10,
    409-419, checklist. (a3 and a5 both 0 is an equivalent of the two conditions on the axis:
    Schönbrodt, Humberg & Nestler, 2018, European Journal of Personality 32, 627-654.)

    Examples:
        >>> import numpy as np
        >>> from stature.core.psychometrics.self_other.surface import response_surface
        >>> x, y = (axis.ravel() for axis in np.meshgrid(np.arange(1.0, 6), np.arange(1.0, 6)))
        >>> z = 5 - (x - y) ** 2 + np.random.default_rng(1).normal(size=25)
        >>> congruence_checklist(response_surface(x, y, z, centre=3)).broad
        True
    """
    if outcome_at_agreement not in ("highest", "lowest"):
        raise PsychometricsError(
            f"expected 'highest' or 'lowest', got {outcome_at_agreement!r}",
            where="outcome_at_agreement",
        )
    highest = outcome_at_agreement == "highest"
    axis = surface.first_axis if highest else surface.second_axis
    if axis is None or axis.intercept.interval is None or axis.slope.interval is None:
        raise UndefinedStatistic(
            "the surface has no principal axis with an interval",
            where="surface",
            remedy="The surface may be flat, or the sample too small; look at a1 to a4 instead.",
        )
    a1, a2, a3, a4, _ = surface.a
    line = "The ridge" if highest else "The valley"
    return CongruenceChecklist(
        n=surface.n,
        dropped=surface.dropped,
        notes=surface.notes,
        outcome_at_agreement=outcome_at_agreement,
        conditions=(
            _near(f"{line} is not clearly shifted from agreement", axis.intercept, 0),
            _near(f"{line} is not clearly turned from agreement", axis.slope, 1),
            CongruenceCondition(
                f"The outcome bends {'down' if highest else 'up'} away from agreement",
                a4,
                clear_sign(a4) == (-1 if highest else 1),
            ),
            _near("At agreement the outcome has no clear slope towards one side", a3, 0),
            _near("Along agreement the outcome has no clear slope", a1, 0, strict=True),
            _near("Along agreement the outcome has no clear bend", a2, 0, strict=True),
        ),
    )


def _near(
    requirement: str, statistic: Statistic, value: float, *, strict: bool = False
) -> CongruenceCondition:
    met = statistic.interval is not None and value in statistic.interval
    return CongruenceCondition(requirement, statistic, met, strict)
