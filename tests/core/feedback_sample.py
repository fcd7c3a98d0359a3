"""Small frameworks and rounds made up for the tests of feedback."""

from collections.abc import Sequence
from uuid import NAMESPACE_OID, uuid5

import numpy as np

from stature.core.framework.model import Framework
from stature.core.instrument.feedback import FeedbackInstrument, RaterGroup
from stature.core.instrument.feedback.ratings import RATER_GROUPS
from stature.core.scoring.feedback.table import RatingTable

GROUPS_OF_TWELVE = (
    RaterGroup.SELF,
    RaterGroup.MANAGER,
    *[RaterGroup.PEERS] * 3,
    *[RaterGroup.DIRECT_REPORTS] * 3,
    *[RaterGroup.CUSTOMERS] * 3,
    RaterGroup.OTHERS,
)


def framework_of(
    facets: Sequence[Sequence[str]], version: str = "1.0.0", language: str = "en-GB"
) -> Framework:
    """A framework of one competency with these indicators in these facets."""

    def named(code: str, **fields: object) -> dict[str, object]:
        return {"code": code, "uuid": uuid5(NAMESPACE_OID, code), **fields}

    competency = named(
        "L1",
        name="Leading",
        tier="threshold",
        emphasis="engagement",
        tagline="Lead",
        essence="Leading people.",
        customer_view={"description": "We lead.", "benefit": "You gain.", "words": ["led"]},
        facets=[
            named(
                f"L1.{place}",
                title=f"Part {place}",
                indicators=[
                    named(f"L1.{place}.{number}", text=text) for number, text in enumerate(texts, 1)
                ],
            )
            for place, texts in enumerate(facets, 1)
        ],
    )
    return Framework.model_validate(
        {
            "kind": "framework",
            "id": "own-framework",
            "uuid": uuid5(NAMESPACE_OID, "own framework"),
            "version": version,
            "language": language,
            "title": "Our framework",
            "licence": "CC0-1.0",
            "authors": ["Us"],
            "provenance": {
                "purpose": "To try.",
                "target_roles": ["Leader"],
                "method": "Made up.",
                "published": "2026-01-01",
            },
            "customer_word": {"singular": "guest", "plural": "guests"},
            "clusters": [
                named("L", name="Lead", description="Leading.", competencies=[competency])
            ],
        }
    )


def round_of(
    instrument: FeedbackInstrument, n_leaders: int, *, seed: int = 1, missing: float = 0.08
) -> RatingTable:
    """A made-up round: leaders with 12 raters each, answers 1 to 5 that lean on a true level."""
    rng = np.random.default_rng(seed)
    n_items, n_raters = len(instrument.items), len(GROUPS_OF_TWELVE)
    level = rng.normal(3.6, 0.5, (n_leaders, 1, n_items)) + rng.normal(
        0, 0.4, (n_leaders, n_raters, 1)
    )
    answers = np.clip(np.rint(level + rng.normal(0, 0.7, (n_leaders, n_raters, n_items))), 1, 5)
    table = answers.reshape(n_leaders * n_raters, n_items)
    table[rng.random(table.shape) < missing] = np.nan
    return RatingTable(
        instrument=instrument,
        leaders=tuple(f"leader {number}" for number in range(n_leaders)),
        raters=np.arange(len(table)),
        leader_of=np.repeat(np.arange(n_leaders), n_raters),
        group_of=np.tile([RATER_GROUPS.index(group) for group in GROUPS_OF_TWELVE], n_leaders),
        frequency=table,
    )
