"""Keys that are told once: rows keep their hash, so that nobody who reads a row can use it."""

from __future__ import annotations

from hashlib import sha256


def hash_of_key(key: str) -> str:
    """What is kept of a key. Any text has a hash, also what no key of ours can be."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
