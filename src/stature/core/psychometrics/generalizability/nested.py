"""Raters within ratee × source: the restricted likelihood in time linear in the scores.

The model is score = mean of the source + ratee + ratee × source + rater, with raters nested in
ratee × source. Ratees are independent, and each ratee's covariance matrix of source means is
diagonal plus a constant, so its inverse is known; ratees with the same numbers of raters share it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray, IntArray
from stature.core.psychometrics.generalizability.reml import Slope


@dataclass(frozen=True, eq=False)
class RaterPatterns:
    """The different rows of raters per source (patterns × sources), and who has which.

    ``counts`` tells how many ratees share a pattern; ``of_ratee`` indexes the pattern of each.
    """

    raters: FloatArray
    counts: FloatArray
    of_ratee: IntArray

    @classmethod
    def of(cls, raters: IntArray) -> RaterPatterns:
        """Patterns of a table of raters (ratees × sources)."""
        patterns, of_ratee, counts = np.unique(
            raters, axis=0, return_inverse=True, return_counts=True
        )
        return cls(patterns.astype(np.float64), counts.astype(np.float64), of_ratee.reshape(-1))

    @property
    def share_of_rater(self) -> FloatArray:
        """1 / raters, and 0 for a source that the ratee does not have (patterns × sources)."""
        shares: FloatArray = np.divide(
            1.0, self.raters, out=np.zeros_like(self.raters), where=self.raters > 0
        )
        return shares


@dataclass(frozen=True, eq=False)
class NestedScores:
    """Independent sets of scores with the same raters: source means and what lies within them.

    ``means`` is sets × ratees × sources, 0 where a ratee lacks a source; ``within`` is the sum of
    squares within ratee × source over all sets, with ``within_df`` degrees of freedom.
    """

    patterns: RaterPatterns
    means: FloatArray
    within: float
    within_df: int

    def slope(self, components: FloatArray) -> Slope:
        """The likelihood at the components of ratee, ratee × source and rater."""
        inverses = _Inverses.at(components, self.patterns)
        rows, products = self._residuals(inverses)
        by_rater = self.patterns.share_of_rater[self.patterns.of_ratee]
        squares = np.array(
            [
                (rows.sum(axis=2) ** 2).sum(),
                (rows**2).sum(),
                (rows**2 * by_rater).sum(),
            ]
        )
        sets, rater = len(self.means), components[2]
        score = squares - sets * inverses.traces()
        information = sets * inverses.pair_traces()
        score[2] += self.within / rater**2 - self.within_df / rater
        information[2, 2] += self.within_df / rater**2
        distance = sets * inverses.log_determinant() + products
        distance += self.within_df * np.log(rater) + self.within / rater
        return Slope(float(-0.5 * distance), 0.5 * score, 0.5 * information)

    def source_means(self, components: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Generalised least squares means (sets × sources), and their covariance in each set."""
        inverses = _Inverses.at(components, self.patterns)
        sums = inverses.apply(self.means, self.patterns.of_ratee).sum(axis=1)
        means: FloatArray = sums @ inverses.fixed
        return means, inverses.fixed

    def _residuals(self, inverses: _Inverses) -> tuple[FloatArray, float]:
        """V⁻¹ times the residuals (sets × ratees × sources), and residuals′ V⁻¹ residuals."""
        of_ratee = self.patterns.of_ratee
        sums = inverses.apply(self.means, of_ratee).sum(axis=1)
        residuals = self.means - (sums @ inverses.fixed)[:, None]
        weighted = inverses.apply(residuals, of_ratee)
        return weighted, float((weighted * residuals).sum())


@dataclass(frozen=True, eq=False)
class _Inverses:
    """V⁻¹ of each pattern (patterns × sources × sources), empty where a source is absent."""

    patterns: RaterPatterns
    precision: FloatArray
    pull: FloatArray
    matrices: FloatArray
    fixed: FloatArray

    @classmethod
    def at(cls, components: FloatArray, patterns: RaterPatterns) -> _Inverses:
        ratee, by_source, rater = components
        present = patterns.raters > 0
        variance = by_source + rater * patterns.share_of_rater
        precision = np.divide(1.0, variance, out=np.zeros_like(variance), where=present)
        pull = ratee / (1 + ratee * precision.sum(axis=1))
        matrices = -pull[:, None, None] * precision[:, :, None] * precision[:, None, :]
        places = np.arange(precision.shape[1])
        matrices[:, places, places] += precision
        total = np.einsum("u,uij->ij", patterns.counts, matrices)
        return cls(patterns, precision, pull, matrices, np.linalg.inv(total))

    def apply(self, table: FloatArray, of_ratee: IntArray) -> FloatArray:
        """V⁻¹ times each ratee's row of a table (sets × ratees × sources)."""
        precision = self.precision[of_ratee]
        weighted = precision * table
        pulled = self.pull[of_ratee] * weighted.sum(axis=2)
        applied: FloatArray = weighted - precision * pulled[:, :, None]
        return applied

    def log_determinant(self) -> float:
        """log |V| + log |X′V⁻¹X| over all ratees, for one set."""
        held = np.where(self.precision > 0, self.precision, 1.0)
        spread = -np.log(held).sum(axis=1) + np.log1p(
            self.pull * self.precision.sum(axis=1) / self._slack()
        )
        return float(self.patterns.counts @ spread - np.linalg.slogdet(self.fixed)[1])

    def traces(self) -> FloatArray:
        """tr(P Vₖ) of the three components, for one set."""
        plain = np.einsum("u,kuii->k", self.patterns.counts, self._turned)
        return np.asarray(plain - np.einsum("ij,kji->k", self.fixed, self._bent))

    def pair_traces(self) -> FloatArray:
        """tr(P Vₖ P Vₗ), for one set."""
        counts, turned = self.patterns.counts, self._turned
        plain = np.einsum("u,kuij,luji->kl", counts, turned, turned, optimize=True)
        ends = self.matrices @ self.fixed
        mixed = np.einsum("u,kuij,lujm,umi->kl", counts, turned, turned, ends, optimize=True)
        folded = self.fixed @ self._bent
        both = np.einsum("kij,lji->kl", folded, folded)
        return np.asarray(plain - 2 * mixed + both)

    def _slack(self) -> FloatArray:
        """1 - pull · Σ precision = 1 / (1 + ratee · Σ precision)."""
        slack: FloatArray = 1 - self.pull * self.precision.sum(axis=1)
        return slack

    @property
    def _turned(self) -> FloatArray:
        """V⁻¹ Vₖ (components × patterns × sources × sources)."""
        of_ratee = np.broadcast_to(self.matrices.sum(axis=2)[:, :, None], self.matrices.shape)
        of_rater = self.matrices * self.patterns.share_of_rater[:, None, :]
        return np.stack([of_ratee, self.matrices, of_rater])

    @property
    def _bent(self) -> FloatArray:
        """X′ V⁻¹ Vₖ V⁻¹ X (components × sources × sources)."""
        counts = self.patterns.counts
        return np.asarray(
            np.einsum("u,kuij,ujm->kim", counts, self._turned, self.matrices, optimize=True)
        )
