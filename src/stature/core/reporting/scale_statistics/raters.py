"""Raters in groups: what the group explains, how far its raters agree, and where least."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from stature.core.instrument.answer_files.quoting import plain
from stature.core.psychometrics.agreement import (
    AverageDeviation,
    GroupIcc,
    WithinGroupAgreement,
)
from stature.core.reporting.blocks import Block, DataTable, Heading
from stature.core.reporting.scale_statistics.figures import Figures, paragraph
from stature.core.reporting.scale_statistics.verdict import FEWEST_RATERS
from stature.core.scoring.scale_analysis import ScaleAnalysis

GROUPS_SHOWN = 20


def rater_blocks(analysis: ScaleAnalysis, write: Figures) -> Iterator[Block]:
    """What there is to say about groups; nothing when no group was asked for."""
    icc = analysis.figures.get("icc")
    agreement = analysis.figures.get("agreement")
    deviation = analysis.figures.get("deviation")
    if icc or agreement or deviation:
        yield Heading(text="Groups and agreement")
    if isinstance(icc, GroupIcc):
        yield write.unit_plot(
            "How much the group explains, and how reliable its mean is",
            "Coefficient",
            (write.row("ICC(1)", icc), write.row("ICC(2)", icc.icc2)),
        )
        yield paragraph("icc", icc.summary())
    if isinstance(agreement, WithinGroupAgreement):
        yield from _agreement_blocks(agreement, write)
    if isinstance(deviation, AverageDeviation):
        yield paragraph("deviation", deviation.summary())


def _agreement_blocks(agreement: WithinGroupAgreement, write: Figures) -> Iterator[Block]:
    index = "r_wg(J)" if agreement.items > 1 else "r_wg"
    yield write.unit_plot(
        f"Mean agreement within groups, {index}, under each null",
        "Null",
        [write.row(null.capitalize(), mean) for null, mean in agreement.r_wg.items()],
    )
    yield paragraph("agreement", agreement.summary())
    order = _least_agreement_first(agreement)
    if not order:
        return
    yield DataTable(
        caption=_caption(len(order), index),
        header=("Group", "Raters", *(null.capitalize() for null in agreement.r_wg)),
        numeric=tuple(range(1, 2 + len(agreement.r_wg))),
        rows=tuple(
            (
                plain(str(agreement.labels[place])),
                f"{int(agreement.raters[place]):,}",
                *(write.text(mean.values[place]) for mean in agreement.r_wg.values()),
            )
            for place in order[:GROUPS_SHOWN]
        ),
    )


def _least_agreement_first(agreement: WithinGroupAgreement) -> list[int]:
    """The places of the groups that are large enough to be shown."""
    values = agreement.r_wg["uniform"].values
    places = np.flatnonzero(agreement.raters >= FEWEST_RATERS).tolist()
    return sorted(
        places, key=lambda place: math.inf if math.isnan(values[place]) else values[place]
    )


def _caption(n: int, index: str) -> str:
    if n <= GROUPS_SHOWN:
        return f"Groups, least agreement first ({index} under each null)"
    return f"The {GROUPS_SHOWN} of {n:,} groups with the least agreement ({index} under each null)"
