"""The site under load, on this machine only: saved answers, pages, a round of 10,000 people.

    python -m benchmarks web                       # everything, on SQLite and on PostgreSQL
    python -m benchmarks.web 500 200 sqlite        # 500 answers, a round of 200 people, SQLite

The site runs as in use (``stature serve``), with a folder and a database of its own; the browsers
run here, so they take their share of the machine. A request is timed from the first
byte sent to the last received, which is more than the server's own time.
"""

from __future__ import annotations

import http.client
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from urllib.parse import urlencode

from tests.databases import TemporaryPostgres

from benchmarks.never_lost import CSRF, HOST, START_RESPONSES, TIMEOUT, Site
from benchmarks.saving import forms_needed, invited_forms, open_forms, save_at_once

CLIENTS: Final = 50
A_SECOND: Final = 500
LOOKS: Final = 50
SECONDS_FOR_JOBS: Final = 900
FORM: Final = "application/x-www-form-urlencoded"
BOUNDARY: Final = "stature-benchmark"
OPTIONS: Final = ("--workers", "1", "--web", "2")
ADMINISTRATOR: Final = """
import json, django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from stature.web.accounts.models import Membership, Organisation, Role, User
organisation = Organisation.objects.create(name="Harbour Hotels", slug="harbour")
user = User.objects.create_user("ada@harbour.example", name="Ada")
Membership.objects.create(user=user, organisation=organisation, role=Role.ADMINISTRATOR)
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(json.dumps(session.session_key))
"""
EVERYBODY_ANSWERS: Final = """
import json, sys, django
django.setup()
from django.utils import timezone
from stature.packs import find_pack
from stature.web.planner import refresh_figures_of
from stature.web.programmes.models import Assignment
from stature.web.responses.models import SavedResponse
now, pack = timezone.now(), find_pack("service-commitment")
instrument = pack.instrument
answers = {
    item.code: {side: number % 4 for side in instrument.perspective_ids}
    for number, item in enumerate(instrument.items)
}
asked = list(Assignment.objects.filter(assessment__round=int(sys.argv[1])))
kept = SavedResponse.objects.bulk_create(
    [
        SavedResponse(
            key_sha256=f"{each.pk:064d}", instrument_id=instrument.id,
            instrument_version=instrument.version, instrument_sha256=instrument.sha256,
            texts_sha256=pack.report_texts.sha256, answers=answers, started_at=now, changed_at=now,
            sections_asked=list(instrument.sections_by_code), sealed_at=now,
        )
        for each in asked
    ],
    batch_size=500,
)
for each, response in zip(asked, kept):
    each.response, each.started_at, each.done_at = response, now, now
Assignment.objects.bulk_update(asked, ["response", "started_at", "done_at"], batch_size=300)
refresh_figures_of(Assignment, SavedResponse)  # answers of people come one by one
print(json.dumps(len(asked)))
"""


@dataclass
class Figures:
    """What is measured on one database, told beside what is asked."""

    database: str
    met: bool = True

    def add(self, what: str, value: float, unit: str, asked: float, *, least: bool = False) -> None:
        """One figure; ``least`` when more is better."""
        good = value >= asked if least else value <= asked
        self.met = self.met and good
        bound = "at least" if least else "at most"
        verdict = "ok" if good else "NOT MET"
        print(
            f"{self.database:<11} {what:<44} {value:>9.1f} {unit:<4} {bound:<8} {asked:>6.0f}"
            f"  {verdict}",
            flush=True,
        )


@dataclass
class Reply:
    """What came back, and how long it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def place(self) -> str:
        """Where it leads."""
        return self.headers.get("location", "")


class Browser:
    """One browser on a connection that stays open."""

    def __init__(self, port: int, session: str = "") -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=4 * TIMEOUT)
        self.cookie = f"csrftoken={CSRF}" + (f"; sessionid={session}" if session else "")

    def get(self, path: str) -> Reply:
        """Read a page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, **form: Any) -> Reply:
        """Send a form."""
        body = urlencode({**form, "csrfmiddlewaretoken": CSRF}, doseq=True).encode()
        return self._ask("POST", path, body, {"Content-Type": FORM})

    def send_file(self, path: str, name: str, content: bytes) -> Reply:
        """Send a form with a file."""
        parts = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f"{CSRF}\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; "
            f'name="{name}"; filename="people.csv"\r\nContent-Type: text/csv\r\n\r\n'
        )
        body = parts.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._ask("POST", path, body, kind)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        start = time.perf_counter()
        self.connection.request(method, path, body, {**headers, "Cookie": self.cookie})
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - start
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status} {content[:300]!r}")
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, headers, content, seconds)


def measure_answers(site: Site, figures: Figures, answers: int) -> None:
    """Saved answers a second, and how long the slowest of a hundred takes, on a site in use."""
    needed = CLIENTS * forms_needed(answers // CLIENTS)
    save_at_once(site.port, open_forms(site, CLIENTS), clients=CLIENTS, answers=10 * CLIENTS)
    for what, begin in {"link": invited_forms, "open form": open_forms}.items():
        forms = begin(site, needed)
        a_second, each = save_at_once(site.port, forms, clients=CLIENTS, answers=answers)
        figures.add(f"saved answers, {what}", a_second, "/s", A_SECOND, least=True)
        figures.add(f"a saved answer, {what}, no pause, p99", _p99(each), "ms", 100)
        _, each = save_at_once(
            site.port, forms, clients=CLIENTS, answers=answers, a_second=A_SECOND
        )
        figures.add(f"a saved answer, {what}, {A_SECOND} a second, p99", _p99(each), "ms", 100)


def _p99(seconds: list[float]) -> float:
    """The milliseconds within which 99 in 100 came back."""
    return quantiles(seconds, n=100)[98] * 1000


def measure_page(site: Site, figures: Figures) -> None:
    """The size of a page of the questionnaire, and the time it takes one visitor."""
    key, browser = site.run(START_RESPONSES, "1")[0], Browser(site.port)
    path = browser.get(f"/answer/{key}/").place or f"/answer/{key}/areas/sl/"
    looks = [browser.get(path) for _ in range(LOOKS)]
    figures.add("questionnaire page, size", len(looks[0].body) / 1000, "kB", 50)
    figures.add("questionnaire page", median(each.seconds for each in looks) * 1000, "ms", 30)


class RoundOf:
    """An administrator who sets up a round of many people, runs and releases it."""

    def __init__(self, site: Site, figures: Figures, people: int) -> None:
        self.site, self.figures, self.people = site, figures, people
        self.browser = Browser(site.port, site.run(ADMINISTRATOR))
        self.home = "/o/harbour/"

    def run(self) -> None:
        """Everything, each request timed."""
        imported = self._import()
        round_ = self._set_up(imported)
        self._step("status page", self.browser.get(round_))
        self.site.run(EVERYBODY_ANSWERS, round_.rstrip("/").rpartition("/")[2])
        self._step("status page, all done", self.browser.get(round_))
        self._step("closing", self.browser.post(f"{round_}close/"))
        self._step("release page", self.browser.get(f"{round_}release/"))
        self._step("release", self.browser.post(f"{round_}release/"))
        self._step("release page, under way", self.browser.get(f"{round_}release/"))

    def _import(self) -> str:
        reply = self.browser.send_file(f"{self.home}people/import/", "table", table(self.people))
        preview = self._step("import: the table", reply).place
        shown = self._wait("import: preview", preview, lambda each: b'name="seen"' in each.body)
        found = re.search(rb'name="seen" value="([^"]*)"', shown.body)
        assert found
        seen = found[1].decode()
        self._step("import: confirming", self.browser.post(preview, seen=seen))
        done = self._wait("import: waiting", preview, lambda each: bool(each.place)).place
        self._step("import: what was done", self.browser.get(done))
        self._step("list of people", self.browser.get(f"{self.home}people/?q=reed+17"))
        return done.rstrip("/").rpartition("/")[2]

    def _set_up(self, imported: str) -> str:
        begun = self.browser.post(f"{self.home}programmes/new/", template="self-profile")
        purpose = self._step("set-up: programme", begun).place
        round_ = purpose.partition("set-up/")[0]
        send = self.browser.post(purpose, title="Leaders", purpose="development")
        self._step("set-up: purpose", send)
        take = f"{round_}participants/import/{imported}/"
        self._step("set-up: looking at the people", self.browser.get(take))
        self._step("set-up: taking the people", self.browser.post(take))
        self._wait("set-up: who takes part", f"{round_}set-up/people/", self._has_everybody)
        plan = {
            "closes_on": (date.today() + timedelta(days=20)).isoformat(),
            "languages": ["en-gb"],
            "first_reminder_days": 7,
            "second_reminder_days": 2,
            "manager_sees_report": "no",
            "administrators_see_reports": "no",
            "release_at_once": "no",
        }
        self._step("set-up: plan", self.browser.post(f"{round_}set-up/plan/", **plan))
        self._step("set-up: check", self.browser.get(f"{round_}set-up/check/"))
        self._step("set-up: opening", self.browser.post(f"{round_}open/"))
        return round_

    def _has_everybody(self, reply: Reply) -> bool:
        pages = -(-self.people // 50)
        return f"of {pages}<".encode() in reply.body or pages == 1

    def _wait(self, what: str, path: str, is_done: Any) -> Reply:
        """Ask for a page until the job behind it is done; its slowest request counts."""
        deadline, slowest = time.monotonic() + SECONDS_FOR_JOBS, 0.0
        while True:
            reply = self.browser.get(path)
            slowest = max(slowest, reply.seconds)
            if is_done(reply):
                self._note(what, slowest)
                return reply
            if time.monotonic() > deadline:
                raise RuntimeError(f"{what}: the job at {path} did not end.")
            time.sleep(1)

    def _step(self, what: str, reply: Reply) -> Reply:
        self._note(what, reply.seconds)
        return reply

    def _note(self, what: str, seconds: float) -> None:
        self.figures.add(f"{self.people:,} people: {what}", seconds * 1000, "ms", 1000)


def table(people: int) -> bytes:
    """A table of made-up people."""
    return "\r\n".join(islice(_rows(), people + 1)).encode()


def _rows() -> Iterator[str]:
    yield "FirstName,LastName,Email,UniqueIdentifier"
    number = 0
    while True:
        number += 1
        yield f"Ann{number},Reed,ann{number}@harbour.example,{number}"


def run(database: str, *, answers: int, people: int) -> Figures:
    """Measure everything on one database."""
    figures = Figures(database)
    with tempfile.TemporaryDirectory(prefix="stature-web-") as folder:
        server = TemporaryPostgres(durable=True) if database == "postgresql" else None
        try:
            if server:
                server.start()
            site = Site(Path(folder), server, *OPTIONS)
            site.environment["STATURE_EMAIL_BACKEND"] = (
                "django.core.mail.backends.dummy.EmailBackend"
            )
            _run(site, figures, answers, people)
        finally:
            if server:
                server.stop()
    return figures


def _run(site: Site, figures: Figures, answers: int, people: int) -> None:
    site.start()
    try:
        measure_page(site, figures)
        measure_answers(site, figures, answers)
        RoundOf(site, figures, people).run()
    finally:
        site.stop()


def main(answers: int = 10_000, people: int = 10_000, *databases: str) -> None:
    """Print the figures as they come; ends with 1 when one is not as asked."""
    found = [
        run(each, answers=answers, people=people) for each in databases or ("sqlite", "postgresql")
    ]
    if not all(figures.met for figures in found):
        raise SystemExit(1)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*(int(each) for each in given if each.isdigit()), *(e for e in given if not e.isdigit()))
