"""A table of every reference value in scope beside ours: ``python -m benchmarks.reference_values``.

The values are R's (psych, multilevel, lavaan, irr, rwa, relaimpo) or printed in the source that is
named. The data lie in ``shared`` beside the checkout; what is absent is left out, and said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from stature.core import psychometrics as ps

SHARED = Path(__file__).parents[2] / "shared"
LEAD = [f"LEAD{number:02d}" for number in range(1, 12)]
BHR = ["AF06", "AF07", "AP12", "AP17", "AP33", "AP34", "AS14", "AS15", "AS16", "AS17", "AS28"]
BFI_REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
CRITICAL = {5: 1.0, 8: 0.75, 10: 0.8, 15: 0.6, 20: 0.5, 30: 1 / 3, 40: 0.3}
FLEISS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
# Krippendorff (2011): 4 coders, 12 units.
CODED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, np.nan, np.nan, np.nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, np.nan, 3],
        [np.nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, np.nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, np.nan],
    ]
).T
# Berkeley 1973, departments A to F: men and women admitted, men and women refused.
BERKELEY = np.array(
    [
        [512, 89, 313, 19],
        [353, 17, 207, 8],
        [120, 202, 205, 391],
        [138, 131, 279, 244],
        [53, 94, 138, 299],
        [22, 24, 351, 317],
    ]
)


class Row(NamedTuple):
    """One value of the reference and ours."""

    statistic: str
    data: str
    reference: float
    ours: float


def rows() -> Iterator[Row]:
    """Every value; those whose data are absent are left out."""
    yield from _of_literature()
    if not (SHARED / "data").is_dir():
        print("left out: values of data that lie in 'shared' beside the checkout")
        return
    yield from _reliability()
    yield from _agreement()
    yield from _raters()
    yield from _drivers()
    yield from _quality()


def _table(name: str) -> pl.DataFrame:
    path = SHARED / "data/item-responses" / f"{name}.csv"
    return pl.read_csv(path, null_values=["NA", ""], infer_schema_length=None)


def _answers(name: str, items: list[str]) -> np.ndarray:
    return _table(name).select(pl.col(items).cast(pl.Float64)).to_numpy()


def _oracle(name: str) -> Any:
    return json.loads((SHARED / "data/oracle" / f"{name}.json").read_text("utf-8"))


def _bfi(letter: str) -> np.ndarray:
    items = [f"{letter}{number}" for number in range(1, 6)]
    keys = [item in BFI_REVERSED for item in items]
    return np.asarray(ps.reverse_key(_answers("bfi", items), keys, 1, 6))


def _reliability() -> Iterator[Row]:
    printed = {
        "A": (0.70123746, 0.70301845),
        "C": (0.72468708, 0.72673497),
        "E": (0.75969484, 0.76173282),
        "N": (0.81177525, 0.81396295),
        "O": (0.59677156, 0.60017251),
    }
    for letter, (imputed, pairwise) in printed.items():
        answers = _bfi(letter)
        filled = np.where(np.isnan(answers), np.nanmedian(answers, axis=0), answers)
        yield Row("alpha, median imputed", f"bfi {letter}", imputed, _alpha(filled))
        yield Row("alpha, pairwise", f"bfi {letter}", pairwise, _alpha(answers, "pairwise"))
    feldt = ps.cronbach_alpha(_bfi("N"), missing="pairwise", interval="feldt").interval
    yield Row("Feldt interval, low", "bfi N", 0.8028413, feldt.low)
    yield Row("Feldt interval, high", "bfi N", 0.8246404, feldt.high)
    yield from _attitude()
    for name, items in (("LEAD", LEAD), ("TSIG", ["TSIG01", "TSIG02", "TSIG03"])):
        stored = _oracle("reliability")[f"lq2002_{name}"]
        omega = ps.omega_total(_answers("lq2002", items))
        reference = stored["omega_cfa_1factor_listwise"]
        alpha = _alpha(_answers("lq2002", items))
        yield Row("alpha", f"lq2002 {name}", stored["raw_alpha"], alpha)
        yield Row("omega total", f"lq2002 {name}", reference["omega_model"], omega.estimate)


def _alpha(answers: np.ndarray, missing: Any = "listwise") -> float:
    return float(ps.cronbach_alpha(answers, missing=missing).estimate)


def _attitude() -> Iterator[Row]:
    answers = _table("attitude").to_numpy().astype(float)
    alpha = ps.cronbach_alpha(answers, interval="feldt")
    items = ps.item_analysis(answers)
    lambdas = ps.guttman_lambdas(answers, standardized=True).values
    yield Row("alpha", "attitude", 0.84314277, alpha.estimate)
    yield Row("alpha, standardized", "attitude", 0.8390838, alpha.standardized)
    yield Row("Feldt interval, low", "attitude", 0.73937569, alpha.interval.low)
    yield Row("Feldt interval, high", "attitude", 0.91577307, alpha.interval.high)
    yield Row("item-rest r, rating", "attitude", 0.67126206, items.item_rest[0])
    yield Row("item-rest r, complaints", "attitude", 0.74210971, items.item_rest[1])
    for place, value in ((2, 0.85189971), (4, 0.89263221), (6, 0.87521514)):
        yield Row(f"Guttman's lambda {place}", "attitude", value, lambdas[place - 1])


def _agreement() -> Iterator[Row]:
    stored = _oracle("agreement")["lq2002"]
    answers, teams = _answers("lq2002", LEAD), _table("lq2002")["COMPID"].to_numpy()
    icc = ps.icc_groups(answers.mean(axis=1), teams)
    found = ps.within_group_agreement(answers, teams, scale=(1, 5))
    deviation = ps.average_deviation(answers, teams, scale=(1, 5))
    yield Row("ICC(1)", "lq2002 LEAD", stored["ICC_LEAD"]["ICC1_multilevel"], icc.estimate)
    yield Row("ICC(2)", "lq2002 LEAD", stored["ICC_LEAD"]["ICC2_multilevel"], icc.icc2.estimate)
    for null, name in (("uniform", "uniform"), ("slight skew", "slightskew")):
        reference = stored[f"rwgj_LEAD_{name}"]["mean"]
        yield Row(f"r_wg(J), {null}", "lq2002 LEAD", reference, found.r_wg[null].estimate)
    lindell = stored["rwgj_LEAD_uniform"]["lindell_mean"]
    yield Row("r*_wg(J)", "lq2002 LEAD", lindell, found.lindell["uniform"].estimate)
    yield Row("AD_M", "lq2002 LEAD", stored["ADM_LEAD"]["mean"], deviation.about_mean.estimate)
    yield Row("a_wg", "lq2002 LEAD", stored["awg_LEAD"]["mean"], found.a_wg.estimate)
    yield from _barracks()


def _barracks() -> Iterator[Row]:
    answers, groups = _answers("bhr2000", BHR), _table("bhr2000")["GRP"].to_numpy()
    found = ps.within_group_agreement(answers, groups, scale=(1, 5))
    deviation = ps.average_deviation(answers, groups, scale=(1, 5))
    single = ps.within_group_agreement(_answers("bhr2000", ["RELIG"]), groups, scale=(1, 5))
    icc = ps.icc_groups(_answers("bhr2000", ["HRS"])[:, 0], groups)
    yield Row("r_wg(J), mean", "bhr2000", 0.88761, found.estimate)
    yield Row("r_wg(J), least", "bhr2000", 0.78588, np.nanmin(found.r_wg["uniform"].values))
    yield Row("r_wg, mean", "bhr2000 RELIG", 0.18642, single.estimate)
    yield Row("r*_wg(J)", "bhr2000", 0.42888, found.lindell["uniform"].estimate)
    yield Row("AD_M", "bhr2000", 0.86907, deviation.about_mean.estimate)
    yield Row("AD_Md", "bhr2000", 0.82979, deviation.about_median.estimate)
    yield Row("a_wg", "bhr2000", 0.41255, found.a_wg.estimate)
    yield Row("ICC(1)", "bhr2000 HRS", 0.17410081, icc.estimate)
    yield Row("ICC(2)", "bhr2000 HRS", 0.91998889, icc.icc2.estimate)


def _raters() -> Iterator[Row]:
    judged = _answers("shrout_fleiss_1979", ["J1", "J2", "J3", "J4"])
    six = ps.intraclass_correlations(judged)
    printed = (0.16574177, 0.28976378, 0.71484071, 0.44279713, 0.62005055, 0.90931554)
    for form, value in zip(FLEISS, printed, strict=True):
        yield Row(form, "Shrout & Fleiss 1979", value, six[form].estimate)
    diagnoses = _table("irr_diagnoses").to_numpy()
    stored = _oracle("agreement")["irr_diagnoses"]
    kappa = ps.cohen_kappa(diagnoses[:, 0], diagnoses[:, 1])
    yield Row("Fleiss kappa", "diagnoses", 0.43024452, ps.fleiss_kappa(diagnoses).estimate)
    yield Row("Cohen's kappa", "diagnoses", stored["cohen_kappa_12"], kappa.estimate)
    anxiety = _answers("irr_anxiety", ["rater1", "rater2"])
    for weights, name in (("linear", "linear"), ("quadratic", "squared")):
        value = _oracle("agreement")["irr_anxiety"][f"weighted_kappa_12_{name}"]
        ours = ps.cohen_kappa(anxiety[:, 0], anxiety[:, 1], weights=weights).estimate
        yield Row(f"weighted kappa, {weights}", "anxiety", value, ours)


def _drivers() -> Iterator[Row]:
    columns = ["complaints", "privileges", "learning", "raises", "critical", "advance"]
    stored = _oracle("multirater_careless")["rwa_attitude"]
    outcome = _answers("attitude", ["rating"])[:, 0]
    ours = ps.relative_weights(_answers("attitude", columns), outcome, interval=None)
    reference = {each["Variables"]: each["Raw.RelWeight"] for each in stored["result"]}
    for place, column in enumerate(columns):
        found = ours.weights[place]
        yield Row(f"relative weight, {column}", "attitude", reference[column], found)
    yield Row("R²", "attitude", stored["rsquare"], ours.r_squared.estimate)
    yield from _surface()


def _surface() -> Iterator[Row]:
    stored = _oracle("mediation_multilevel")["polynomial_rsa_lq2002"]
    lead, task, hostile = (_answers("lq2002", [name])[:, 0] for name in ("LEAD", "TSIG", "HOSTILE"))
    ours = ps.response_surface(
        lead - lead.mean(), task - task.mean(), hostile, centre=None, interval="ols"
    )
    for place, name in enumerate(("a1", "a2", "a3", "a4")):
        yield Row(f"response surface {name}", "lq2002", stored[name][0], ours.a[place].estimate)
    yield Row("response surface R²", "lq2002", stored["R2"], ours.r_squared.estimate)


def _quality() -> Iterator[Row]:
    stored = _oracle("multirater_careless")["careless_bfi"]["summary"]
    items = [f"{letter}{number}" for letter in "ACENO" for number in range(1, 6)]
    answers = _answers("bfi", items)
    answers = answers[~np.isnan(answers).any(axis=1)]
    pairs = (
        ("long string, mean", "longstr_mean", ps.long_string(answers).values),
        ("IRV, mean", "irv_mean", ps.intra_individual_variability(answers).values),
        ("Mahalanobis D², mean", "mahad_mean", ps.mahalanobis_distance(answers).values),
    )
    for statistic, name, values in pairs:
        yield Row(statistic, "bfi", stored[name], float(np.mean(values)))


def _of_literature() -> Iterator[Row]:
    for measurement, value in (
        ("nominal", 0.74342105),
        ("ordinal", 0.8153875),
        ("interval", 0.84910714),
        ("ratio", 0.79740277),
    ):
        ours = ps.krippendorff_alpha(CODED, measurement=measurement).estimate
        yield Row(f"Krippendorff's alpha, {measurement}", "Krippendorff 2011", value, ours)
    change = ps.reliable_change_index([32.5], [47.5], sd=7.5, reliability=0.80)
    yield Row("reliable change", "Jacobson & Truax 1991", 3.1622777, change.estimate[0])
    for panel, value in (
        (5, 1),
        (8, 0.75),
        (10, 0.8),
        (15, 0.6),
        (20, 0.5),
        (30, 1 / 3),
        (40, 0.3),
    ):
        yield Row(
            f"critical CVR, {panel} experts", "Ayre & Scally 2014", value, ps.critical_cvr(panel)
        )
    yield from _berkeley()


def _berkeley() -> Iterator[Row]:
    men, women, men_refused, women_refused = BERKELEY.sum(axis=0)
    pools = [men + men_refused, women + women_refused]
    both = ps.adverse_impact([men, women], pools, groups=["men", "women"])["women"]
    yield Row("impact ratio", "Berkeley 1973", 0.68182984, both.impact_ratio.estimate)
    yield Row("Z², pooled", "Berkeley 1973", 92.20528, both.z**2)
    strata = BERKELEY[:, :2], BERKELEY[:, :2] + BERKELEY[:, 2:]
    haenszel = ps.mantel_haenszel(*strata)
    yield Row("Mantel-Haenszel X²", "Berkeley 1973", 1.4269462, haenszel.chi_square_corrected)


def main() -> None:
    """Print the table."""
    print("| statistic | data | reference | ours | difference |\n|---|---|---|---|---|")
    for row in rows():
        difference = abs(row.ours - row.reference)
        print(
            f"| {row.statistic} | {row.data} | {row.reference:.10g} | {row.ours:.10g} "
            f"| {difference:.1e} |"
        )


if __name__ == "__main__":
    main()
