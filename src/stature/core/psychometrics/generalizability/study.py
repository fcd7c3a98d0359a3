"""Generalizability of 360-degree scores: raters within ratee × source, with or without items."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray, Numbers, read_only
from stature.core.psychometrics.generalizability.components import VarianceComponents
from stature.core.psychometrics.generalizability.layout import Labels, RaterScores
from stature.core.psychometrics.generalizability.plan import Plan, Universe, require_universe
from stature.core.psychometrics.generalizability.source_components import source_components
from stature.core.psychometrics.results import Statistic, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class GeneralizabilityStudy(Statistic):
    """Eρ², the generalizability of the mean of source means, with all that it rests on.

    ``absolute`` is Φ. ``across_sources`` is Eρ² when these sources stand for others (absent with
    one source). ``by_source`` holds the reliability of each source's mean, ``raters_per_source``
    the harmonic means of raters. The two SEM are the square roots of relative and absolute error
    variance, in units of the scores. ``n`` counts raters.
    """

    absolute: Statistic
    across_sources: Statistic | None
    by_source: tuple[Statistic, ...]
    sources: tuple[str, ...]
    raters_per_source: FloatArray
    ratees: int
    items: int
    universe: Universe
    sem_relative: float
    sem_absolute: float
    components: VarianceComponents

    def summary(self) -> str:
        """The overall score, its error, the sources, and what scores differ by."""
        raters = ", ".join(
            f"{source} {decimals(count, 1)}"
            for source, count in zip(self.sources, self.raters_per_source, strict=True)
        )
        sources = ", ".join(
            f"{source} {decimals(statistic.estimate)}"
            for source, statistic in zip(self.sources, self.by_source, strict=True)
        )
        return (
            f"The mean of all sources has a generalizability of {decimals(self.estimate)}"
            f"{self._error()} for the order of {self.ratees:,} ratees, and of "
            f"{decimals(self.absolute.estimate)} for their level. "
            f"The score's standard error of measurement is {decimals(self.sem_relative)}. "
            f"Raters per source (harmonic mean): {raters}. Reliability by source: {sources}. "
            f"{self._provenance()}"
        )


def generalizability_study(
    scores: Numbers,
    ratees: Labels,
    sources: Labels,
    raters: Labels,
    items: Labels | None = None,
    *,
    universe: Universe = "fixed",
    level: float = 0.95,
) -> GeneralizabilityStudy:
    """How far 360-degree scores generalise: components, Eρ², Φ, SEM, and each source's part.

    Model: score = mean of source (and item) + ratee p + ratee × source ps + rater r:ps
    [+ pi + psi + residual with items]. Raters are nested in ratee × source, in any number; ratees
    may lack sources. Components by REML, none below 0. The main effects of sources and items are
    estimated from their generalised least squares means; they matter to Φ alone.
    For S sources with nₛ raters, w = Σ (1 / nₛ) / S² and I items (random), the relative error is
    w r [+ pi / I + psi / (S I) + w residual / I]. With ``universe`` 'fixed' (the default), these
    sources are the ones of interest and Eρ² = (p + ps / S) / (p + ps / S + error); with 'random',
    Eρ² = p / (p + ps / S + error). Φ adds the items' and, if random, the sources' variance to the
    error; with fixed sources and no items Φ = Eρ².

    ``scores`` is a column with one score for each rater, a table of raters × items, or, with
    ``items``, one row for each answer; the labels have one entry for each row. A rater with a
    missing score or label is dropped. nₛ is the harmonic mean of raters over the ratees who have
    the source: coefficients are for a ratee with such raters from every source. Standard errors
    are from the expected information and the delta method.

    Raises PsychometricsError for wrong shapes and repeated raters, and UndefinedStatistic if no
    ratee × source has two raters, no ratee has two sources, or the likelihood does not settle.

    Reference: Brennan (2001), Generalizability Theory, ch. 3-5 and 7; Greguras & Robie (1998),
    Journal of Applied Psychology 83, 960-968.

    Examples:
        >>> scores = [4, 5, 3, 4, 2, 3, 1, 3, 5, 4, 5, 5]
        >>> ratees = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]
        >>> sources = ["peer", "peer", "team", "team"] * 3
        >>> study = generalizability_study(scores, ratees, sources, range(12))
        >>> round(study.estimate, 3), round(study.components["ratee"], 3)
        (0.902, 1.484)
    """
    require_universe(universe)
    data = RaterScores.of(scores, ratees, sources, raters, items)
    components = source_components(data)
    per_source = _harmonic_means(data)
    count = data.scores.shape[1] if data.scores.shape[1] > 1 else 0
    plan = Plan(tuple(per_source.tolist()), count, universe)
    relative = _coefficient("Eρ²", components, plan, level)
    return GeneralizabilityStudy(
        name=relative.name,
        estimate=relative.estimate,
        standard_error=relative.standard_error,
        interval=relative.interval,
        why_no_error=relative.why_no_error,
        n=len(data.scores),
        unit="raters",
        dropped=data.dropped,
        notes=components.notes,
        absolute=components.coefficient(
            "Φ", true=plan.true, error=plan.absolute_error, level=level
        ),
        across_sources=_across(components, plan, level),
        by_source=_by_source(components, data.source_labels, plan, level),
        sources=data.source_labels,
        raters_per_source=read_only(per_source),
        ratees=len(data.raters),
        items=count,
        universe=universe,
        sem_relative=float(np.sqrt(components.sum(plan.relative_error))),
        sem_absolute=float(np.sqrt(components.sum(plan.absolute_error))),
        components=components,
    )


def _coefficient(name: str, components: VarianceComponents, plan: Plan, level: float) -> Statistic:
    return components.coefficient(name, true=plan.true, error=plan.relative_error, level=level)


def _across(components: VarianceComponents, plan: Plan, level: float) -> Statistic | None:
    if len(plan.raters) < 2:
        return None
    beyond = Plan(plan.raters, plan.items, "random")
    return _coefficient("Eρ² across sources", components, beyond, level)


def _by_source(
    components: VarianceComponents, labels: tuple[str, ...], plan: Plan, level: float
) -> tuple[Statistic, ...]:
    return tuple(
        _coefficient(f"reliability of {label}", components, Plan((raters,), plan.items), level)
        for label, raters in zip(labels, plan.raters, strict=True)
    )


def _harmonic_means(data: RaterScores) -> FloatArray:
    raters = data.raters.astype(np.float64)
    present = raters > 0
    inverse = np.divide(1.0, raters, out=np.zeros_like(raters), where=present)
    means: FloatArray = present.sum(axis=0) / inverse.sum(axis=0)
    return means
