"""Ratees by raters, partly crossed: the restricted likelihood in time of the smaller side.

The model is score = mean + ratee + rater + residual. The side with more levels (ratees, as a
rule) is absorbed in closed form, so that only a table as wide as the smaller side is inverted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import FloatArray, IntArray
from stature.core.psychometrics.generalizability.reml import Slope

_WIDEST = 4_000


@dataclass(frozen=True, eq=False)
class CrossedScores:
    """Sums that the likelihood needs: by level of the absorbed side and of the kept side.

    ``counts`` is absorbed × (1 + kept): how often each pair met, after a column of totals.
    """

    n: int
    counts: sparse.csr_array
    totals: FloatArray
    kept_totals: FloatArray
    absorbed_sums: FloatArray
    kept_sums: FloatArray
    square_sum: float
    ratees_absorbed: bool

    @classmethod
    def of(cls, scores: FloatArray, ratees: IntArray, raters: IntArray) -> CrossedScores:
        """The sums of scores by ratee and rater codes (one entry for each score)."""
        ratees_absorbed = bool(ratees.max() >= raters.max())
        absorbed, kept = (ratees, raters) if ratees_absorbed else (raters, ratees)
        if kept.max() >= _WIDEST:
            raise PsychometricsError(
                f"more than {_WIDEST:,} ratees and as many raters at once",
                where="ratees and raters",
                remedy="Take one programme or one year at a time.",
            )
        centred = scores - scores.mean()
        totals = np.bincount(absorbed).astype(np.float64)
        shape = (len(totals), int(kept.max()) + 1)
        met = sparse.coo_array((np.ones(len(scores)), (absorbed, kept)), shape=shape).tocsr()
        return cls(
            n=len(scores),
            counts=sparse.hstack([sparse.csr_array(totals[:, None]), met]).tocsr(),
            totals=totals,
            kept_totals=np.bincount(kept).astype(np.float64),
            absorbed_sums=np.asarray(np.bincount(absorbed, centred), dtype=np.float64),
            kept_sums=np.append(centred.sum(), np.bincount(kept, centred)),
            square_sum=float(centred @ centred),
            ratees_absorbed=ratees_absorbed,
        )

    def slope(self, components: FloatArray) -> Slope:
        """The likelihood at the components of ratee, rater and residual.

        With V = V₀ + kept · W W′ and V₀ = residual · I + absorbed · Z Z′, everything follows from
        small tables: K = W′V₀⁻¹W and Q, for which P = V₀⁻¹ - V₀⁻¹ W Q W′ V₀⁻¹ (the mean is the
        first column of W). No inverse of a component is taken, so 0 is allowed.
        """
        order = [0, 1, 2] if self.ratees_absorbed else [1, 0, 2]
        absorbed, kept, residual = components[order]
        shrunk = 1 / (residual + absorbed * self.totals)
        table = (self._kept_gram() - self._gram(absorbed * shrunk)) / residual
        scale = np.sqrt(np.append(1.0, np.full(len(table) - 1, kept)))
        bordered = scale[:, None] * table * scale + np.diag((np.arange(len(table)) > 0) * 1.0)
        q = scale[:, None] * np.linalg.inv(bordered) * scale
        _, log_determinant = np.linalg.slogdet(bordered)
        log_absorbed = (self.n - len(shrunk)) * np.log(residual) - np.log(shrunk).sum()
        squares, squared_distance = self._squares(absorbed, kept, residual, shrunk, table, q)
        traces, information = self._traces(components[order], shrunk, table, q)
        return Slope(
            log_likelihood=float(-0.5 * (log_absorbed + log_determinant + squared_distance)),
            score=(0.5 * (squares - traces))[order],
            information=(0.5 * information)[np.ix_(order, order)],
        )

    def _kept_gram(self) -> FloatArray:
        gram = np.diag(np.append(float(self.n), self.kept_totals))
        gram[0, 1:] = gram[1:, 0] = self.kept_totals
        return gram

    def _gram(self, weights: FloatArray) -> FloatArray:
        weighted = self.counts.multiply(weights[:, None]).tocsr()
        gram: FloatArray = (self.counts.T @ weighted).toarray()
        return gram

    def _squares(
        self,
        absorbed: float,
        kept: float,
        residual: float,
        shrunk: FloatArray,
        table: FloatArray,
        q: FloatArray,
    ) -> tuple[FloatArray, float]:
        """y′P Vₖ P y for the three components, and y′P y."""
        between = self.absorbed_sums * shrunk
        kept_side = (self.kept_sums - self.counts.T @ (absorbed * between)) / residual
        fitted = q @ kept_side
        of_absorbed = between - shrunk * (self.counts @ fitted)
        of_kept = (kept_side - table @ fitted)[1:]
        distance = (self.square_sum - absorbed * (between @ self.absorbed_sums)) / residual
        distance -= kept_side @ fitted
        squares = np.array([of_absorbed @ of_absorbed, of_kept @ of_kept])
        rest = (distance - absorbed * squares[0] - kept * squares[1]) / residual
        return np.append(squares, rest), float(distance)

    def _traces(
        self, variances: FloatArray, shrunk: FloatArray, table: FloatArray, q: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """tr(P Vₖ) and tr(P Vₖ P Vₗ); those of the residual follow from P V P = P."""
        share = self.totals * shrunk
        cross, weighted = self._gram(shrunk**2), self._gram(share * shrunk**2)
        spread = np.eye(len(q)) - q @ table
        kept = (table @ spread)[1:, 1:]
        cross_q = cross @ q
        traces = np.array([share.sum() - np.trace(cross_q), np.trace(kept)])
        traces = np.append(traces, (self.n - 1 - variances[:2] @ traces) / variances[2])
        pairs = np.zeros((3, 3))
        pairs[0, 0] = share @ share - 2 * (q * weighted).sum() + (cross_q * cross_q.T).sum()
        pairs[1, 1] = (kept**2).sum()
        pairs[0, 1] = pairs[1, 0] = (spread * (cross @ spread)).sum(axis=0)[1:].sum()
        pairs[:2, 2] = (traces[:2] - pairs[:2, :2] @ variances[:2]) / variances[2]
        pairs[2, :2] = pairs[:2, 2]
        pairs[2, 2] = (traces[2] - pairs[2, :2] @ variances[:2]) / variances[2]
        return traces, pairs
