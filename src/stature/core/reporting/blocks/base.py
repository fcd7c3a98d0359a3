"""What every block is made of."""

from __future__ import annotations

from typing import Annotated, ClassVar

from stature.core.document import Part


class Unspoken:
    """Marks a field that is not read as words: an anchor, a rule, a drawing's description."""


Anchor = Annotated[str, Unspoken()]
RuleKey = Annotated[str, Unspoken()]
Description = Annotated[str, Unspoken()]


class Sentence(Part):
    """A sentence and the rule that chose it."""

    text: str
    rule: RuleKey


class Block(Part):
    """Base of all blocks; ``kind`` names the template that draws it.

    ``is_prose`` says whether its words count towards the length of a report.
    """

    is_prose: ClassVar[bool] = True

    kind: str
