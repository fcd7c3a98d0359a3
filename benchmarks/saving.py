"""Saved answers a second: many people answer at once, by personal links and by the open form.

The load comes from one thread that speaks just enough HTTP, so that the site has the machine. Each
of the clients sends its next answer when the one before is acknowledged: at once, or when its turn
has come, where so many answers a second are asked for.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from itertools import product
from math import inf
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.never_lost import CSRF, HOST, START_RESPONSES, Site
from stature.packs import find_pack

# People of an open round who have begun, each in a browser of their own.
START_INVITED: Final = """
import json, sys, time, django
django.setup()
from datetime import timedelta
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from stature.web.accounts.models import Organisation
from stature.web.answering.services import start_answering
from stature.web.answering.visits import BOUND
from stature.web.people.models import Person
from stature.web.programmes import services
from stature.web.programmes.links import issue_link
harbour = Organisation.objects.create(name="Harbour Hotels", slug="harbour-saving")
programme = services.create_programme(
    organisation=harbour, template="self-profile", title="Leaders", purpose="development"
)
round_ = programme.rounds.get()
assessments = [
    services.add_participant(
        round=round_,
        person=Person.objects.create(organisation=harbour, email=f"saver{n}@harbour.example"),
    )
    for n in range(int(sys.argv[1]))
]
last = timezone.localdate() + timedelta(days=9)
services.change_plan(round=round_, closes_on=last, languages=["en-gb"])
services.open_round(round=round_)
told = []
for assessment in assessments:
    own = assessment.assignments.get(relationship="self")
    start_answering(assignment_id=own.pk, statement="Told.")
    session = SessionStore()
    session[BOUND] = [own.pk]
    session.create()
    told.append([issue_link(own), session.session_key])
from django_q.models import OrmQ
while OrmQ.objects.exists():  # the worker is still writing invitations
    time.sleep(0.2)
print(json.dumps(told))
"""


@dataclass
class Saver:
    """One browser with forms to fill: for each an address to save at, and its cookies."""

    port: int
    forms: list[tuple[str, str]]
    seconds: list[float] = field(default_factory=list)

    async def save(self, answers: int, *, first: float, every: float) -> None:
        """Send so many answers, one after the other, the first at a time, then one in a while.

        Raises RuntimeError when one is not kept.
        """
        reader, writer = await asyncio.open_connection(HOST, self.port)
        for number, request in enumerate(self._requests(answers)):
            await asyncio.sleep(first + number * every - time.perf_counter())
            start = time.perf_counter()
            writer.write(request)
            await _acknowledged(reader)
            self.seconds.append(time.perf_counter() - start)
        writer.close()

    def _requests(self, answers: int) -> list[bytes]:
        asked = find_pack("service-commitment").instrument
        places = product(self.forms, asked.items, asked.perspective_ids)
        return [
            _request(form, item.code, perspective, number % 4)
            for number, (form, item, perspective) in zip(range(answers), places, strict=False)
        ]


def _request(form: tuple[str, str], item: str, perspective: str, answer: int) -> bytes:
    address, cookies = form
    given = {"item": item, "perspective": perspective, "answer": answer}
    body = urlencode(given | {"csrfmiddlewaretoken": CSRF})
    return (
        f"POST {address} HTTP/1.1\r\nHost: {HOST}\r\nCookie: csrftoken={CSRF}{cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def _acknowledged(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    body = await reader.readexactly(length)
    if body != b'{"saved": true}':
        raise RuntimeError(f"not saved: {head.splitlines()[0]!r} {body[:200]!r}")


def open_forms(site: Site, number: int) -> list[tuple[str, str]]:
    """Forms of the open profile, that nobody was invited to."""
    return [(f"/answer/{key}/answers/", "") for key in site.run(START_RESPONSES, str(number))]


def invited_forms(site: Site, number: int) -> list[tuple[str, str]]:
    """Forms of people who were invited by a personal link."""
    return [
        (f"/a/{key}/answers/", f"; sessionid={session}")
        for key, session in site.run(START_INVITED, str(number))
    ]


def forms_needed(answers: int) -> int:
    """How many forms a client fills to give so many answers."""
    asked = find_pack("service-commitment").instrument
    return -(-answers // (len(asked.items) * len(asked.perspective_ids)))


def save_at_once(
    port: int, forms: list[tuple[str, str]], *, clients: int, answers: int, a_second: float = inf
) -> tuple[float, list[float]]:
    """Everybody saves at once: saved answers a second, and the seconds that each took.

    ``a_second``: how many all of them together send; without it, as many as the site takes.
    """
    each, every = len(forms) // clients, clients / a_second
    savers = [Saver(port, forms[n * each : (n + 1) * each]) for n in range(clients)]

    async def everybody(start: float) -> Any:
        turns = (start + every * n / clients for n in range(clients))
        saving = zip(savers, turns, strict=True)
        return await asyncio.gather(
            *(saver.save(answers // clients, first=turn, every=every) for saver, turn in saving)
        )

    start = time.perf_counter()
    asyncio.run(everybody(start))
    took = [seconds for saver in savers for seconds in saver.seconds]
    return len(took) / (time.perf_counter() - start), took
