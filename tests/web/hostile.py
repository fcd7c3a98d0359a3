"""Hostile posts to every address of the site: what no browser would ever send.

Everything is drawn from one seed, and each post from its own number under it, so that a post that
does harm can be sent again: ``HostilePost(seed, number)``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote_plus

from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY

World = tuple[dict[str, Client], list[str]]
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = f"multipart/form-data; boundary={BOUNDARY}"
# The names of fields that the site reads somewhere, so that a post gets past the first look.
NAMES: Final = (
    *("email", "name", "first_name", "last_name", "identifier", "language", "unit", "manager"),
    *("role", "roles", "contact_email", "title", "purpose", "template", "closes_on", "languages"),
    *("first_reminder_days", "second_reminder_days", "manager_sees_report", "release_at_once"),
    "administrators_see_reports",
    *("item", "perspective", "answer", "SL-1.individual", "SL-1.organisation", "comment", "areas"),
    *("sections", "login", "password", "password1", "password2", "code", "credential", "next"),
    *("scopes", "days", "table", "q", "page", "people", "person", "participant", "relationship"),
    *("action", "consent", "choice", "state", "csrfmiddlewaretoken", "sha256", "note", "search"),
)
VALUES: Final = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "2",
        "9" * 20,
        "9" * 400,
        "1e999",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
    ),
    *("\0", "a\0b", "\x1b[31m", "\r\nSet-Cookie: a=b", "%00", "%s%n", "{{7*7}}", "${jndi:x}"),
    *("' OR 1=1 --", '"; DROP TABLE x; --', "<script>alert(1)</script>", "=cmd|'/c calc'!A0"),
    *("../../../etc/passwd", "//evil.example/", "javascript:alert(1)", "https://evil.example"),
    *("\u202e\u2066", "\ufeff", "e\u0301" * 50, "\U0001f600" * 30, "\uffff", "İ", "ß", "ﷺ"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "-0001-01-01", "31/31/31", "1" * 5000),
    *("a@b", "a@b.example", "@", f"{'a' * 300}@b.example", "A@B.example\0", "development", "en-gb"),
    *("self-profile", "peer", "administrator", "people:read", "individual", "SL-1", "self"),
)
BYTES: Final = (
    b"",
    b"\0" * 100,
    b"\xff\xfe\x00",
    b"%",
    b"%%%=%%%&=&&=",
    b"a=%FF%FE&b=%C0%AF",
    b"&" * 5000,
    b"=" * 5000,
    b"a=1&" * 1000,
    b"email=" + b"a" * 63_000,
    b"x" * 70_000,
    b"[" * 30_000,
    b'{"a":' * 5_000,
    b"{",
    b"null",
    b'"\\ud800"',
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
)
CONTENT_TYPES: Final = (
    FORM,
    f"{FORM}; charset=utf-7",
    f"{FORM}; charset=no-such-charset",
    f"{FORM}; charset=utf-16",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    f"multipart/form-data; boundary={'b' * 300}",
    MULTIPART,
    f"{MULTIPART}; charset=\xff",
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "text/xml",
    "image/png",
    "",
    "/",
    ";;;",
    "a" * 1000,
)
FILE_NAMES: Final = ("a.csv", "../../a.csv", "a.xlsx", "a\0.csv", "", "a" * 400, 'a".csv', "a.exe")
FILES: Final = (
    b"",
    b"FirstName,LastName,Email\r\nA,B,a@b.example\r\n",
    b"Email\r\n=1+1\r\n\0\r\n",
    b"\xff\xfeE\0m\0",
    b'Email\n"' + b"a" * 5000,
    b"Email," * 5000,
    b"PK\x03\x04" + b"\0" * 500,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"Email\n" + b"a@b.example\n" * 500,
)
HEADERS: Final[tuple[dict[str, str], ...]] = (
    {},
    {},
    {},
    {"accept-language": "zz-ZZ-" + "x" * 500},
    {"x-requested-with": "XMLHttpRequest", "accept": "application/json"},
    {"referer": "https://evil.example/"},
    {"x-forwarded-for": "1.2.3.4, \0"},
    {"cookie": "sessionid=\0; csrftoken=" + "a" * 5000},
    {"authorization": "Bearer stature_" + "\xe9" * 50},
    {"content-length": "0"},
    {"content-encoding": "gzip"},
)


@dataclass(frozen=True)
class HostilePost:
    """One post, the same each time for the same seed and number."""

    seed: int
    number: int

    @property
    def parts(self) -> tuple[bytes, str, dict[str, str]]:
        """The body, its content type, and headers."""
        chance = random.Random(f"{self.seed} {self.number}")
        make = chance.choice((_form, _form, _form, _multipart, _raw, _json))
        body, content_type = make(chance)
        return body, content_type, chance.choice(HEADERS)

    def send(self, client: Client, path: str) -> int:
        """Post it; the status that comes back, or 500 where an error came out."""
        body, content_type, headers = self.parts
        client.raise_request_exception = False
        try:
            reply = client.generic("POST", path, body, content_type, headers=headers)
        except Exception:  # even the page that tells of a fault failed
            return 500
        return int(reply.status_code)


def hostile_posts(seed: int, count: int, start: int = 0) -> Iterator[HostilePost]:
    """Posts of a seed."""
    return (HostilePost(seed, number) for number in range(start, start + count))


def harm_of(make_world: Callable[[], World], *, seed: int, count: int) -> list[str]:
    """Send posts, to each address by each client in turn; those that were answered with 5xx.

    Each turn begins with the same world, because posts close rounds and remove people.
    """
    harm: list[str] = []
    number = 0
    while number < count:
        with transaction.atomic():
            clients, paths = make_world()
            pairs = [(who, client, path) for path in paths for who, client in clients.items()]
            random.Random(f"{seed} {number}").shuffle(pairs)
            for who, client, path in pairs[: count - number]:
                post = HostilePost(seed, number)
                status = post.send(client, path)
                if status >= 500:
                    harm.append(f"{status}: {post} by {who} to {path}")
                number += 1
            transaction.set_rollback(True)
    return harm


def _value(chance: random.Random) -> str:
    if chance.random() < 0.15:
        points = (chance.choice((0x7F, 0x7FF, 0xD7FF)) for _ in range(chance.randrange(60)))
        return "".join(chr(chance.randrange(point)) for point in points)
    return chance.choice(VALUES)


def _fields(chance: random.Random) -> list[tuple[str, str]]:
    names = [*NAMES, "__proto__", "a[0]", "a.b.c", "\0", "é" * 40]
    return [(chance.choice(names), _value(chance)) for _ in range(chance.randrange(14))]


def _form(chance: random.Random) -> tuple[bytes, str]:
    encoding = chance.choice(("utf-8", "utf-8", "utf-16", "latin-1"))
    body = "&".join(
        f"{quote_plus(name, encoding=encoding, errors='replace')}"
        f"={quote_plus(value, encoding=encoding, errors='replace')}"
        for name, value in _fields(chance)
    )
    return body.encode(), FORM


def _multipart(chance: random.Random) -> tuple[bytes, str]:
    lines = bytearray()
    for name, value in _fields(chance):
        lines += _part(f'name="{name}"', value.encode())
    for _ in range(chance.randrange(3)):
        place = f'name="{chance.choice(NAMES)}"; filename="{chance.choice(FILE_NAMES)}"'
        lines += _part(place, chance.choice(FILES), chance.choice(("text/csv", "", "a/b; c=\xff")))
    lines += f"--{BOUNDARY}--\r\n".encode()
    cut = len(lines) if chance.random() < 0.8 else chance.randrange(len(lines))
    return bytes(lines[:cut]), MULTIPART


def _part(place: str, content: bytes, content_type: str = "") -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {place}\r\n"
    if content_type:
        head += f"Content-Type: {content_type}\r\n"
    return head.encode("utf-8", "replace") + b"\r\n" + content + b"\r\n"


def _raw(chance: random.Random) -> tuple[bytes, str]:
    return chance.choice(BYTES), chance.choice(CONTENT_TYPES)


def _json(chance: random.Random) -> tuple[bytes, str]:
    def something(depth: int) -> Any:
        kind = chance.randrange(6 if depth < 4 else 3)
        if kind < 2:
            return _value(chance)
        if kind == 2:
            return chance.choice((None, True, -1, 10**30, 1.5, float("nan")))
        if kind == 3:
            return [something(depth + 1) for _ in range(chance.randrange(4))]
        return {chance.choice(NAMES): something(depth + 1) for _ in range(chance.randrange(5))}

    return json.dumps(something(0)).encode(), "application/json"
