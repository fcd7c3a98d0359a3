"""What a comparison of selection rates returns, and how it is put into words."""

from __future__ import annotations

from dataclasses import dataclass

from stature.core.psychometrics.arrays import FloatArray, IntArray
from stature.core.psychometrics.results import Result, Statistic, decimals, p_text
from stature.core.psychometrics.selection.exact import FisherExact

FOUR_FIFTHS = 0.8
_LIMITS = (
    "These numbers cannot tell why the rates differ, nor whether the procedure is right for the "
    "job: that takes evidence of its validity and a look at each step of it."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class RateComparison(Result):
    """One group's selection rate beside the reference group's.

    Differences and signs are group less reference, ratios group over reference.

    ``z`` has the pooled standard error and ``z_unpooled`` the separate ones (None if both rates
    are 0 or 1); ``chi_square`` is z squared, ``chi_square_corrected`` with Yates' correction.
    ``phi`` is the correlation of group and selection, ``cohens_h`` the difference of arcsine rates.
    ``shortfall`` counts the selections that the group lacks to the rate of both groups together,
    ``shortfall_to_four_fifths`` the further ones that would bring the ratio to .8 with the
    reference unchanged. ``ratio_if_one_more`` and ``ratio_if_one_fewer`` move one selection between
    the groups; ``rests_on_one_person`` says that this changes the side of .8. The ``notes`` hold
    warnings about sample size.
    """

    group: str
    reference: str
    rate: float
    reference_rate: float
    impact_ratio: Statistic
    z: float
    p: float
    z_unpooled: float | None
    p_unpooled: float | None
    chi_square: float
    chi_square_corrected: float
    p_corrected: float
    exact: FisherExact
    phi: float
    cohens_h: float
    shortfall: float
    shortfall_to_four_fifths: int
    ratio_if_one_more: float
    ratio_if_one_fewer: float

    @property
    def below_four_fifths(self) -> bool:
        """Whether the impact ratio is below .8."""
        return self.impact_ratio.estimate < FOUR_FIFTHS

    @property
    def rests_on_one_person(self) -> bool:
        """Whether one selection more or fewer would change the side of .8."""
        changed = self.ratio_if_one_fewer if not self.below_four_fifths else self.ratio_if_one_more
        return (changed < FOUR_FIFTHS) != self.below_four_fifths

    def summary(self) -> str:
        """What the ratio, the tests and the counts show, one after the other, and what they cannot.

        Nothing here says that a procedure is right or wrong.
        """
        return " ".join([self.findings(), _LIMITS, self._provenance()])

    def findings(self) -> str:
        """The rates, the four-fifths rule, the tests, and how much rests on one person."""
        return " ".join([self._rates(), self._rule(), self._tests(), self._persons()]).strip()

    def _rates(self) -> str:
        return (
            f"{self.group}: {self.rate:.1%} were selected, against {self.reference_rate:.1%} of "
            f"{self.reference}."
        )

    def _rule(self) -> str:
        side = "below" if self.below_four_fifths else "not below"
        return (
            f"The ratio {decimals(self.impact_ratio.estimate)} ({self.impact_ratio.interval}) is "
            f"{side} four fifths."
        )

    def _tests(self) -> str:
        """The exact test is the one that holds for any n."""
        verdict = "is more" if self.exact.mid_p <= 0.05 else "is not more"
        return (
            f"The difference {verdict} than chance would often bring: Z = {decimals(self.z, 2)}, "
            f"{p_text(self.p)}; Fisher's exact {p_text(self.exact.p)}, "
            f"mid-{p_text(self.exact.mid_p)}."
        )

    def _persons(self) -> str:
        lacks = ""
        if self.shortfall > 0:
            lacks = (
                f"At one rate for both, {decimals(self.shortfall, 1)} more of {self.group} would "
                "have been selected."
            )
        one = "One selection more or fewer would change the side of four fifths."
        return " ".join(part for part in (lacks, one if self.rests_on_one_person else "") if part)


@dataclass(frozen=True, kw_only=True, eq=False)
class AdverseImpact(Result):
    """Selection rates of all groups, and each group beside the reference group.

    ``rates`` are selected / pool in the order of ``groups``; ``comparisons`` hold one entry for
    each group but the reference. The tests are not adjusted for the number of groups.
    """

    groups: tuple[str, ...]
    selected: FloatArray
    pool: FloatArray
    rates: FloatArray
    reference: str
    comparisons: tuple[RateComparison, ...]

    def __getitem__(self, group: str) -> RateComparison:
        """The comparison of one group with the reference."""
        for comparison in self.comparisons:
            if comparison.group == group:
                return comparison
        raise KeyError(group)

    def summary(self) -> str:
        """What is shown for each group, and what these numbers cannot show."""
        shown = [
            " ".join([comparison.findings(), *comparison.notes]) for comparison in self.comparisons
        ]
        return " ".join([*shown, _LIMITS, self._provenance()])


@dataclass(frozen=True, kw_only=True, eq=False)
class SelectionCounts(Result):
    """How many of each group were selected and how many were in the pool."""

    groups: tuple[str, ...]
    selected: IntArray
    pool: IntArray

    def summary(self) -> str:
        """Each group's count of selected persons out of its pool."""
        counts = zip(self.groups, self.selected, self.pool, strict=True)
        parts = [f"{group}: {chosen:,} of {pool:,} selected." for group, chosen, pool in counts]
        return " ".join([*parts, self._provenance()])
