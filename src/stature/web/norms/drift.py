"""Drift between two versions of norms, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.norms import DriftVerdict, NormDrift
from stature.core.scoring.feedback import norms_drift
from stature.web.norms.models import NormVersion

VERDICTS: Final[dict[DriftVerdict, Any]] = {
    DriftVerdict.STABLE: gettext_lazy("Hardly any change."),
    DriftVerdict.UNCERTAIN: gettext_lazy("Too little is known to say whether something changed."),
}


@dataclass(frozen=True)
class DriftRow:
    """What became of one competency from one version to the next."""

    code: str
    words: str
    has_moved: bool


def drift_rows(earlier: NormVersion, later: NormVersion) -> list[DriftRow]:
    """The new leaders of a version beside all leaders of the version before."""
    try:
        found = norms_drift(earlier.norms, later.norms)
    except UndefinedStatistic:
        return []
    return [
        DriftRow(code, _words(each), each.verdict is DriftVerdict.DRIFTED)
        for code, each in found.items()
    ]


def _words(drift: NormDrift) -> str:
    verdict = VERDICTS.get(drift.verdict)
    return " ".join(filter(None, [str(verdict) if verdict else _moved(drift), *_size(drift)]))


def _moved(drift: NormDrift) -> str:
    if drift.mean_drift.estimate > 0:
        return _("The new leaders are rated higher than those before.")
    return _("The new leaders are rated lower than those before.")


def _size(drift: NormDrift) -> Iterator[str]:
    interval = drift.mean_drift.interval
    assert interval is not None
    yield _("%(size)s standard deviations, likely between %(low)s and %(high)s.") % {
        "size": _tenths(drift.mean_drift.estimate),
        "low": _tenths(interval.low),
        "high": _tenths(interval.high),
    }


def _tenths(number: float) -> str:
    """A number as it is written in the language of the page; never "-0.0"."""
    return number_format(round(number, 1) + 0.0, 1)
