"""Merging answers into those already kept, inside the database: savers never overwrite others."""

from __future__ import annotations

from typing import Any

from django.db.models import Expression, F, Func, JSONField


class MergedAnswers(Func):
    """The answers that a row holds, with these set: item by item, perspective by perspective.

    One statement reads and writes, so two answers to one response at the same moment both stay.
    """

    function = "json_patch"

    def __init__(self, given: Expression) -> None:
        super().__init__(F("answers"), given, output_field=JSONField())

    def as_postgresql(self, compiler: Any, *_connection: Any) -> Any:
        """PostgreSQL has no such function, and puts two levels together like this."""
        kept, given = self.source_expressions
        kept_sql, _ = compiler.compile(kept)
        _, parameters = compiler.compile(given)
        merged = (  # an empty page of answers gives NULL, and changes nothing
            f"{kept_sql} || coalesce((SELECT jsonb_object_agg(item.key, "
            f"coalesce({kept_sql} -> item.key, '{{}}'::jsonb) || item.value) "
            f"FROM jsonb_each(%s::jsonb) AS item), '{{}}'::jsonb)"
        )
        return merged, parameters
