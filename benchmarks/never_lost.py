"""Answers posted while processes are killed: none that was acknowledged may be missing.

    python -m benchmarks lost             # 10,000 answers, 50 clients, 20 kills, on both databases
    python -m benchmarks.never_lost 2000 postgresql

The site runs as in use (``stature serve``). SIGKILL hits in turn the web process, the worker, on
PostgreSQL the whole server, and everything at once; what nobody restarts by itself is started
again. A client that gets no answer, or a fault, sends the same answer until it is told "saved".
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice, product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from tests.databases import TemporaryPostgres

from stature.packs import find_pack

HOST: Final = "127.0.0.1"
CSRF: Final = "a" * 32
TIMEOUT: Final = 15
PAUSE: Final = 0.1
SECONDS_TO_START: Final = 90
LONGEST_RUN: Final = 1200
SERVE: Final = "from stature.cli.main import main; main()"
START_RESPONSES: Final = """
import json, sys, django
django.setup()
from stature.web.responses.services import start_response
from stature.packs import find_pack
areas = list(find_pack("service-commitment").instrument.sections_by_code)
print(json.dumps([start_response(sections=areas) for _ in range(int(sys.argv[1]))]))
"""
READ_RESPONSES: Final = """
import json, django
django.setup()
from stature.web.responses.models import SavedResponse
print(json.dumps(dict(SavedResponse.objects.values_list("key_sha256", "answers"))))
"""

Question = tuple[str, str]


@dataclass
class Outcome:
    """What a run showed."""

    database: str
    acknowledged: int = 0
    missing: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        kills = ", ".join(f"{what} {count}" for what, count in sorted(self.kills.items()))
        return (
            f"{self.database}: {self.acknowledged:,} answers acknowledged, {len(self.missing)} of "
            f"them missing; {self.kills.total()} kills ({kills}); {self.sent_again:,} sent again; "
            f"{self.seconds:.0f} s"
        )


class Site:
    """The site in its own processes, and how to kill them."""

    def __init__(self, folder: Path, server: TemporaryPostgres | None, *options: str) -> None:
        self.folder, self.server, self.options = folder, server, options
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port: int = free.getsockname()[1]
        unwanted = ("STATURE", "DATABASE_URL", "DJANGO", "PROMETHEUS")
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(unwanted)
        } | {"STATURE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "stature.web.project.settings"}
        if server:
            self.environment["DATABASE_URL"] = server.url
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, "serve", "--port", str(self.port), *self.options],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-3000:])
            time.sleep(PAUSE)

    def run(self, code: str, *arguments: str) -> Any:
        """Run some code with the site's settings; what it prints, read as JSON."""
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def kill(self, what: str) -> None:
        """Kill one kind of process, and start again what does not start by itself."""
        if what == "database":
            assert self.server
            self.server.kill()
            self.server.start()
        elif what == "everything":
            self._kill_everything()
            if self.server:
                self.server.kill()
                self.server.start()
            self.start()
        else:
            for pid in self._wait_for(what):
                _kill(pid)

    def stop(self) -> None:
        """Stop in peace."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self._kill_everything()

    @property
    def victims(self) -> tuple[str, ...]:
        """What can be killed."""
        return ("web", "worker", *(["database"] if self.server else []), "everything")

    def _wait_for(self, what: str) -> list[int]:
        """The processes of a kind, as soon as there are some: a kill must hit something."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not (found := self.find(what)):
            if time.monotonic() > deadline:
                raise RuntimeError(f"there is no {what} to kill")
            time.sleep(PAUSE)
        return found

    def find(self, what: str) -> list[int]:
        """The web processes or the workers."""
        assert self.process
        found = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        mark = "spawn_main" if what == "web" else "launch import work"
        return [int(line.split()[0]) for line in found.stdout.splitlines() if mark in line]

    def _kill_everything(self) -> None:
        assert self.process
        for pid in (*self.find("web"), *self.find("worker"), self.process.pid):
            _kill(pid)
        self.process.wait()

    def answers(self) -> bool:
        """Whether the site answers."""
        try:
            connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
            connection.request("GET", "/health/live")
            return connection.getresponse().status == 200
        except OSError:
            return False


class Client:
    """One browser that gives its answers one after the other, and insists on each."""

    def __init__(self, port: int, questions: list[tuple[str, Question, int]]) -> None:
        self.port, self.questions = port, questions
        self.acknowledged: dict[tuple[str, Question], int] = {}
        self.sent_again = 0
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Send every answer until it is acknowledged."""
        deadline = time.monotonic() + LONGEST_RUN
        for key, question, answer in self.questions:
            while not self._is_saved(key, question, answer):
                if time.monotonic() > deadline:
                    return
                self.sent_again += 1
                time.sleep(PAUSE)
            self.acknowledged[key, question] = answer

    def _is_saved(self, key: str, question: Question, answer: int) -> bool:
        item, perspective = question
        form = {"item": item, "perspective": perspective, "answer": answer}
        try:
            return self._post(f"/answer/{key}/answers/", form)
        except (OSError, http.client.HTTPException):
            self.connection = None
            return False

    def _post(self, path: str, form: dict[str, Any]) -> bool:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        self.connection.request(
            "POST",
            path,
            urlencode(form | {"csrfmiddlewaretoken": CSRF}),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"csrftoken={CSRF}",
            },
        )
        response = self.connection.getresponse()
        body = response.read()
        if 400 <= response.status < 500:
            raise RuntimeError(f"refused with {response.status}: {body[:200]!r}")
        return response.status == 200 and json.loads(body) == {"saved": True}


def run(database: str, *, answers: int, clients: int, kills: int) -> Outcome:
    """Post the answers while processes are killed, then compare with what is in the database."""
    outcome, start = Outcome(database), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="stature-lost-") as folder:
        server = TemporaryPostgres(durable=True) if database == "postgresql" else None
        try:
            if server:
                server.start()
            _run(Site(Path(folder), server), outcome, answers, clients, kills)
        finally:
            if server:
                server.stop()
    outcome.seconds = time.monotonic() - start
    return outcome


def _run(site: Site, outcome: Outcome, answers: int, clients: int, kills: int) -> None:
    site.start()
    try:
        everybody = _clients(site, answers, clients)
        with ThreadPoolExecutor(clients) as browsers:
            sending = [browsers.submit(client.run) for client in everybody]
            _kill_in_turn(site, outcome, everybody, answers, kills)
            for each in sending:
                each.result()
    finally:
        site.stop()
    kept = site.run(READ_RESPONSES)
    for client in everybody:
        outcome.sent_again += client.sent_again
        outcome.acknowledged += len(client.acknowledged)
        outcome.missing += missing(client.acknowledged, lambda key: kept[_hash(key)])


def missing(
    acknowledged: Mapping[tuple[str, Question], int],
    kept: Callable[[str], Mapping[str, Mapping[str, Any]]],
) -> list[str]:
    """The acknowledged answers that are not as they were sent; ``kept`` gives those of a key."""
    return [
        f"{key[:6]} {item} {perspective}"
        for (key, (item, perspective)), answer in acknowledged.items()
        if kept(key).get(item, {}).get(perspective) != answer
    ]


def _kill_in_turn(
    site: Site, outcome: Outcome, everybody: list[Client], answers: int, kills: int
) -> None:
    """Spread the kills over the answers: the next one comes when its share is acknowledged."""
    for number in range(kills):
        while sum(len(each.acknowledged) for each in everybody) < answers * (number + 0.5) / kills:
            time.sleep(0.02)
        victim = site.victims[number % len(site.victims)]
        site.kill(victim)
        outcome.kills[victim] += 1


def _clients(site: Site, answers: int, clients: int) -> list[Client]:
    instrument = find_pack("service-commitment").instrument
    questions = list(product([item.code for item in instrument.items], instrument.perspective_ids))
    each = -(-answers // clients)
    forms = -(-each // len(questions))
    keys = site.run(START_RESPONSES, str(forms * clients))
    return [
        Client(site.port, list(islice(_answers(mine, questions), each)))
        for mine in (keys[start : start + forms] for start in range(0, len(keys), forms))
    ]


def _answers(keys: list[str], questions: list[Question]) -> Iterator[tuple[str, Question, int]]:
    """Each question of each form once, with answers that look different everywhere."""
    for number, (key, question) in enumerate(product(keys, questions)):
        yield key, question, (number + ord(key[0])) % 4


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def main(answers: int = 10_000, *databases: str) -> None:
    """Print what each database kept; ends with 1 when an acknowledged answer is missing."""
    threading.stack_size(256 * 1024)
    outcomes = [
        run(each, answers=answers, clients=50, kills=20)
        for each in databases or ("sqlite", "postgresql")
    ]
    print(*outcomes, sep="\n")
    if any(outcome.missing or outcome.acknowledged < answers for outcome in outcomes):
        raise SystemExit(1)


if __name__ == "__main__":
    main(*(int(each) if each.isdigit() else each for each in sys.argv[1:]))
