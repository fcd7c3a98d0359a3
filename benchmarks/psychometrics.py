"""Psychometrics beside R's psych and multilevel, and pingouin, on the same data in one run.

R times its own work, without start-up. A peer that is not installed is skipped. Asked: alpha with
its distribution-free error 100 times psych, a bootstrap replicate of alpha 50 times psych's,
agreement of 2,000 teams 200 times multilevel; ten million rows within 10 s and 4 GB; LMG with 14
predictors within .1 s.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.measuring import HEADER, Comparison, is_here, measure

PEERS = Path(__file__).with_name("psychometrics_peers.R")
PERSONS, ITEMS = 10_000, 8
TEAMS, TEAM_SIZE, TEAM_ITEMS = 2_000, 8, 5
MANY_TEAMS = 1_250_000
REPLICATES = 10_000
PREDICTORS = 14
MOST_SECONDS, MOST_MB, MOST_LMG_SECONDS = 10.0, 4096.0, 0.1


def run() -> list[Comparison]:
    """Compare with each peer that is here; print what has a limit instead of a peer."""
    with tempfile.TemporaryDirectory() as folder:
        items, teams, targets = (Path(folder) / f"{name}.csv" for name in ("i", "t", "s"))
        _write(items, answers(PERSONS, ITEMS))
        _write(teams, np.column_stack([team_labels(TEAMS), team_answers(TEAMS)]))
        _write(targets, answers(200, 5))
        lines = _against_r(items, teams, targets) + _against_pingouin(items)
    _print_limits()
    return lines


def answers(persons: int, items: int) -> np.ndarray:
    """Made-up answers from 1 to 5 that share one factor."""
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(persons, items))
    return np.clip(np.round(3 + 0.7 * rng.normal(size=(persons, 1)) + 0.7 * noise), 1, 5)


def team_labels(teams: int) -> np.ndarray:
    """One label for each person; all teams have the same size."""
    return np.repeat(np.arange(teams), TEAM_SIZE)


def team_answers(teams: int) -> np.ndarray:
    """Made-up answers from 1 to 5 of people in teams, a byte each."""
    rng = np.random.default_rng(2)
    shared = rng.normal(0, 0.5, teams).astype(np.float32)[team_labels(teams)]
    table = np.empty((len(shared), TEAM_ITEMS), dtype=np.int8)
    for item in range(TEAM_ITEMS):
        drawn = 3 + shared + rng.standard_normal(len(shared), dtype=np.float32)
        table[:, item] = np.clip(np.round(drawn), 1, 5)
    return table


def _against_r(items: Path, teams: Path, targets: Path) -> list[Comparison]:
    if shutil.which("Rscript") is None:
        print("skipped: R is not installed (on Debian: r-cran-psych r-cran-multilevel)")
        return []
    asked: tuple[tuple[str, str, Path, Callable[..., Any], float], ...] = (
        ("alpha, distribution-free error, 10k x 8", "alpha", items, _alpha, 100),
        ("bootstrap of alpha, a replicate, 10k x 8", "bootstrap", items, _bootstrap, 50),
        ("r_wg(J), AD, ICC(1), ICC(2), 2,000 teams", "teams", teams, _teams, 200),
        ("six intraclass correlations, 200 x 5", "six_forms", targets, _six_forms, 1),
    )
    return [_with_r(*each) for each in asked]


def _with_r(what: str, task: str, path: Path, ours: Callable[..., Any], asked: float) -> Comparison:
    """The same file for R and for ours; both must find the same values."""
    peer_seconds, *peer_values = _r(task, path)
    found = measure(ours, path)
    if task != "bootstrap":  # another program draws other samples
        np.testing.assert_allclose(found.value, peer_values[: len(found.value)], rtol=1e-4)
    return Comparison(what, found.seconds, "R", peer_seconds, asked)


def _r(task: str, path: Path) -> list[float]:
    command = ["Rscript", str(PEERS), task, str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(number) for number in printed.split()]


def _against_pingouin(items: Path) -> list[Comparison]:
    if not is_here("pingouin"):
        return []
    ours, peer = measure(_alpha, items), measure(_pingouin_alpha, items)
    return [Comparison("alpha, 10k x 8", ours.seconds, "pingouin", peer.seconds, 1)]


def _alpha(path: Path) -> tuple[float, list[float]]:
    from stature.core.psychometrics.reliability import cronbach_alpha

    table = _read(path)
    found = cronbach_alpha(table)
    return _median_seconds(lambda: cronbach_alpha(table)), [found.estimate]


def _pingouin_alpha(path: Path) -> tuple[float, None]:
    import pandas as pd
    import pingouin

    table = pd.DataFrame(_read(path))
    pingouin.cronbach_alpha(data=table)
    return _median_seconds(lambda: pingouin.cronbach_alpha(data=table)), None


def _bootstrap(path: Path) -> tuple[float, list[float]]:
    from stature.core.psychometrics.reliability import cronbach_alpha

    table = _read(path)
    start = time.perf_counter()
    found = cronbach_alpha(table, interval="bootstrap", replicates=REPLICATES)
    return (time.perf_counter() - start) / REPLICATES, [found.estimate]


def _teams(path: Path) -> tuple[float, list[float]]:
    table = _read(path).astype(np.int16)
    labels, ratings = table[:, 0], table[:, 1:]
    values = _agreement(ratings, labels)
    return _median_seconds(lambda: _agreement(ratings, labels)), values


def _agreement(ratings: np.ndarray, labels: np.ndarray) -> list[float]:
    from stature.core.psychometrics.agreement import (
        average_deviation,
        icc_groups,
        within_group_agreement,
    )

    agreement = within_group_agreement(ratings, labels, scale=(1, 5))
    deviation = average_deviation(ratings, labels, scale=(1, 5))
    icc = icc_groups(ratings.mean(axis=1), labels)
    return [agreement.estimate, deviation.estimate, icc.estimate, icc.icc2.estimate]


def _six_forms(path: Path) -> tuple[float, list[float]]:
    from stature.core.psychometrics.agreement import intraclass_correlations

    table = _read(path)
    forms = intraclass_correlations(table).forms
    seconds = _median_seconds(lambda: intraclass_correlations(table))
    return seconds, [form.estimate for form in forms.values()]


def _many_teams() -> tuple[float, list[float]]:
    ratings, labels = team_answers(MANY_TEAMS), team_labels(MANY_TEAMS)
    start = time.perf_counter()
    values = _agreement(ratings, labels)
    return time.perf_counter() - start, values


def _lmg() -> tuple[float, None]:
    from stature.core.psychometrics.drivers import lmg

    table = answers(1_000, PREDICTORS + 1)
    lmg(table[:, 1:], table[:, 0], interval=None)
    return _median_seconds(lambda: lmg(table[:, 1:], table[:, 0], interval=None)), None


def _print_limits() -> None:
    many, drivers = measure(_many_teams), measure(_lmg)
    rows = f"{MANY_TEAMS * TEAM_SIZE:,} rows in {MANY_TEAMS:,} teams"
    _say(f"agreement, {rows}, seconds", many.seconds, MOST_SECONDS)
    _say(f"agreement, {rows}, MB", many.peak_mb, MOST_MB)
    _say(f"LMG, {PREDICTORS} predictors, seconds", drivers.seconds, MOST_LMG_SECONDS)


def _say(what: str, found: float, most: float) -> None:
    verdict = "ok" if found <= most else "NOT MET"
    print(f"{what}: {found:,.3f} (asked: at most {most:,.1f}) {verdict}")


def _median_seconds(work: Callable[[], Any], runs: int = 15) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def _write(path: Path, table: np.ndarray) -> None:
    header = ",".join(f"c{column}" for column in range(table.shape[1]))
    np.savetxt(path, table, fmt="%d", delimiter=",", header=header, comments="")


def _read(path: Path) -> np.ndarray:
    return np.loadtxt(path, delimiter=",", skiprows=1)


if __name__ == "__main__":
    print(HEADER, *run(), sep="\n")
