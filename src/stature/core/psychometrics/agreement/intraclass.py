"""The six intraclass correlations of raters who all rated the same targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement.forms import BY_OTHER_NAME, FORMS, Form
from stature.core.psychometrics.agreement.two_way import TwoWay
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import Numbers, numeric_table
from stature.core.psychometrics.moments import complete_rows
from stature.core.psychometrics.results import Dropped, Result, Statistic, counted, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class IntraclassCorrelation(Statistic):
    """One form: ``name`` by Shrout and Fleiss, ``also`` by McGraw and Wong, F test against 0."""

    also: str
    meaning: str
    f: float
    df1: int
    df2: int
    p: float


@dataclass(frozen=True, kw_only=True, eq=False)
class IntraclassCorrelations(Result):
    """The forms by Shrout and Fleiss's name; ``estimate`` is ICC(2,1), absolute agreement of one.

    ``result["ICC(2,1)"]`` and ``result["ICC(A,1)"]`` are the same. ``undefined`` says for each
    form that has no value why it has none.
    """

    forms: Mapping[str, IntraclassCorrelation]
    undefined: Mapping[str, str]
    raters: int
    mean_square_targets: float
    mean_square_raters: float
    mean_square_error: float
    mean_square_within: float

    def __getitem__(self, name: str) -> IntraclassCorrelation:
        name = BY_OTHER_NAME.get(name, name)
        if name in self.forms:
            return self.forms[name]
        if name in self.undefined:
            raise UndefinedStatistic(self.undefined[name], where=name)
        raise PsychometricsError(
            f"expected one of {', '.join(FORMS)}, got {name!r}", where="intraclass correlation"
        )

    @property
    def estimate(self) -> float:
        """ICC(2,1), also called ICC(A,1): absolute agreement of a single rater."""
        return self["ICC(2,1)"].estimate

    def summary(self) -> str:
        """Every form with its interval and meaning, in plain sentences."""
        forms = " ".join(
            f"{name}, also {form.also}, = {decimals(form.estimate)}{form._error()}: {form.meaning}."
            for name, form in self.forms.items()
        )
        missing = "".join(f" {name}: {why}." for name, why in self.undefined.items())
        who = f"{counted(self.n, 'targets')} and {self.raters} raters."
        return f"{who} {forms}{missing} {self._provenance()}"


def intraclass_correlations(ratings: Numbers, *, level: float = 0.95) -> IntraclassCorrelations:
    """All six intraclass correlations of ratings (targets × raters), with F tests and intervals.

    With the mean squares of targets B, raters J, error E and within targets W, n targets and k
    raters: ICC(1,1) = (B - W) / (B + (k - 1) W); ICC(2,1) = (B - E) / (B + (k - 1) E +
    k (J - E) / n); ICC(3,1) = (B - E) / (B + (k - 1) E); ICC(1,k) = (B - W) / B;
    ICC(2,k) = (B - E) / (B + (J - E) / n); ICC(3,k) = (B - E) / B. They are at most 1 and may be
    negative. Intervals of ICC(2,·) use Satterthwaite's degrees of freedom; their F and p test
    that targets do not differ, B / E, as R's psych does.

    Targets with a missing rating are dropped. If raters differ from target to target, that loses
    most of the data: use the variance components of ICC(q,k) then.

    Raises UndefinedStatistic for one rater, fewer than two complete targets, or targets that all
    have the same mean rating.

    Reference: Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428; McGraw & Wong (1996),
    Psychological Methods 1, 30-46, tables 4 and 7.

    Examples:
        >>> six = intraclass_correlations([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8],
        ...                                [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
        >>> [round(form.estimate, 2) for form in six.forms.values()]
        [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    require_share(level, "level")
    table = numeric_table(ratings, name="ratings", axes=("targets", "raters"), at_least=(1, 2))
    kept, lost = complete_rows(table)
    dropped = tuple(Dropped(drop.count, "targets", "a rating is missing") for drop in lost)
    squares = TwoWay.of(kept)
    forms: dict[str, IntraclassCorrelation] = {}
    undefined: dict[str, str] = {}
    for name, form in FORMS.items():
        try:
            forms[name] = _correlation(name, form, squares, level, dropped)
        except UndefinedStatistic as error:
            undefined[name] = error.what
    return IntraclassCorrelations(
        n=len(kept),
        unit="targets",
        dropped=dropped,
        forms=forms,
        undefined=undefined,
        raters=squares.k,
        mean_square_targets=squares.targets,
        mean_square_raters=squares.raters,
        mean_square_error=squares.error,
        mean_square_within=squares.within,
    )


def _correlation(
    name: str, form: Form, squares: TwoWay, level: float, dropped: tuple[Dropped, ...]
) -> IntraclassCorrelation:
    estimate, interval = form.compute(squares, level)
    ratio = form.ratio(squares)
    return IntraclassCorrelation(
        name=name,
        estimate=estimate,
        interval=interval,
        n=squares.n,
        unit="targets",
        dropped=dropped,
        also=form.also,
        meaning=form.meaning,
        f=ratio.f,
        df1=ratio.df1,
        df2=ratio.df2,
        p=ratio.p,
    )
