"""Saving by what this process remembers of those who answer.

Who answers once, answers again: the facts that let the first answer in are remembered, and the next
one is written by one statement that looks whether all of them still hold. Where one does not, that
statement changes nothing, and everything is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Expression
from django.utils import timezone

from stature.web.keys import hash_of_key
from stature.web.prepared import PreparedUpdate
from stature.web.responses.asked import Asked, asked_by_key
from stature.web.responses.fitting import AnswerRefusedError, Answers, check_answers
from stature.web.responses.services import is_translation_noted, merging, save_answers

MOST_REMEMBERED: Final = 20_000


@dataclass(frozen=True)
class Known:
    """What a response asks for, and the facts under which it may be written."""

    asked: Asked
    facts: Mapping[str, Any]


class RememberingSaver:
    """Saves the answers of those who come one way, each way with its own conditions.

    ``build_conditions`` gives what must hold besides that the response is open. Their parameters
    are the facts, and ``now``.
    """

    def __init__(self, build_conditions: Callable[[], tuple[Expression, ...]] = tuple) -> None:
        self._update = PreparedUpdate(lambda: merging(*build_conditions()))
        self._known: dict[Hashable, Known] = {}

    def save(self, who: Hashable, answers: Answers, find: Callable[[], Known]) -> None:
        """Keep answers of somebody; ``find`` reads what is known of them.

        Raises what ``find`` and ``save_answers`` do.
        """
        remembered = self._known.get(who)
        if remembered is None or not self._is_kept(remembered, answers):
            known = find()
            save_answers(asked=known.asked, answers=answers)
            self._remember(who, known)

    def _is_kept(self, known: Known, answers: Answers) -> bool:
        """Whether the answers fit what is remembered, and all of that still held."""
        if not is_translation_noted(known.asked):
            return False
        try:
            check_answers(known.asked, answers)
        except AnswerRefusedError:
            return False
        now = timezone.now()
        return self._update.run(pk=known.asked.pk, given=answers, now=now, **known.facts) == 1

    def _remember(self, who: Hashable, known: Known) -> None:
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[who] = known


def save_by_key(key: str, answers: Answers) -> None:
    """Keep answers of somebody who has a response's key.

    Raises SavedResponse.DoesNotExist for a stranger, and what ``save_answers`` does.
    """
    _BY_KEY.save(hash_of_key(key), answers, lambda: Known(asked_by_key(key), {}))


_BY_KEY: Final = RememberingSaver()
