"""How reliable a planned 360-degree survey would be, and how many raters it needs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_entries, require_share, require_whole
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.generalizability.components import VarianceComponents
from stature.core.psychometrics.generalizability.plan import Plan, Universe, require_universe
from stature.core.psychometrics.results import Result, counted, decimals

_ITEM_COMPONENT = "ratee × item"


@dataclass(frozen=True, kw_only=True, eq=False)
class DecisionStudy(Result):
    """Predicted Eρ², Φ and SEM, one entry for each plan (raters from each source).

    The standard errors are those of the components, carried over. ``raters_needed`` is the least
    number of raters from every source for which Eρ² reaches ``target``; None if none does. ``n``
    counts the ratings behind the components.
    """

    plans: tuple[tuple[float, ...], ...]
    relative: FloatArray
    relative_error: FloatArray
    absolute: FloatArray
    absolute_error: FloatArray
    sem_relative: FloatArray
    sem_absolute: FloatArray
    target: float
    raters_needed: int | None
    universe: Universe

    def summary(self) -> str:
        """Predictions by plan, and the number of raters that reaches the target."""
        lines = [
            f"Raters from each source {_in_words(plan)}: Eρ² {decimals(relative)}, "
            f"Φ {decimals(absolute)}, standard error of measurement {decimals(sem)}."
            for plan, relative, absolute, sem in zip(
                self.plans, self.relative, self.absolute, self.sem_relative, strict=True
            )
        ]
        return " ".join([*lines, self._need(), self._provenance()])

    def _need(self) -> str:
        target = decimals(self.target, 2)
        if self.raters_needed is None:
            return f"No number of raters reaches {target}: add sources or items."
        return f"To reach {target}, ask {counted(self.raters_needed, 'raters')} from each source."


def decision_study(
    components: VarianceComponents,
    *,
    sources: int,
    raters_per_source: Iterable[int | Sequence[int]] = range(1, 11),
    items: int | None = None,
    universe: Universe = "fixed",
    target: float = 0.70,
) -> DecisionStudy:
    """Predicted Eρ², Φ and standard errors of measurement for planned numbers of raters.

    Formula: as in generalizability_study, with the planned S sources, nₛ raters and I items in
    place of those observed. ``raters_per_source`` holds plans: a number for all sources, or one
    number for each, such as (1, 4, 5) for manager, peers and team. ``items`` is the planned number
    of items, needed if the components know items. The number of raters that reaches ``target``
    follows from Eρ² in closed form: n ≥ v / (t (1 - g) / g - e), with true variance t, target g,
    and error variances v of one rater and e of the rest. Range 0 to 1; SEM in units of the scores.
    Other fixed sources than those studied are assumed to differ as much as these do.

    Raises PsychometricsError for plans that do not fit, and for a target outside 0 and 1.

    Reference: Brennan (2001), Generalizability Theory, ch. 1.2 and 4.4 (D studies); Greguras &
    Robie (1998), Journal of Applied Psychology 83, 960-968 (raters needed).

    Examples:
        >>> from stature.core.psychometrics.generalizability.study import generalizability_study
        >>> scores = [4, 5, 3, 4, 2, 3, 1, 3, 5, 4, 5, 3]
        >>> ratees = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]
        >>> sources = ["peer", "peer", "team", "team"] * 3
        >>> study = generalizability_study(scores, ratees, sources, range(12))
        >>> plan = decision_study(study.components, sources=2, raters_per_source=[1, (1, 3)])
        >>> plan.relative.round(3).tolist(), plan.raters_needed
        ([0.721, 0.795], 1)
    """
    require_universe(universe)
    require_share(target, "target")
    width = require_whole(sources, "sources", at_least=1)
    count = _planned_items(components, items)
    asked = require_entries(raters_per_source, "raters_per_source")
    plans = [Plan(_raters(entry, width), count, universe) for entry in asked]
    if not plans:
        raise PsychometricsError("needs at least one plan", where="raters_per_source")
    relative = [
        components.coefficient("Eρ²", true=plan.true, error=plan.relative_error) for plan in plans
    ]
    absolute = [
        components.coefficient("Φ", true=plan.true, error=plan.absolute_error) for plan in plans
    ]
    return DecisionStudy(
        n=components.n,
        unit=components.unit,
        notes=components.notes,
        plans=tuple(plan.raters for plan in plans),
        relative=_values(one.estimate for one in relative),
        relative_error=_values(one.standard_error or 0.0 for one in relative),
        absolute=_values(one.estimate for one in absolute),
        absolute_error=_values(one.standard_error or 0.0 for one in absolute),
        sem_relative=_values(math.sqrt(components.sum(plan.relative_error)) for plan in plans),
        sem_absolute=_values(math.sqrt(components.sum(plan.absolute_error)) for plan in plans),
        target=target,
        raters_needed=_raters_needed(components, Plan((1.0,) * width, count, universe), target),
        universe=universe,
    )


def _raters_needed(components: VarianceComponents, one_each: Plan, target: float) -> int | None:
    true = components.sum(one_each.true)
    error = components.sum(one_each.relative_error)
    of_raters = {name: one_each.relative_error.get(name, 0.0) for name in ("rater", "residual")}
    from_raters = components.sum(of_raters)
    room = true * (1 - target) / target - (error - from_raters)
    if room <= 0:
        return None
    return max(1, math.ceil(from_raters / room * (1 - 1e-12)))


def _planned_items(components: VarianceComponents, items: int | None) -> int:
    known = _ITEM_COMPONENT in components.names
    if known and items is None:
        raise PsychometricsError("the components know items", where="items", remedy="Say how many.")
    if items is not None and not known:
        raise PsychometricsError("the components know no items", where="items")
    return require_whole(items, "items", at_least=1) if items is not None else 0


def _raters(entry: int | Sequence[int], sources: int) -> tuple[float, ...]:
    single = isinstance(entry, Real)
    numbers = [entry] * sources if single else require_entries(entry, "raters_per_source")  # type: ignore[arg-type]
    if len(numbers) != sources:
        raise PsychometricsError(
            f"expected {sources} numbers of raters, got {len(numbers)}", where="raters_per_source"
        )
    return tuple(
        float(require_whole(number, "raters_per_source", at_least=1))  # type: ignore[arg-type]
        for number in numbers
    )


def _values(numbers: Iterable[float]) -> FloatArray:
    return read_only(np.array(list(numbers), dtype=np.float64))


def _in_words(plan: tuple[float, ...]) -> str:
    return ", ".join(f"{raters:g}" for raters in (plan if len(set(plan)) > 1 else plan[:1]))
