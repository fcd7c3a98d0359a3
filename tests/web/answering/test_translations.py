"""The words of the whole site in other languages: complete, with every slot, and as compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from stature import web
from stature.web.project.settings import LANGUAGES, LOCALE_PATHS

SITE = Path(web.__file__).parent
TRANSLATED = [code for code, _ in LANGUAGES if not code.startswith("en")]
TEMPLATES = {".html", ".txt"}
PLURAL_FORMS = {"de": 2, "ar": 6}
# How many forms, from the first, stand for one number only (none, one, two): these may say the
# number in words, so that the slot of the count is left out.
FORMS_OF_ONE_NUMBER = {"de": 1, "ar": 3}
COUNTS = {"%(n)s", "%(n)d", "%(number)s", "%(number)d"}
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
SLOT = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}|</?\w+[^>]*>")
INFORMAL = re.compile(r"\b(du|dich|dir|dein\w*|euch|euer|eure\w*)\b", re.IGNORECASE)
REMEDY = "In src/stature/web run: django-admin makemessages --no-location --no-obsolete -l"


@cache
def catalog(language: str, ending: str, folder: Path = LOCALE_PATHS[0]) -> Catalog:
    with (folder / language / "LC_MESSAGES" / f"django.{ending}").open("rb") as file:
        return read_po(file, locale=language) if ending == "po" else read_mo(file)


def messages(language: str, ending: str, folder: Path) -> list[Message]:
    return [message for message in catalog(language, ending, folder) if message.id]


def translated(language: str, folder: Path) -> list[Message]:
    return [each for each in messages(language, "po", folder) if is_translated(each, language)]


@cache
def strings_of_the_site() -> frozenset[tuple[str, str | None]]:
    """Every string of the site with its context, as templates and code ask for it."""
    files = (file for file in SITE.rglob("*") if file.suffix in {".py", *TEMPLATES})
    return frozenset(found for file in files for found in strings_of(file))


def strings_of(file: Path) -> Iterator[tuple[str, str | None]]:
    text = file.read_text("utf-8")
    if file.suffix in TEMPLATES:
        text = templatize(text, origin=str(file))
    for _, message, _, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        yield (message if isinstance(message, str) else message[0]), context


def plain(strings: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else tuple(strings)


def is_translated(message: Message | None, language: str) -> bool:
    if message is None or message.fuzzy:
        return False
    forms = PLURAL_FORMS[language] if message.pluralizable else 1
    return len(plain(message.string)) == forms and all(plain(message.string))


def keeps_slots(message: Message, language: str) -> bool:
    wanted = set(SLOT.findall(plain(message.id)[-1]))
    for number, form in enumerate(plain(message.string)):
        one_number = message.pluralizable and number < FORMS_OF_ONE_NUMBER[language]
        if wanted ^ set(SLOT.findall(form)) and not (
            one_number and wanted - set(SLOT.findall(form)) <= COUNTS
        ):
            return False
    return True


def in_words(found: list[Message]) -> dict[tuple, tuple[str, ...]]:
    return {(plain(each.id), each.context): plain(each.string) for each in found}


def of_every_catalog(test):
    """Ask it of the words of the site and of those of the libraries, in each language."""
    folders = pytest.mark.parametrize("folder", LOCALE_PATHS, ids=lambda folder: folder.name)
    return folders(pytest.mark.parametrize("language", TRANSLATED)(test))


def test_strings_of_every_part_are_found():
    found = {text for text, _ in strings_of_the_site()}
    assert {
        "Saved",
        "About %(number)d minute.",
        "Audit log",
        "Bring in a table",
        "Close the round?",
        "This is our last reminder.",
        "Recovery codes",
    } <= found
    assert len(found) > 900


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_of_the_site_has_a_translation(language):
    known = catalog(language, "po")
    missing = sorted(
        text
        for text, context in strings_of_the_site()
        if not is_translated(known.get(text, context), language)
    )
    assert missing == [], f"{REMEDY} {language}"


@of_every_catalog
def test_nothing_written_is_a_guess_or_half_done(language, folder):
    written = messages(language, "po", folder)
    assert [each.id for each in written if not is_translated(each, language)] == []


@of_every_catalog
def test_translations_keep_every_slot(language, folder):
    written = translated(language, folder)
    assert [each.id for each in written if not keeps_slots(each, language)] == []


@of_every_catalog
def test_what_is_compiled_is_what_is_written(language, folder):
    compiled = in_words(messages(language, "mo", folder))
    assert compiled == in_words(translated(language, folder)), "Run: django-admin compilemessages"


@of_every_catalog
def test_plural_forms_are_those_of_the_language(language, folder):
    assert catalog(language, "po", folder).num_plurals == PLURAL_FORMS[language]


@pytest.mark.parametrize("folder", LOCALE_PATHS, ids=lambda folder: folder.name)
def test_german_says_sie(folder):
    written = in_words(translated("de", folder)).values()
    assert [words for words in written if INFORMAL.search(" ".join(words))] == []


@pytest.mark.parametrize(
    ("asked", "forms", "kept"),
    [
        ("About %(day)s", "Bis %(day)s", True),
        ("About %(day)s", "Bis bald", False),
        ("About %(day)s", "Bis %(tag)s", False),
        (("%(n)s row", "%(n)s rows"), ("eine Zeile", "%(n)s Zeilen"), True),
        (("%(n)s row", "%(n)s rows"), ("%(n)s Zeile", "viele Zeilen"), False),
        (("%(n)s of %(name)s", "%(n)s of %(name)s"), ("%(n)s", "%(n)s von %(name)s"), False),
        ("For {name}", "Für alle", False),
        ('<a href="%(url)s">Go</a>', "Los %(url)s", False),
    ],
)
def test_a_lost_slot_is_noticed(asked, forms, kept):
    assert keeps_slots(Message(asked, forms), "de") is kept
