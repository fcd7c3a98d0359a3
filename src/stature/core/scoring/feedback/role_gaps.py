"""How far a leader is from what a role asks for, with the error of that distance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stature.core.framework.role_profile import RoleProfile
from stature.core.scoring.feedback.figures import Figure


class RoleVerdict(StrEnum):
    """Where others' ratings lie beside a role's target."""

    MET = "at or above the target"
    BELOW = "below the target"
    WITHIN_ERROR = "the distance lies within its error"
    NOT_TOLD = "not enough ratings to tell"


@dataclass(frozen=True)
class RoleGap:
    """Others' mean minus the target of one competency, in scale points, with error and interval.

    A target has no error of its own, so the error is that of the mean.
    """

    competency: str
    target: float
    difference: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    verdict: RoleVerdict


def role_gaps(others: Mapping[str, Figure], profile: RoleProfile) -> tuple[RoleGap, ...]:
    """The gap of each competency of a role profile, from all others' figures by competency.

    Below the target counts only where the interval lies below it; met where the mean reaches it.
    """
    return tuple(_gap(code, target, others.get(code)) for code, target in profile.targets.items())


def _gap(code: str, target: float, figure: Figure | None) -> RoleGap:
    if figure is None or figure.mean is None or figure.low is None or figure.high is None:
        return RoleGap(code, target, None, None, None, None, RoleVerdict.NOT_TOLD)
    low, high = figure.low - target, figure.high - target
    difference = figure.mean - target
    verdict = RoleVerdict.WITHIN_ERROR
    if difference >= -1e-9:
        verdict = RoleVerdict.MET
    elif high < 0:
        verdict = RoleVerdict.BELOW
    return RoleGap(code, target, difference, figure.standard_error, low, high, verdict)
