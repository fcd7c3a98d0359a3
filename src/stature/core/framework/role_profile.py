"""A role profile: what a role asks for, technical requirements beside behavioural ones."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from stature.core.document import Document, Part, ShortText, Slug, Text, Version
from stature.core.framework.model import Framework, Statement, StatementCode

RolePurpose = Literal["present", "larger", "other"]


class CompetencyTarget(Part):
    """How often a role asks for a competency to be seen, from 1 to 5, and why so often."""

    competency: StatementCode
    target: Annotated[float, Field(ge=1, le=5)]
    why: Text


class RoleProfile(Document):
    """A role's targets on the scale of the feedback questionnaire, and its technical requirements.

    The two stand side by side and are never summed. ``serves`` says for which question the
    profile is meant: the present role, a larger one, or another executive role.
    """

    kind: Literal["role-profile"]
    for_framework: Slug
    framework_version: Version
    role: ShortText
    serves: RolePurpose
    summary: Text
    behavioural: Annotated[tuple[CompetencyTarget, ...], Field(strict=False, min_length=1)]
    technical: Annotated[tuple[Statement, ...], Field(strict=False)]

    @model_validator(mode="after")
    def _nothing_stands_twice(self) -> Self:
        codes = [target.competency for target in self.behavioural]
        codes += [requirement.code for requirement in self.technical]
        repeated = [code for code, count in Counter(codes).items() if count > 1]
        if repeated:
            raise ValueError(f"each code may stand once, got {', '.join(repeated)} again")
        return self

    @property
    def targets(self) -> dict[str, float]:
        """The target of each competency by its code."""
        return {target.competency: target.target for target in self.behavioural}


def unknown_competencies(profile: RoleProfile, framework: Framework) -> tuple[str, ...]:
    """Codes in a role profile that its framework does not have."""
    return tuple(code for code in profile.targets if code not in framework.competencies_by_code)
