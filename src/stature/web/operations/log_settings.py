"""What is logged, and in which form: plain lines, or JSON for machines (``STATURE_LOG=json``).

A log is read by people who may not read answers. So it holds no answers, keys or e-mail addresses:
requests are named by the pattern of their address, errors by their kind and place without their
words, and what still looks like a key or an address is taken out.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import format_tb
from types import TracebackType
from typing import Any, Final

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
PLAIN_KEY: Final = r"(?=[\w-]*[0-9A-Z])[\w-]{20,}(?:\.[\w-]{20,})*"
SIGNED_KEY: Final = r"[\w.-]*:[\w:.-]{20,}"  # as Django signs: value, time and signature
KEY: Final = re.compile(rf"(?<=[/=])(?:{SIGNED_KEY}|{PLAIN_KEY})")
EMAIL_ADDRESS: Final = re.compile(r"[^\s@<>'\"(=]{1,254}@[^\s@<>'\")]+\.\w+")
FIELDS: Final = ("method", "view", "status", "ms")

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def without_secrets(text: str) -> str:
    """The text without keys and e-mail addresses."""
    return EMAIL_ADDRESS.sub("(address)", KEY.sub("(key)", text))


class PlainLines(logging.Formatter):
    """Lines for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, with the place of an error under it."""
        return without_secrets(super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Where the error arose and its kind. Its words may hold answers, so they stay out."""
        return _kind_and_place(ei)


class JsonLines(PlainLines):
    """One JSON object a line, for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def log_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's setting: errors only, unless JSON is asked for or another level."""
    as_json = environment.get("STATURE_LOG") == "json"
    level = environment.get("STATURE_LOG_LEVEL", "INFO" if as_json else "ERROR").upper()
    formatter = JsonLines if as_json else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "level": level}
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": level, "propagate": False},
            "django.request": {"level": "ERROR"},
            "django.db.backends": {"level": "WARNING"},
            "django-q": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "stature": {"handlers": ["stderr"], "level": level, "propagate": False},
        },
    }


def _kind_and_place(info: ErrorInfo) -> str:
    kind, _error, trace = info
    return "".join(format_tb(trace)) + f"{kind.__module__}.{kind.__qualname__}"
