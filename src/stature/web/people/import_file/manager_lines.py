"""Who reports to whom, kept free of circles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Node = int | str
MOST_LEVELS: Final = 40


class ManagerLines:
    """The manager of each person. A manager that would close a circle is not taken."""

    def __init__(self, managers: Mapping[int, int | None]) -> None:
        self._managers: dict[Node, Node] = {
            pk: manager for pk, manager in managers.items() if manager is not None
        }

    def manager_of(self, node: Node) -> Node | None:
        """The manager of somebody, if there is one."""
        return self._managers.get(node)

    def add(self, node: Node, manager: Node) -> bool:
        """Give somebody a manager. False where the line up from there comes back, or is too long.

        The bound on levels also bounds the work that a hostile table can make.
        """
        above: Node | None = manager
        for _level in range(MOST_LEVELS):
            if above is None:
                self._managers[node] = manager
                return True
            if above == node:
                return False
            above = self._managers.get(above)
        return False
