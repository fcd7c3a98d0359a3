"""``stature stats``: item analysis, reliability and agreement of scales in a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stature.cli.outcome import ExitCode, print_findings

if TYPE_CHECKING:
    from stature.analytics.number_table import NumberFile, NumberTable
    from stature.core.scoring.scale_analysis import ScaleAnalysis
    from stature.core.scoring.scale_definition import ScaleDefinition

FORMATS = ("table", "json", "html", "pdf")
MISSING = ("listwise", "pairwise")


def stats(
    file: Annotated[
        Path, typer.Argument(help="A table in CSV, Excel, SPSS, JSON or Parquet, a row a person.")
    ],
    scales: Annotated[
        list[str],
        typer.Option(
            "--scale",
            help="The items of a scale, such as LEAD=LEAD01:LEAD11, A=-A1,A2:A5 or 'SupS*'. "
            "A minus marks a reverse keyed item. May be given several times.",
        ),
    ],
    group: Annotated[
        str | None, typer.Option(help="The column that names each person's group.")
    ] = None,
    answer_range: Annotated[
        str | None,
        typer.Option("--range", help="The lowest and the highest answer on offer, such as 1-5."),
    ] = None,
    missing: Annotated[
        str, typer.Option(help="How alpha and items treat missing answers: listwise or pairwise.")
    ] = "listwise",
    level: Annotated[float, typer.Option(help="The confidence level of intervals.")] = 0.95,
    output: Annotated[str, typer.Option("--format", help="table, json, html or pdf.")] = "table",
    out: Annotated[
        Path | None, typer.Option(help="The file to write to; html and pdf need one.")
    ] = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Count cells that are no number as missing.")
    ] = False,
) -> None:
    """Print item analysis, reliability and agreement of raters, each with its error.

    Exit codes: 0 all done; 2 wrong usage; 3 the file cannot be used; 4 done, but some cells were
    no numbers (with --keep-going).
    """
    _check_choices(output, out, missing, level)
    limits = _limits(answer_range)
    from stature.analytics.number_table import open_numbers

    opened = open_numbers(file)
    definitions = _definitions(scales, opened, group)
    columns = list(dict.fromkeys(item for each in definitions for item in each.items))
    table = opened.read(columns, group)
    _stop_at_findings(table, keep_going)
    analyses = _analyse(definitions, table, columns, limits, missing, level)
    _deliver(analyses, file.name, output, out)
    if table.findings:
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)


def _check_choices(output: str, out: Path | None, missing: str, level: float) -> None:
    if output not in FORMATS:
        raise typer.BadParameter(f"use one of: {', '.join(FORMATS)}.", param_hint="--format")
    if output == "pdf" and out is None:
        raise typer.BadParameter("name the file to write with --out.", param_hint="--format pdf")
    if missing not in MISSING:
        raise typer.BadParameter(f"use one of: {', '.join(MISSING)}.", param_hint="--missing")
    if not 0 < level < 1:
        raise typer.BadParameter("use a number between 0 and 1.", param_hint="--level")


def _limits(text: str | None) -> tuple[float, float] | None:
    """The two ends of a range such as 1-5, 0-10 or -3-3."""
    if text is None:
        return None
    start, _, end = text.strip().rpartition("-")
    negative_end = start.endswith("-")
    try:
        lowest, highest = float(start.removesuffix("-")), float(f"{'-' * negative_end}{end}")
    except ValueError:
        lowest = highest = 0.0
    if not lowest < highest:
        raise typer.BadParameter(
            "write the lowest and the highest answer, such as 1-5.", param_hint="--range"
        )
    return lowest, highest


def _definitions(
    scales: Sequence[str], opened: NumberFile, group: str | None
) -> list[ScaleDefinition]:
    from stature.core.scoring.scale_definition import ScaleDefinitionError, read_scale_definition

    if group is not None and group not in opened.header:
        raise ScaleDefinitionError(
            f"there is no column '{group}'",
            where=opened.path.name,
            remedy="Check the spelling of --group.",
        )
    return [read_scale_definition(text, opened.header) for text in scales]


def _stop_at_findings(table: NumberTable, keep_going: bool) -> None:
    if not table.findings:
        return
    print_findings(table.findings)
    if not keep_going:
        typer.echo("Nothing was computed. Use --keep-going to count them as missing.", err=True)
        raise typer.Exit(ExitCode.BAD_INPUT)


def _analyse(
    definitions: Sequence[ScaleDefinition],
    table: NumberTable,
    columns: Sequence[str],
    limits: tuple[float, float] | None,
    missing: str,
    level: float,
) -> list[ScaleAnalysis]:
    from stature.core.scoring.scale_analysis import analyse_scale

    return [
        analyse_scale(
            definition,
            table.numbers[:, [columns.index(item) for item in definition.items]],
            table.groups,
            range_given=limits,
            missing="pairwise" if missing == "pairwise" else "listwise",
            level=level,
        )
        for definition in definitions
    ]


def _deliver(analyses: Sequence[ScaleAnalysis], source: str, output: str, out: Path | None) -> None:
    if output == "pdf":
        assert out is not None
        out.write_bytes(_pdf(analyses, source))
        typer.echo(f"Wrote {out}.")
        return
    text = {"table": _table, "json": _json, "html": _html}[output](analyses, source)
    if out is None:
        typer.echo(text)
        return
    out.write_text(text + "\n", encoding="utf-8")
    typer.echo(f"Wrote {out}.")


def _json(analyses: Sequence[ScaleAnalysis], source: str) -> str:
    document = {"file": source, "scales": [analysis.to_dict() for analysis in analyses]}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def _html(analyses: Sequence[ScaleAnalysis], source: str) -> str:
    from stature.core.reporting.render_html import render_html
    from stature.core.reporting.scale_statistics import compose_scale_statistics

    return render_html(compose_scale_statistics(analyses, source=source))


def _pdf(analyses: Sequence[ScaleAnalysis], source: str) -> bytes:
    from stature.core.reporting.render_pdf import render_pdf
    from stature.core.reporting.scale_statistics import compose_scale_statistics

    return render_pdf(compose_scale_statistics(analyses, source=source))


def _table(analyses: Sequence[ScaleAnalysis], source: str) -> str:
    from stature.cli.report_as_text import report_as_text
    from stature.core.reporting.scale_statistics import compose_scale_statistics

    return report_as_text(compose_scale_statistics(analyses, source=source))
