"""The arithmetic of kappa on the table of two coders' shares (categories × categories)."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.arrays import FloatArray

_TINY = 1e-14


def two_coder_agreement(shares: FloatArray, agreement: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Observed and expected agreement of many tables of shares (B × categories × categories).

    p_o = sum w_ij p_ij; p_e = sum w_ij p_i. p_.j, with the agreement w (1 on the diagonal).

    Never fails.

    Reference: Cohen (1968), Psychological Bulletin 70, 213-220.

    Examples:
        >>> shares = np.array([[[0.4, 0.1], [0.1, 0.4]]])
        >>> [round(float(part[0]), 2) for part in two_coder_agreement(shares, np.eye(2))]
        [0.8, 0.5]
    """
    rows, columns = shares.sum(axis=2), shares.sum(axis=1)
    observed = (shares * agreement).sum(axis=(1, 2))
    return observed, ((rows @ agreement) * columns).sum(axis=1)


def large_sample_error(shares: FloatArray, agreement: FloatArray, n: int) -> float:
    """Standard error of (weighted) kappa from one table of shares of n units.

    var = (sum p_ij [w_ij - (w_i. + w_.j)(1 - kappa)]² - [kappa - p_e (1 - kappa)]²)
    / (n (1 - p_e)²), where w_i. and w_.j are mean weights by the other coder's shares.

    Never fails; 0 if the coders always agree.

    Reference: Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72, 323-327, eq. 13.

    Examples:
        >>> shares = np.array([[0.4, 0.1], [0.1, 0.4]])
        >>> round(large_sample_error(shares, np.eye(2), 100), 4)
        0.08
    """
    observed, expected = (part[0] for part in two_coder_agreement(shares[None], agreement))
    kappa = (observed - expected) / (1 - expected)
    inner = agreement - _mean_weights(shares, agreement) * (1 - kappa)
    spread = (shares * inner**2).sum() - (kappa - expected * (1 - kappa)) ** 2
    return _root(spread, n, expected)


def chance_error(shares: FloatArray, agreement: FloatArray, n: int) -> float:
    """Standard error of (weighted) kappa if the coders agreed by chance only.

    var = (sum p_i. p_.j [w_ij - (w_i. + w_.j)]² - p_e²) / (n (1 - p_e)²).

    Never fails; 0 if a coder used one category only.

    Reference: Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72, 323-327, eq. 14.

    Examples:
        >>> round(chance_error(np.array([[0.4, 0.1], [0.1, 0.4]]), np.eye(2), 100), 4)
        0.1
    """
    _, expected = (part[0] for part in two_coder_agreement(shares[None], agreement))
    by_chance = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    inner = agreement - _mean_weights(shares, agreement)
    return _root((by_chance * inner**2).sum() - expected**2, n, expected)


def most_agreement(shares: FloatArray, agreement: FloatArray) -> float:
    """The highest observed agreement that the coders' use of the categories allows.

    Without weights: sum min(p_i., p_.i). With weights that fall faster or evenly with distance,
    both coders in the same order agree most: cumulative shares min(F_i, G_j).

    Never fails.

    Reference: Cohen (1960), p. 43 (plain). Weighted: Hoeffding's (1940) upper bound of a joint
    distribution, best for every cost that is convex in the distance.

    Examples:
        >>> most_agreement(np.array([[0.5, 0.2], [0.0, 0.3]]), np.eye(2))
        0.8
    """
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    if not np.triu(agreement, 1).any():
        return float(np.minimum(rows, columns).sum())
    joint = np.minimum.outer(rows.cumsum(), columns.cumsum())
    best = np.diff(np.diff(joint, axis=0, prepend=0.0), axis=1, prepend=0.0)
    return float((best * agreement).sum())


def _mean_weights(shares: FloatArray, agreement: FloatArray) -> FloatArray:
    """w_i. + w_.j for each cell."""
    of_rows = agreement @ shares.sum(axis=0)
    of_columns = shares.sum(axis=1) @ agreement
    total: FloatArray = of_rows[:, None] + of_columns
    return total


def _root(spread: float, n: int, expected: float) -> float:
    """Rounding leaves a trace where the spread is nothing."""
    return float(np.sqrt(spread / n) / (1 - expected)) if spread > _TINY else 0.0
