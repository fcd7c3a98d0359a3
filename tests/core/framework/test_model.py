import pytest
from pydantic import ValidationError

from stature.core.framework.model import Anchor, Framework
from tests.core.framework.conftest import with_competency


def test_framework_has_four_clusters_of_two_and_two(framework: Framework) -> None:
    assert [cluster.name for cluster in framework.clusters] == [
        "Thinking", "Influencing", "Achieving", "Self-managing",
    ]  # fmt: skip
    for cluster in framework.clusters:
        assert [(each.code, each.tier) for each in cluster.competencies] == [
            (f"{cluster.code}1", "threshold"),
            (f"{cluster.code}2", "threshold"),
            (f"{cluster.code}3", "distinguishing"),
            (f"{cluster.code}4", "distinguishing"),
        ]


def test_every_competency_has_the_full_size(framework: Framework) -> None:
    for competency in framework.competencies:
        assert [len(facet.indicators) for facet in competency.facets] == [7, 7, 8]
        assert [len(facet.hints) for facet in competency.facets] == [4, 4, 4]
        assert [len(facet.questions) for facet in competency.facets] == [4, 4, 4]
        assert len(competency.counter_indicators) == 6
        assert [anchor.level for anchor in competency.anchors] == [1, 3, 5]


def test_emphasis_covers_vision_engagement_and_delivery(framework: Framework) -> None:
    by_emphasis: dict[str, set[str]] = {}
    for competency in framework.competencies:
        by_emphasis.setdefault(competency.emphasis, set()).add(competency.code)
    assert by_emphasis == {
        "vision": {"T3", "T4", "A4"},
        "engagement": {"T1", "I1", "I2", "I3", "I4", "A3"},
        "delivery": {"T2", "A1", "A2", "M1", "M2", "M3", "M4"},
    }
    assert framework.competencies_by_code["I4"].second_emphasis == "vision"


def test_codes_say_where_a_statement_stands(framework: Framework) -> None:
    for competency in framework.competencies:
        for number, facet in enumerate(competency.facets, 1):
            assert facet.code == f"{competency.code}.{number}"
            codes = [indicator.code for indicator in facet.indicators]
            assert codes == [f"{facet.code}.{place}" for place in range(1, len(codes) + 1)]


def test_code_used_twice_is_refused(framework: Framework) -> None:
    competency = framework.competencies[0]
    first, second, *others = competency.facets[0].indicators
    twin = second.model_copy(update={"code": first.code})
    facet = competency.facets[0].model_copy(update={"indicators": (first, twin, *others)})
    changed = competency.model_copy(update={"facets": (facet, *competency.facets[1:])})
    with pytest.raises(ValidationError, match=r"each code may stand once, got T1\.1\.1 again"):
        with_competency(framework, changed)


def test_anchor_of_an_unknown_level_is_refused(framework: Framework) -> None:
    competency = framework.competencies[0]
    anchor = Anchor(level=9, uuid=competency.anchors[0].uuid, text="Something else.")
    changed = competency.model_copy(update={"anchors": (anchor,)})
    with pytest.raises(ValidationError, match="T1 anchors: expected different levels"):
        with_competency(framework, changed)
