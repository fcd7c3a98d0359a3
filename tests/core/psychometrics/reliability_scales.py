"""The scales behind the reference values of reliability, keyed as the reference script does."""

from typing import Any

import numpy as np

from tests.core.psychometrics.conftest import Reference

FILES = {
    "lq2002_LEAD": "lq2002",
    "lq2002_TSIG": "lq2002",
    "lq2002_HOSTIL": "lq2002",
    "bfi_A": "bfi",
    "bfi_C": "bfi",
    "bfi_E": "bfi",
    "bfi_N": "bfi",
    "bfi_O": "bfi",
    "HS_9": "HolzingerSwineford1939",
    "attitude": "attitude",
}


def keyed_scale(reference: Reference, name: str) -> tuple[np.ndarray, dict[str, Any]]:
    """Answers with reversed items turned round, and the reference values; skips what is absent."""
    values = reference.values("reliability")[name]
    answers = reference.answers(FILES[name], values["items"])
    for item in np.flatnonzero(np.array(values["keys"]) < 0):
        column = answers[:, item]
        answers[:, item] = np.nanmin(column) + np.nanmax(column) - column
    return answers, values


def complete(answers: np.ndarray) -> np.ndarray:
    return answers[~np.isnan(answers).any(axis=1)]
