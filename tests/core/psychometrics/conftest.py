"""Reference data and values: read where they lie, never copied; skipped where they are absent."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import settings

SHARED = Path(__file__).parents[3].parent / "shared"
RESPONSES = SHARED / "data" / "item-responses"
ORACLE = SHARED / "data" / "oracle"

# On a busy machine an example now and then takes longer than a deadline of milliseconds allows.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


class Reference:
    """Item responses and the values that reference software computed from them."""

    @staticmethod
    def table(name: str) -> pl.DataFrame:
        """A file of item responses; empty cells and NA are missing."""
        path = RESPONSES / f"{name}.csv"
        if not path.exists():
            pytest.skip(f"reference data not here: {name}.csv")
        return pl.read_csv(path, null_values=["NA", ""], infer_schema_length=None)

    @classmethod
    def answers(cls, name: str, items: Sequence[str]) -> np.ndarray:
        """Persons × items as float64, NaN where missing."""
        return cls.table(name).select(pl.col(items).cast(pl.Float64)).to_numpy()

    @classmethod
    def column(cls, name: str, column: str) -> np.ndarray:
        """One column, such as group labels."""
        return cls.table(name)[column].to_numpy()

    @staticmethod
    def values(name: str) -> Any:
        """Values that reference software computed: agreement, reliability, multirater_careless."""
        path = ORACLE / f"{name}.json"
        if not path.exists():
            pytest.skip(f"reference values not here: {name}.json")
        return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference()
