"""Long lists come in pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from ninja import Field, Schema
from ninja.pagination import PaginationBase


class Pages(PaginationBase):
    """Part of a list, of at most 200 rows, and how long the whole is."""

    class Input(Schema):
        """Which part is asked for."""

        limit: int = Field(50, ge=1, le=200, description="How many rows at most.")
        offset: int = Field(0, ge=0, le=1_000_000, description="How many rows to pass over.")

    class Output(Schema):
        """A part of a list."""

        items: list[Any] = Field(description="The rows.")
        count: int = Field(description="How many rows there are in all.")

    def paginate_queryset(
        self, queryset: QuerySet[Any], pagination: Input, **_params: Any
    ) -> dict[str, Any]:
        """The rows asked for."""
        end = pagination.offset + pagination.limit
        return {"items": list(queryset[pagination.offset : end]), "count": queryset.count()}
