"""What the database knows of its own tables when it plans a query."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def refresh_figures_of(*models: type[Model]) -> None:
    """Have PostgreSQL count the rows of these tables anew, after many were written at once.

    It does so itself within minutes. Until then it takes a table of thousands for an empty one, and
    holds everybody against everybody: pages of a large round took half a minute.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
