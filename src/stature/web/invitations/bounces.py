"""Reading delivery status notifications (RFC 3464): which e-mail came back, and why.

Whoever can write to the mailbox can send anything, so every limit here is small and every part is
read as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message as MailMessage
from email.parser import HeaderParser
from typing import Final

LARGEST: Final = 256 * 1024
MOST_PARTS: Final = 50
MESSAGE_ID = re.compile(r"<[^<>\s]{3,118}>")
RETURNED: Final = ("message/rfc822", "text/rfc822-headers", "message/global-headers")


class NotADeliveryReportError(ValueError):
    """An e-mail is too large, or tells nothing that can be read about another e-mail."""


@dataclass(frozen=True)
class Bounce:
    """The Message-ID of an e-mail that came back for good, and the reason given."""

    message_id: str
    problem: str


def read_bounce(content: bytes) -> Bounce | None:
    """What a delivery status notification tells, or None when the e-mail did not fail for good.

    Raises NotADeliveryReportError for everything else.
    """
    if len(content) > LARGEST:
        raise NotADeliveryReportError(f"the e-mail is larger than {LARGEST // 1024} kB.")
    if content.lower().count(b"boundary") > MOST_PARTS:  # deep nesting takes long to read
        raise NotADeliveryReportError("the e-mail has too many parts.")
    try:
        parts = list(_parts(message_from_bytes(content, policy=policy.compat32)))
        report = next(each for each in parts if _is_report(each))
        returned = next(each for each in parts if each.get_content_type() in RETURNED)
        return _bounce(report, returned)
    except (RecursionError, StopIteration, LookupError, ValueError, AttributeError, TypeError):
        raise NotADeliveryReportError("the e-mail is no delivery report on another.") from None


def _parts(mail: MailMessage) -> Iterator[MailMessage]:
    """The parts that lie side by side in the e-mail; what is nested deeper is left alone."""
    payload = mail.get_payload()
    if not isinstance(payload, list):
        return
    yield from (part for part in payload[:MOST_PARTS] if isinstance(part, MailMessage))


def _is_report(part: MailMessage) -> bool:
    return part.get_content_type() in ("message/delivery-status", "message/global-delivery-status")


def _bounce(report: MailMessage, returned: MailMessage) -> Bounce | None:
    failed = [fields for fields in _parts(report) if _field(fields, "Action").lower() == "failed"]
    if not failed:
        return None
    words = (_field(failed[0], name) for name in ("Status", "Diagnostic-Code"))
    found = MESSAGE_ID.search(_message_id_of(returned))
    if found is None:
        raise ValueError
    return Bounce(found.group(), " ".join(filter(None, words)))


def _message_id_of(returned: MailMessage) -> str:
    payload = returned.get_payload()
    inner = payload[0] if isinstance(payload, list) else HeaderParser().parsestr(str(payload))
    return _field(inner, "Message-ID")


def _field(fields: MailMessage, name: str) -> str:
    return " ".join(str(fields.get(name, "")).split())
