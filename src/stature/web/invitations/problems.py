"""What went wrong with an e-mail, in words that can be kept and shown."""

from __future__ import annotations

import re
import smtplib
from typing import Final

LONGEST: Final = 200
KEY = re.compile(r"(/(?:a|stop|answer|join)/)[\w=-]{12,}")
NOT_PRINTABLE = re.compile(r"[^\x20-\x7e\xa1-\u2fff\u3000-\ud7ff]+")
PERMANENT: Final = 500


def kept_words(text: str) -> str:
    """Text from another server, cut to size: no control characters, and no key of a link.

    Servers may quote the e-mail that they refuse, and with it the address of a link.
    """
    return KEY.sub(r"\1(key)", NOT_PRINTABLE.sub(" ", text)).strip()[:LONGEST]


def in_words(error: Exception) -> str:
    """What is kept of an error at sending."""
    answer = server_answer(error)
    if answer:
        code, words = answer
        return kept_words(f"{code} {words}")
    return kept_words(f"{type(error).__name__}: {error}")


def is_about_one_mail(error: Exception) -> bool:
    """Whether the server, or our own check, refused this e-mail; others may still go through."""
    refused = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
    return isinstance(error, (*refused, smtplib.SMTPNotSupportedError, ValueError))


def is_permanent(error: Exception) -> bool:
    """Whether sending the same e-mail again would be refused again."""
    answer = server_answer(error)
    if answer:
        return answer[0] >= PERMANENT
    return isinstance(error, smtplib.SMTPNotSupportedError | ValueError)


def server_answer(error: Exception) -> tuple[int, str] | None:
    """The code and the words of the server's answer, if it gave one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return code, _text(words)
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, _text(error.smtp_error)
    return None


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
