"""Keeps processes running: starts them, starts a dead one again, and stops all in the end."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Sequence
from typing import Final

LOG = logging.getLogger("stature.supervisor")
SECONDS_BETWEEN_LOOKS: Final = 0.5
SHORTEST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
SECONDS_TO_STOP: Final = 20


class Supervisor:
    """Keeps ``count`` processes of one command running beside this process."""

    def __init__(self, command: Sequence[str], *, count: int) -> None:
        self.command, self.count = list(command), count
        self.processes: list[subprocess.Popen[bytes]] = []
        self.pause = SHORTEST_PAUSE
        self.stopped = threading.Event()
        self.watch = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Supervisor:
        """Start all processes, and watch them."""
        self.processes = [self._start() for _ in range(self.count)]
        self.watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Ask all to stop, and end those that do not in time: what they had at hand is kept."""
        self.stopped.set()
        self.watch.join()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            self._wait_for(process)

    def _watch(self) -> None:
        while not self.stopped.wait(SECONDS_BETWEEN_LOOKS):
            dead = [each for each in self.processes if each.poll() is not None]
            if dead:
                self._replace(dead)
            else:
                self.pause = max(SHORTEST_PAUSE, self.pause * 0.99)

    def _replace(self, dead: list[subprocess.Popen[bytes]]) -> None:
        """Start dead ones again, at growing distances, so that a fault at the start is no storm."""
        for process in dead:
            LOG.warning("a worker ended (%s); another one starts", process.returncode)
        if self.stopped.wait(self.pause):
            return
        self.pause = min(LONGEST_PAUSE, self.pause * 2)
        self.processes = [self._start() if each in dead else each for each in self.processes]

    def _start(self) -> subprocess.Popen[bytes]:
        """A process in a session of its own: Ctrl-C reaches it through this one only."""
        return subprocess.Popen(self.command, start_new_session=True, stdin=subprocess.DEVNULL)

    def _wait_for(self, process: subprocess.Popen[bytes]) -> None:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
