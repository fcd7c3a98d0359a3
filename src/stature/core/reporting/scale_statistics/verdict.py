"""What matters about a scale, in sentences that follow from its figures and their intervals.

A limit counts as reached when the whole interval lies beyond it, and as missed when none of it
does. Between the two the answers cannot tell, and the sentence says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np

from stature.core.psychometrics.agreement import GroupIcc, WithinGroupAgreement
from stature.core.psychometrics.items import ItemAnalysis
from stature.core.psychometrics.reliability import OmegaTotal
from stature.core.psychometrics.results import Result, Statistic, decimals
from stature.core.reporting.scale_statistics.figures import named
from stature.core.scoring.scale_analysis import ScaleAnalysis

Reached = Literal["yes", "no", "cannot tell"]
FOR_GROUPS, FOR_PERSONS = 0.70, 0.90
WEAK_ITEM = 0.30
POOR_FIT = 0.08
ENOUGH_AGREEMENT = 0.70
FEW_PERSONS = 30
FEWEST_RATERS = 3
MANY_LEFT_OUT = 0.10
STRICTER_NULLS = ("slight skew", "triangular")


def main_sentences(analysis: ScaleAnalysis) -> Iterator[str]:
    """What a reader with little time has to know."""
    figures = analysis.figures
    alpha = figures.get("alpha")
    if isinstance(alpha, Statistic):
        yield from _reliability(alpha)
    elif len(analysis.definition.items) > 1:
        yield "How reliable the scale is, these answers cannot tell."
    icc = figures.get("icc")
    if isinstance(icc, GroupIcc):
        yield _group_means(icc)
    agreement = figures.get("agreement")
    if isinstance(agreement, WithinGroupAgreement):
        yield from _agreement(agreement)


def points_to_look_at(analysis: ScaleAnalysis) -> Iterator[str]:
    """What may be wrong with the items, the model, the sample and the groups."""
    figures = analysis.figures
    items = figures.get("items")
    if isinstance(items, ItemAnalysis):
        yield from _items(items, analysis.definition.items)
    yield from _one_factor(figures)
    yield from _sample(analysis)
    agreement = figures.get("agreement")
    if isinstance(agreement, WithinGroupAgreement):
        yield from _small_groups(agreement)


def reached(figure: Statistic, limit: float) -> Reached:
    """Whether a figure lies at or above a limit, as far as its interval can tell."""
    if figure.interval is None:
        return "cannot tell"
    if figure.interval.low >= limit:
        return "yes"
    return "no" if figure.interval.high < limit else "cannot tell"


def _reliability(alpha: Statistic) -> Iterator[str]:
    if alpha.n < FEW_PERSONS:  # intervals of so few persons promise more than they hold
        yield (
            f"Too few persons answered to judge the scale: {alpha.n} gave every answer that is "
            f"counted, and {FEW_PERSONS} is the least. {_with_interval('Alpha', alpha)}."
        )
        return
    for_groups, for_persons = reached(alpha, FOR_GROUPS), reached(alpha, FOR_PERSONS)
    yield {
        "yes": "The scale is reliable enough to compare groups of people.",
        "no": "The scale is not reliable enough, even to compare groups of people.",
        "cannot tell": "Whether the scale is reliable enough to compare groups of people, "
        "these answers cannot tell.",
    }[for_groups]
    if for_groups == "yes":
        yield {
            "yes": "It is also reliable enough for a decision about one person.",
            "no": "It is not reliable enough for a decision about one person.",
            "cannot tell": "Whether it is enough for a decision about one person, "
            "these answers cannot tell.",
        }[for_persons]
    yield f"{_with_interval('Alpha', alpha)}."


def _group_means(icc: GroupIcc) -> str:
    if icc.interval is None or icc.interval.low <= 0:
        return "Whether the groups differ at all, these answers cannot tell."
    verdict = {
        "yes": "The means of the groups are reliable enough to compare.",
        "no": "The groups differ, but their means are not reliable enough to compare.",
        "cannot tell": "The groups differ. Whether their means are reliable enough to compare, "
        "these answers cannot tell.",
    }[reached(icc.icc2, FOR_GROUPS)]
    return f"{verdict} {_with_interval('ICC(2)', icc.icc2)}."


def _agreement(agreement: WithinGroupAgreement) -> Iterator[str]:
    uniform = agreement.r_wg["uniform"]
    stricter = next((null for null in STRICTER_NULLS if null in agreement.r_wg), None)
    chance = reached(uniform, ENOUGH_AGREEMENT)
    if chance == "no":
        yield (
            "The raters of a group do not agree enough for their mean to speak for them. "
            f"{_with_interval('Mean agreement', uniform)}."
        )
        return
    if chance == "cannot tell":
        yield (
            "Whether the raters of a group agree enough, these answers cannot tell. "
            f"{_with_interval('Mean agreement', uniform)}."
        )
        return
    yield (
        "The raters of a group agree enough for their mean to speak for them, if chance alone "
        "would use every answer alike. "
        f"{_with_interval('Mean agreement', uniform)}."
    )
    if stricter is not None:
        yield _stricter(stricter, agreement.r_wg[stricter])


def _stricter(null: str, index: Statistic) -> str:
    expected = {
        "slight skew": "if raters tend to be kind (slight skew)",
        "triangular": "if raters tend to the middle (triangular)",
    }[null]
    verdict = {
        "yes": f"This also holds {expected}",
        "no": f"It does not hold {expected}",
        "cannot tell": f"Whether it also holds {expected}, these answers cannot tell",
    }[reached(index, ENOUGH_AGREEMENT)]
    return f"{verdict}: {_with_interval('mean agreement', index)}."


def _items(items: ItemAnalysis, names: Sequence[str]) -> Iterator[str]:
    rest, high = items.item_rest, items.item_rest_high
    against, constant = high < 0, items.standard_deviation == 0
    weak = (high < WEAK_ITEM) & ~against
    perhaps = (rest < WEAK_ITEM) & ~(high < WEAK_ITEM)
    chosen = [named([names[place] for place in np.flatnonzero(which).tolist()])
              for which in (against, weak, perhaps, constant)]  # fmt: skip
    if chosen[0]:
        yield f"Runs against the other items: {chosen[0]}. Check whether it should be reversed."
    if chosen[1]:
        yield f"Goes little with the other items: {chosen[1]}. Read the wording again."
    if chosen[2]:
        yield f"May go little with the other items: {chosen[2]}. More answers would tell."
    if chosen[3]:
        yield f"Everybody gave the same answer to {chosen[3]}, so it tells people apart in no way."
    if not any(chosen):
        yield "No item is weak: each goes with the others."


def _one_factor(figures: Mapping[str, Result]) -> Iterator[str]:
    omega, fit = figures.get("omega"), figures.get("one_factor")
    if isinstance(omega, OmegaTotal) and omega.heywood:
        yield (
            "Do not rely on omega: the model behind it gives an item more than all of its "
            "variance. There are too few answers, or the items do not form one scale."
        )
    elif isinstance(fit, Statistic) and reached(fit, POOR_FIT) == "yes":
        yield (
            "The items seem to measure more than one thing: a model with one common factor fits "
            "poorly. Read alpha and omega with care, and ask whether they are one scale. "
            f"{_with_interval('RMSEA', fit)}."
        )
    elif isinstance(fit, Statistic) and reached(fit, POOR_FIT) == "cannot tell":
        yield (
            "Whether the items measure one thing only, these answers cannot tell. "
            f"{_with_interval('RMSEA', fit)}; above {decimals(POOR_FIT, 2)} is poor."
        )


def _sample(analysis: ScaleAnalysis) -> Iterator[str]:
    alpha = analysis.figures.get("alpha")
    if alpha is None:
        return
    if alpha.n < FEW_PERSONS:
        yield f"Only {alpha.n} persons are counted. Take every figure, also of groups, as a hint."
    left_out = analysis.n_rows - alpha.n
    if left_out >= MANY_LEFT_OUT * analysis.n_rows:
        yield (
            f"{left_out:,} of {analysis.n_rows:,} persons are left out of alpha, because an "
            "answer is missing. The others may differ from them."
        )


def _small_groups(agreement: WithinGroupAgreement) -> Iterator[str]:
    small = int((agreement.raters < FEWEST_RATERS).sum())
    if small:
        groups = "1 group has" if small == 1 else f"{small:,} groups have"
        yield (
            f"{groups} fewer than {FEWEST_RATERS} raters with every answer. "
            "Two raters say little, and are easy to recognise. The table of groups leaves them out."
        )


def _with_interval(name: str, figure: Statistic) -> str:
    if figure.interval is None:
        return f"{name} is {decimals(figure.estimate)}, without an interval"
    low, high = decimals(figure.interval.low), decimals(figure.interval.high)
    level = f"{100 * figure.interval.level:g}% interval"
    return f"{name} is {decimals(figure.estimate)} ({level} {low} to {high})"
