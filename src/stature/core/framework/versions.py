"""What changed between two versions of a framework, in people's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stature.core.errors import StatureError
from stature.core.framework.model import Cluster, Competency, Framework, statements_of


class FrameworkVersionError(StatureError):
    """Two frameworks cannot be compared, or a version number breaks a rule."""


class ChangeKind(StrEnum):
    """What can happen to a part of a framework."""

    ADDED = "added"
    REWORDED = "reworded"
    MOVED = "moved"
    RETIRED = "retired"


# What a change does to an instrument whose items were built from the framework.
EFFECTS = {
    ChangeKind.ADDED: "No item asks about it yet.",
    ChangeKind.REWORDED: "Items built on it need a new version. Old and new answers stay apart.",
    ChangeKind.MOVED: "Items built on it count for another place from the next version on.",
    ChangeKind.RETIRED: "Items built on it retire with the next version. Old answers keep them.",
}


@dataclass(frozen=True)
class Change:
    """One change: what, to which part, the words before and after, and its effect."""

    kind: ChangeKind
    code: str
    before: str
    after: str
    effect: str

    def __str__(self) -> str:
        match self.kind:
            case ChangeKind.ADDED:
                return f"Added {self.code}: {self.after}"
            case ChangeKind.RETIRED:
                return f"Retired {self.code}: {self.before}"
            case ChangeKind.MOVED:
                return f"Moved {self.before} to {self.after}"
            case ChangeKind.REWORDED:
                return f"Reworded {self.code}: “{self.before}” is now “{self.after}”"


@dataclass(frozen=True)
class _Part:
    """A part as it stands in one version: its code, its words, and the code of what holds it."""

    code: str
    text: str
    parent: str


def diff_frameworks(old: Framework, new: Framework) -> list[Change]:
    """All changes from one version to another, in the order of the new version, retired last.

    Parts are the same when their UUIDs are. Raises FrameworkVersionError when the two are
    different frameworks, or when content changed under one version number.
    """
    _check_comparable(old, new)
    before, after = _parts(old), _parts(new)
    changes = [
        change for uuid, part in after.items() for change in _changes_of(before.get(uuid), part)
    ]
    retired = [part for uuid, part in before.items() if uuid not in after]
    return changes + [_change(ChangeKind.RETIRED, part.code, part.text, "") for part in retired]


def _check_comparable(old: Framework, new: Framework) -> None:
    if old.uuid != new.uuid:
        raise FrameworkVersionError(
            f"'{old.title}' and '{new.title}' are different frameworks.",
            remedy="Compare two versions with the same UUID.",
        )
    if old.version == new.version and old.sha256 != new.sha256:
        raise FrameworkVersionError(
            f"version {old.version} exists with two different contents.",
            where=old.id,
            remedy="A published version never changes: give the new one a higher number.",
        )


def _parts(framework: Framework) -> dict[str, _Part]:
    """Every part by its UUID; the fields of a competency by its UUID and their name."""
    return {key: part for cluster in framework.clusters for key, part in _walk(cluster)}


def _walk(cluster: Cluster) -> Iterator[tuple[str, _Part]]:
    yield str(cluster.uuid), _Part(cluster.code, cluster.name, "")
    for competency in cluster.competencies:
        yield str(competency.uuid), _Part(competency.code, competency.name, cluster.code)
        for field, text in _fields(competency).items():
            part = _Part(f"{competency.code} {field}", text, cluster.code)
            yield f"{competency.uuid} {field}", part
        parents = _parents(competency)
        for code, uuid, text in statements_of(competency):
            if uuid != competency.uuid:
                yield str(uuid), _Part(code, text, parents.get(uuid, competency.code))


def _fields(competency: Competency) -> dict[str, str]:
    """What is said of a competency beside its statements, by a name for people."""
    view = competency.customer_view
    return {
        "tier": competency.tier,
        "emphasis": competency.emphasis,
        "second emphasis": competency.second_emphasis or "none",
        "tagline": competency.tagline,
        "essence": competency.essence,
        "customer description": view.description,
        "customer benefit": view.benefit,
        "customer words": ", ".join(view.words),
    }


def _parents(competency: Competency) -> dict[UUID, str]:
    """The facet that each indicator, hint and question stands in."""
    return {
        statement.uuid: facet.code
        for facet in competency.facets
        for statement in (*facet.indicators, *facet.hints, *facet.questions)
    }


def _changes_of(before: _Part | None, after: _Part) -> Iterator[Change]:
    if before is None:
        yield _change(ChangeKind.ADDED, after.code, "", after.text)
        return
    if before.parent != after.parent:
        yield _change(ChangeKind.MOVED, after.code, before.code, f"{after.code} ({after.parent})")
    if before.text != after.text:
        yield _change(ChangeKind.REWORDED, after.code, before.text, after.text)


def _change(kind: ChangeKind, code: str, before: str, after: str) -> Change:
    return Change(kind, code, before, after, EFFECTS[kind])
