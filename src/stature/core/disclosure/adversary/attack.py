"""The attack: every question to every published figure, and the verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.disclosure.adversary.equations import system_of, tied_places
from stature.core.disclosure.adversary.linking import (
    CommentSeen,
    comments_seen,
    linked_comments,
)
from stature.core.disclosure.adversary.questions import Kind, Question, questions
from stature.core.disclosure.adversary.separation import separable
from stature.core.disclosure.adversary.sight import (
    PublicKnowledge,
    Seen,
    public_knowledge,
    seen_in,
)
from stature.core.disclosure.adversary.system import System
from stature.core.disclosure.adversary.worlds import Undecided, Worlds
from stature.core.disclosure.comments import CommentPool
from stature.core.disclosure.plan import DisclosurePlan
from stature.core.disclosure.ratings import Ratings
from stature.core.psychometrics.arrays import FloatArray

_TRIES = 6


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something that the published figures give away, and ``value``, where it is a sum."""

    kind: Kind
    whose: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out: disclosures found, sums asked about, worlds found, and what stayed open."""

    disclosures: tuple[Disclosure, ...]
    asked: int
    worlds: int
    undecided: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Whether nothing was found and nothing stayed open."""
        return not self.disclosures and not self.undecided


@dataclass(frozen=True, eq=False)
class Adversary:
    """Someone with public knowledge and everything that was published, in all releases."""

    knowledge: PublicKnowledge
    seen: tuple[Seen, ...]
    comments: tuple[CommentSeen, ...] = ()

    def fits(self, answers: FloatArray) -> bool:
        """Whether these answers (raters × items) would have led to every figure seen."""
        system = system_of(self.seen, self.knowledge)
        return system.holds(system.world_of(answers))

    def verdict(self, *, truth: FloatArray | None = None) -> Verdict:
        """What the figures give away.

        ``truth`` (raters × items) only saves time: it is one world that is known to fit.

        Raises DisclosureError if it does not, or if no answers at all fit the figures.
        """
        system = system_of(self.seen, self.knowledge)
        first = None if truth is None else system.world_of(truth)
        worlds = Worlds(system, first)
        asked = list(questions(system, self.knowledge))
        found, undecided = _ask(asked, worlds)
        return Verdict(
            (*found, *self._subtractions(system), *self._links()),
            len(asked),
            len(worlds.found),
            tuple(undecided),
        )

    def _subtractions(self, system: System) -> Iterable[Disclosure]:
        rules = self.knowledge.rules
        tied = tied_places(self.seen, system, self.knowledge)
        for people in separable(system, tied, fewer_than=rules.per_group):
            yield Disclosure("subtraction", f"{len(people)} people alone")

    def _links(self) -> Iterable[Disclosure]:
        for texts in linked_comments(self.comments):
            yield Disclosure("linked comments", f"{len(texts)} comments of one person")


def audit(
    everyone: Ratings,
    plans: Sequence[DisclosurePlan],
    *,
    pools: Sequence[CommentPool] = (),
    exact: bool = False,
    insiders: Collection[str] = (),
) -> Verdict:
    """The verdict on all releases of a round, from the first to the last.

    ``everyone`` holds the answers of all who ever answered, also of those who withdrew; ``pools``
    the comments that were shown. ``exact`` gives the adversary means without rounding, and
    ``insiders`` (ids) the answers of these raters.

    Raises DisclosureError if the plans were made from other answers.
    """
    knowledge = public_knowledge(everyone, *plans, insiders=insiders)
    seen = (figure for plan in plans for figure in seen_in(plan, knowledge, exact=exact))
    comments = tuple(comment for pool in pools for comment in comments_seen(pool))
    adversary = Adversary(knowledge, tuple(dict.fromkeys(seen)), comments)
    return adversary.verdict(truth=everyone.answers)


def _ask(asked: list[Question], worlds: Worlds) -> tuple[list[Disclosure], list[str]]:
    """First a few worlds at random, which settle almost all; then one question at a time."""
    chance = np.random.default_rng(0)
    for _ in range(_TRIES):
        open_ones = [one for one in asked if not one.settled_by(worlds.values(dict(one.weights)))]
        if not open_ones:
            return [], []
        _explore(open_ones, worlds, chance)
    found, undecided = [], []
    for question in asked:
        try:
            disclosure = _disclosed(question, worlds)
        except Undecided as reason:
            undecided.append(f"{question.kind}: {question.whose} ({reason})")
        else:
            found += [disclosure] if disclosure else []
    return found, undecided


def _explore(open_ones: list[Question], worlds: Worlds, chance: np.random.Generator) -> None:
    objective = np.zeros(len(worlds.system.lowest))
    for question in open_ones:
        columns = [column for column, _ in question.weights]
        objective[columns] += chance.choice([-1.0, 1.0]) * chance.uniform(0.5, 1.5)
    try:
        worlds.extreme(objective)
    except Undecided:
        return


def _disclosed(question: Question, worlds: Worlds) -> Disclosure | None:
    weights = dict(question.weights)
    if question.settled_by(worlds.values(weights)) or worlds.differs(weights):
        return None
    return Disclosure(question.kind, question.whose, worlds.values(weights).pop())
