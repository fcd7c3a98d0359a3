"""What may be known of a leader's feedback: the one way from ratings to anything that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from stature.core.disclosure import (
    ALL_RATERS,
    SELF,
    DisclosureRules,
    GroupPlan,
    OptionCounts,
    Release,
    plan_disclosure,
)
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.ratings import RATER_GROUPS, RaterGroup
from stature.core.instrument.model import InstrumentReference
from stature.core.psychometrics.arrays import BoolArray
from stature.core.psychometrics.results import Statistic
from stature.core.scoring.feedback.agreement import Gap, gaps
from stature.core.scoring.feedback.disclosure_layout import (
    answers_on_both_scales,
    layout_of,
    ratings_of_leader,
)
from stature.core.scoring.feedback.figures import Figure
from stature.core.scoring.feedback.held_back import HeldBack
from stature.core.scoring.feedback.item_gaps import ItemGap, item_gaps
from stature.core.scoring.feedback.planned_figures import DisclosedFigure, PlannedFigures
from stature.core.scoring.feedback.rater_agreement import RaterAgreement, rater_agreement
from stature.core.scoring.feedback.raw import (
    FEEDBACK_RULE,
    FEEDBACK_RULE_VERSION,
    SINGLY_SHOWN,
    OthersWeight,
)
from stature.core.scoring.feedback.reliability import (
    LEAST_LEADERS_TOLD,
    UnitReliability,
    as_told,
)
from stature.core.scoring.feedback.spread import RoundSpread, planned_spread
from stature.core.scoring.feedback.table import RatingTable


@dataclass(frozen=True, eq=False)
class DisclosedFeedback:
    """All that may be known of one leader's feedback; every field is made from published figures.

    ``items`` are counts of answers; ``own_items`` the leader's own answers. By competency are:
    ``own`` and ``all_others``, to calculate with and to lay beside a role's targets or norms;
    ``gaps``, self minus all others; ``agreement`` of raters; and ``reliability`` of all others'
    mean for the raters at hand. ``held_back`` counts the people of a group whose answers were
    shown before and are not shown again.
    """

    leader: str
    instrument: InstrumentReference
    others_weight: OthersWeight
    disclosure_version: str
    spread: RoundSpread
    groups: tuple[GroupPlan, ...]
    figures: tuple[DisclosedFigure, ...]
    effectiveness: tuple[DisclosedFigure, ...]
    items: tuple[OptionCounts, ...]
    own_items: Mapping[str, int | None]
    gaps: Mapping[str, Gap]
    item_gaps: tuple[ItemGap, ...]
    agreement: Mapping[str, RaterAgreement]
    reliability: Mapping[str, Statistic]
    own: Mapping[str, Figure]
    all_others: Mapping[str, Figure]
    held_back: Mapping[str, int] = field(default_factory=dict)
    rule: str = FEEDBACK_RULE
    rule_version: str = FEEDBACK_RULE_VERSION

    def figure(self, code: str, group: str) -> DisclosedFigure | None:
        """The figure of a unit and a group; None when the group has no figures."""
        wanted = code, group
        return next((each for each in self.figures if (each.code, each.group) == wanted), None)


def disclosed_feedback(
    table: RatingTable,
    leader: str,
    *,
    spread: RoundSpread | None = None,
    reliability: Mapping[str, UnitReliability] | None = None,
    others_weight: OthersWeight = "by-rater",
    rules: DisclosureRules | None = None,
    earlier: Release | None = None,
) -> tuple[DisclosedFeedback, Release]:
    """The feedback of one leader as reports, pages, the API and exports may have it.

    ``spread`` and ``reliability`` are those of the leader's whole round (``round_spread``,
    ``round_reliability``); without them the instrument's planned spread makes the errors, and no
    reliability is told, nor in a round of fewer than 5 leaders. ``earlier`` is what was released
    about this leader in this round before. The Release that comes back names raters: keep it with
    the report, and show it to nobody.

    Raises DisclosureError for ratings that cannot be read, and ValueError for a leader who is not
    in the table.
    """
    rows, instrument = table.kept(table.leader_of == table.leaders.index(leader)), table.instrument
    rules, spread = rules or DisclosureRules(), spread or planned_spread(instrument.scoring)
    ratings = ratings_of_leader(rows)
    plan = plan_disclosure(
        ratings,
        layout_of(instrument),
        rules=rules,
        weighting="rater" if others_weight == "by-rater" else "group",
        earlier=earlier,
    )
    held = HeldBack.of(plan, ratings)
    shown = PlannedFigures(plan, held, instrument, spread, others_weight, _answered_singly(rows))
    own, others, own_items = shown.calculated(SELF), shown.calculated(ALL_RATERS), _own_items(rows)
    told = gaps(list(own.values()), list(others.values()), instrument.scoring)
    feedback = DisclosedFeedback(
        leader=leader,
        instrument=instrument.reference,
        others_weight=others_weight,
        disclosure_version=rules.version,
        spread=spread,
        groups=held.groups(),
        figures=tuple(shown.of_frequency()),
        effectiveness=tuple(shown.of_effectiveness()),
        items=plan.options,
        own_items=own_items,
        gaps=dict(zip(own, told, strict=True)),
        item_gaps=item_gaps(own_items, shown.of_items(), spread.items.sd, instrument),
        agreement=_agreement(plan.options, instrument),
        reliability=_reliability(others, reliability or {}),
        own=own,
        all_others=others,
        held_back=held.by_group(),
    )
    return feedback, plan.release


def _answered_singly(rows: RatingTable) -> dict[str, BoolArray]:
    """Which items self and manager answered, by group (people × items, both scales)."""
    given: BoolArray = ~np.isnan(answers_on_both_scales(rows))
    return {str(group): given[rows.of_groups([group])] for group in SINGLY_SHOWN}


def _own_items(rows: RatingTable) -> dict[str, int | None]:
    """The leader's own rating of each item, None where there is none."""
    own = rows.frequency[rows.group_of == RATER_GROUPS.index(RaterGroup.SELF)]
    answers = own[0] if len(own) else np.full(len(rows.instrument.items), np.nan)
    return {
        item.code: None if np.isnan(answer) else int(answer)
        for item, answer in zip(rows.instrument.items, answers, strict=True)
    }


def _agreement(
    options: tuple[OptionCounts, ...], instrument: FeedbackInstrument
) -> dict[str, RaterAgreement]:
    counts = {each.item: each.counts for each in options}
    return rater_agreement(
        {
            section.code: [counts[item.code] for item in section.items]
            for section in instrument.sections
        }
    )


def _reliability(
    others: Mapping[str, Figure], of_round: Mapping[str, UnitReliability]
) -> dict[str, Statistic]:
    """Of the mean of the raters at hand, if the round has enough leaders to tell."""
    told = {
        code: found.of_mean(figure.n)
        for code, figure in others.items()
        if figure.n and (found := of_round.get(code)) and found.leaders >= LEAST_LEADERS_TOLD
    }
    return {code: as_told(statistic) for code, statistic in told.items() if statistic is not None}
