"""How answers would spread if raters did not agree at all: the nulls behind r_wg."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_number, require_whole

# Variances by number of options: slight, moderate and heavy skew, triangular. LeBreton & Senter
# (2008), table 2, printed to two decimals; also in LeBreton's R package WGA.
_PUBLISHED: Mapping[int, tuple[float, float, float, float]] = MappingProxyType(
    {
        5: (1.34, 0.90, 0.44, 1.32),
        6: (1.85, 1.26, 0.69, 1.45),
        7: (2.90, 2.14, 1.39, 2.10),
        8: (3.47, 2.79, 2.35, 2.81),
        9: (5.66, 4.73, 3.16, 3.00),
        10: (6.30, 5.09, 3.46, 2.89),
        11: (7.31, 6.32, 4.02, 3.32),
    }
)
_NAMES = ("slight skew", "moderate skew", "heavy skew", "triangular")
_BANDS = ((0.30, "lack of"), (0.50, "weak"), (0.70, "moderate"), (0.90, "strong"))


def null_variances(options: int) -> dict[str, float]:
    """Variance of answers without agreement, by name of the null, for a scale of so many options.

    Uniform is (A² - 1) / 12. The skewed and triangular variances for 5 to 11 options are the
    published ones, which are rounded. For other numbers of options there is no published skew, so
    only uniform and triangular are given; the latter is (A² + 2A - 3) / 24 for odd A and
    (A² + 2A - 2) / 24 for even A. With two options the triangular null is the uniform one.

    Raises PsychometricsError unless ``options`` is a whole number of at least 2.

    Reference: LeBreton & Senter (2008), Organizational Research Methods 11, 815-852, table 2;
    James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98 (uniform, triangular).

    Examples:
        >>> null_variances(5)["uniform"], null_variances(5)["slight skew"]
        (2.0, 1.34)
        >>> null_variances(4)
        {'uniform': 1.25, 'triangular': 0.9166666666666666}
    """
    options = require_whole(options, "options", at_least=2)
    uniform = {"uniform": (options**2 - 1) / 12}
    if options in _PUBLISHED:
        return uniform | dict(zip(_NAMES, _PUBLISHED[options], strict=True))
    return uniform | {"triangular": (options**2 + 2 * options - 3 + (options % 2 == 0)) / 24}


def agreement_band(value: float) -> str:
    """The words for an agreement of r_wg, Lindell or a_wg, read at two decimals.

    Up to .30 lack of agreement, to .50 weak, to .70 moderate, to .90 strong, above very strong.

    Raises PsychometricsError for a value above 1 and for what is not a number.

    Reference: LeBreton & Senter (2008), table 3.

    Examples:
        >>> agreement_band(0.868), agreement_band(0.41), agreement_band(-0.2)
        ('strong', 'weak', 'lack of')
    """
    value = require_number(value, "value")
    if not value <= 1 + 1e-12:
        raise PsychometricsError(f"agreement is at most 1, got {value}", where="value")
    read = round(value, 2)
    return next((words for top, words in _BANDS if read <= top), "very strong")
