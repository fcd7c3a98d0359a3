"""The bundled framework, and ways to change it."""

from collections.abc import Callable

import pytest

from stature.core.framework.model import Competency, Framework
from stature.packs import bundled_frameworks

Change = Callable[[Framework, Competency], Framework]


@pytest.fixture(scope="session")
def framework() -> Framework:
    return bundled_frameworks()[0]


def with_competency(framework: Framework, changed: Competency) -> Framework:
    """The framework, one version on, with one competency exchanged for another of its UUID."""
    clusters = tuple(
        cluster.model_copy(
            update={
                "competencies": tuple(
                    changed if each.uuid == changed.uuid else each for each in cluster.competencies
                )
            }
        )
        for cluster in framework.clusters
    )
    return framework.model_copy(update={"version": "1.1.0", "clusters": clusters})
