"""The bytes of a CASE file: how large it may be, and its parts before they are read.

A package of 50,000 items and 300,000 associations is some 200 MB of JSON, and fits.
"""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path
from typing import Any, Final, NoReturn

import msgspec

from stature.core.framework.exchange.findings import ExchangeError, quoted, step

MAXIMUM_BYTES: Final = 256 * 1024 * 1024
# Every value but the first is set apart by a comma, so commas bound what reading can take.
MAXIMUM_VALUES: Final = 10_000_000
MAXIMUM_DEPTH: Final = 64
CHUNK: Final = 1024 * 1024
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
BYTE_OF_ERROR = re.compile(r"\(byte (\d+)\)")
LONGEST_NUMBER = 300

_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def read_bytes(path: Path) -> bytes:
    """The bytes of any file that is not too large. Raises ExchangeError when it cannot be read."""
    if not path.is_file():
        refuse(path.name or ".", "there is no such file", "Check the path and the spelling.")
    try:
        _check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        refuse(path.name, what, "Check that you may read it.")


def load(source: Path | bytes) -> bytes:
    """The bytes of a file. Raises ExchangeError when there are none, too many, or no UTF-8."""
    data = read_bytes(source) if isinstance(source, Path) else source
    _check_size(len(data))
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        refuse("$", "the file is empty", "Export it again.")
    _check_utf8(data)
    if data.count(b",") > MAXIMUM_VALUES:
        refuse(
            "$",
            f"the file holds more than {MAXIMUM_VALUES:,} values",
            "Split the package into several documents.",
        )
    return data


def members(data: bytes | msgspec.Raw, place: str) -> dict[str, msgspec.Raw]:
    """The fields of an object, each still as it is written."""
    try:
        return _OBJECT.decode(data)
    except msgspec.ValidationError:
        refuse(place, "an object is expected here", "Give a CFPackage: {'CFDocument': {...}, ...}.")
    except (msgspec.DecodeError, RecursionError) as error:
        _refuse_json(data, error)


def entries(data: msgspec.Raw, place: str) -> list[msgspec.Raw]:
    """The entries of a list, each still as it is written; a single object is a list of one."""
    if is_object(data):
        return [data]
    try:
        return _LIST.decode(data)
    except msgspec.ValidationError:
        refuse(place, "a list is expected here", "Write [...] around the entries.")
    except (msgspec.DecodeError, RecursionError) as error:
        _refuse_json(data, error)


def is_object(data: msgspec.Raw) -> bool:
    """Whether a value is written as an object."""
    return bytes(memoryview(data)[:1]) == b"{"


def is_null(data: msgspec.Raw) -> bool:
    """Whether a value is written as null."""
    return bytes(memoryview(data)[:5]) == b"null"


def plain(data: msgspec.Raw, place: str) -> Any:
    """The data of one value; numbers that no computer word holds stay as they are written."""
    try:
        value = json.loads(bytes(data), parse_int=_whole, parse_float=_decimal)
    except RecursionError as error:
        _refuse_json(data, error)
    except ValueError as error:
        refuse(place, f"this is not JSON: {error}", "Export the package again.")
    check_depth(value, place)
    return value


def check_depth(value: Any, place: str) -> None:
    """Refuse a value nested deeper than any package needs; no recursion, so no limit to meet."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAXIMUM_DEPTH:
            _refuse_depth(place)
        level = [inner for outer in level for inner in _inside(outer)]


def refuse(place: str, what: str, remedy: str) -> NoReturn:
    """Stop: nothing of the file is taken in."""
    raise ExchangeError(f"{what}.", where=place, remedy=remedy)


def _check_size(n_bytes: int) -> None:
    if n_bytes > MAXIMUM_BYTES:
        refuse(
            "$",
            f"the file is larger than {MAXIMUM_BYTES // 2**20} MB ({n_bytes // 2**20:,} MB)",
            "Split the package into several documents.",
        )


def _check_utf8(data: bytes) -> None:
    """Check the letters without holding the whole text a second time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), CHUNK):
        chunk = data[start : start + CHUNK]
        try:
            decoder.decode(chunk, final=start + CHUNK >= len(data))
        except UnicodeDecodeError:
            refuse("$", f"the file is not written in UTF-8 (near byte {start:,})", "Save it so.")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= 18 else text[:LONGEST_NUMBER]


def _decimal(text: str) -> float | str:
    number = float(text)
    return number if abs(number) < 1e300 else text[:LONGEST_NUMBER]


def _refuse_json(data: bytes | msgspec.Raw, error: Exception) -> NoReturn:
    if isinstance(error, RecursionError):
        _refuse_depth(_deepest_place(bytes(data)))
    message = str(error)
    found = BYTE_OF_ERROR.search(message)
    place = f"$, byte {int(found[1]):,}" if found else "$"
    refuse(place, f"this is not JSON ({message[:80]})", "Export the package again.")


def _refuse_depth(place: str) -> NoReturn:
    refuse(
        place,
        f"the data are nested deeper than {MAXIMUM_DEPTH} levels",
        "A package is flat: items are put in order by isChildOf associations.",
    )


def _deepest_place(data: bytes) -> str:
    """Where nesting first goes past what is allowed."""
    depth, name = 0, b""
    for token in TOKEN.finditer(data):
        letter = token[0][:1]
        depth += (letter in b"[{") - (letter in b"]}")
        if depth == 1 and letter == b'"':
            name = token[0]
        if depth > MAXIMUM_DEPTH:
            inside = step("$", name[1:-1].decode("utf-8", "replace")) if name else "$"
            return f"{inside}, byte {token.start():,}"
    return quoted("$")
