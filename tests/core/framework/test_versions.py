from uuid import uuid4

import pytest

from stature.core.framework.model import Framework, Statement
from stature.core.framework.versions import (
    ChangeKind,
    FrameworkVersionError,
    diff_frameworks,
)
from tests.core.framework.conftest import with_competency


def test_same_framework_has_no_changes(framework: Framework) -> None:
    assert diff_frameworks(framework, framework) == []


def test_reworded_indicator_is_told_with_both_wordings(framework: Framework) -> None:
    competency = framework.competencies[0]
    facet = competency.facets[0]
    old = facet.indicators[2]
    new = old.model_copy(update={"text": "Asks something else altogether."})
    indicators = (*facet.indicators[:2], new, *facet.indicators[3:])
    changed = _with_indicators(framework, 0, indicators)
    (change,) = diff_frameworks(framework, changed)
    assert change.kind is ChangeKind.REWORDED
    assert (change.code, change.before, change.after) == (old.code, old.text, new.text)
    assert "Old and new answers stay apart" in change.effect
    assert str(change).startswith(f"Reworded {old.code}: “{old.text}” is now")


def test_added_and_retired_indicators_are_told(framework: Framework) -> None:
    facet = framework.competencies[0].facets[0]
    added = Statement(code="T1.1.9", uuid=uuid4(), text="Rings three {customers}.")
    changed = _with_indicators(framework, 0, (*facet.indicators[1:], added))
    kinds = {change.kind: change for change in diff_frameworks(framework, changed)}
    assert set(kinds) == {ChangeKind.ADDED, ChangeKind.RETIRED}
    assert kinds[ChangeKind.ADDED].after == "Rings three {customers}."
    assert kinds[ChangeKind.RETIRED].code == facet.indicators[0].code


def test_moved_indicator_keeps_its_identity(framework: Framework) -> None:
    competency = framework.competencies[0]
    first, second, third = competency.facets
    moving = first.indicators[0].model_copy(update={"code": "T1.2.8"})
    changed = competency.model_copy(
        update={
            "facets": (
                first.model_copy(update={"indicators": first.indicators[1:]}),
                second.model_copy(update={"indicators": (*second.indicators, moving)}),
                third,
            )
        }
    )
    (change,) = diff_frameworks(framework, with_competency(framework, changed))
    assert change.kind is ChangeKind.MOVED
    assert "T1.1.1" in change.before
    assert "T1.2.8" in change.after


@pytest.mark.parametrize(
    ("field", "value"),
    [("tier", "distinguishing"), ("tagline", "Do something else"), ("essence", "Other words.")],
)
def test_changed_field_of_a_competency_is_told(
    framework: Framework, field: str, value: str
) -> None:
    changed = framework.competencies[0].model_copy(update={field: value})
    (change,) = diff_frameworks(framework, with_competency(framework, changed))
    assert change.code == f"T1 {field}"
    assert change.after == value


def test_changed_customer_view_is_told(framework: Framework) -> None:
    competency = framework.competencies[0]
    view = competency.customer_view.model_copy(update={"benefit": "You gain."})
    changed = competency.model_copy(update={"customer_view": view})
    (change,) = diff_frameworks(framework, with_competency(framework, changed))
    assert change.code == "T1 customer benefit"


def test_published_version_may_not_change(framework: Framework) -> None:
    changed = framework.competencies[0].model_copy(update={"tagline": "Do something else"})
    same_number = with_competency(framework, changed).model_copy(update={"version": "1.0.0"})
    with pytest.raises(FrameworkVersionError, match="two different contents"):
        diff_frameworks(framework, same_number)


def test_different_frameworks_are_not_compared(framework: Framework) -> None:
    other = framework.model_copy(update={"uuid": uuid4()})
    with pytest.raises(FrameworkVersionError, match="are different frameworks"):
        diff_frameworks(framework, other)


def _with_indicators(
    framework: Framework, facet_number: int, indicators: tuple[Statement, ...]
) -> Framework:
    competency = framework.competencies[0]
    facets = list(competency.facets)
    facets[facet_number] = facets[facet_number].model_copy(update={"indicators": indicators})
    return with_competency(framework, competency.model_copy(update={"facets": tuple(facets)}))
