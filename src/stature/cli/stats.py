"""``stature stats``: item analysis, reliability and agreement of scales in a file."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stature.cli.outcome import ExitCode, print_findings

if TYPE_CHECKING:
    from stature.analytics.number_file import NumberFile
    from stature.analytics.number_table import NumberTable
    from stature.core.reporting.report import Report
    from stature.core.scoring.scale_analysis import ScaleAnalysis
    from stature.core.scoring.scale_definition import ScaleDefinition

FORMATS = ("table", "json", "html", "pdf")
FORMAT_OF_ENDING = {".json": "json", ".html": "html", ".htm": "html", ".pdf": "pdf"}
MISSING = ("listwise", "pairwise")
RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|:|to)\s*(-?\d+(?:\.\d+)?)")


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
    digits: Annotated[
        int, typer.Option(min=1, max=10, help="The decimals of the figures in tables.")
    ] = 3,
    output: Annotated[
        str | None,
        typer.Option("--format", help="table, json, html or pdf; else by the ending of --out."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file to write to, else the screen; pdf needs one.")
    ] = None,
    keep_going: Annotated[
        bool,
        typer.Option(
            "--keep-going", help="Count cells that are no number, or out of range, as missing."
        ),
    ] = False,
) -> None:
    """Print item analysis, reliability and agreement of raters, each with its error.

    Exit codes: 0 all done; 2 wrong usage; 3 the file cannot be used; 4 done, but some cells were
    no numbers or out of range (with --keep-going).
    """
    form = _format(output, out)
    _check_choices(missing, level)
    _check_out(file, out)
    limits = _limits(answer_range)
    from stature.analytics.number_file import open_numbers

    opened = open_numbers(file)
    definitions = _definitions(scales, opened, group)
    table = opened.read(
        [*dict.fromkeys(item for each in definitions for item in each.items)], group
    )
    if limits is not None:
        table = table.within(*limits)
    _stop_at_findings(table, keep_going)
    analyses = _analyse(definitions, table, limits, missing, level)
    _deliver(analyses, file.name, form, out, digits)
    if table.findings:
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)


def _format(output: str | None, out: Path | None) -> str:
    """The form that was asked for, else the one that the file's ending stands for."""
    if output is None:
        return "table" if out is None else FORMAT_OF_ENDING.get(out.suffix.lower(), "table")
    if output not in FORMATS:
        raise typer.BadParameter(f"use one of: {', '.join(FORMATS)}.", param_hint="--format")
    if output == "pdf" and out is None:
        raise typer.BadParameter("name the file to write with --out.", param_hint="--format pdf")
    return output


def _check_choices(missing: str, level: float) -> None:
    if missing not in MISSING:
        raise typer.BadParameter(f"use one of: {', '.join(MISSING)}.", param_hint="--missing")
    if not 0 < level < 1:
        raise typer.BadParameter("use a number between 0 and 1.", param_hint="--level")


def _check_out(file: Path, out: Path | None) -> None:
    """Refuse what cannot be written before anything is computed, and never write over the data."""
    if out is None:
        return
    problem = None
    if out.is_dir():
        problem = f"{out} is a folder. Name a file in it."
    elif not out.parent.is_dir():
        problem = f"there is no folder {out.parent}. Make it first, or name another."
    elif out.exists() and file.exists() and out.samefile(file):
        problem = f"{out} holds the answers. Name another file."
    if problem is not None:
        raise typer.BadParameter(problem, param_hint="--out")


def _limits(text: str | None) -> tuple[float, float] | None:
    """The two ends of a range such as 1-5, 0-10 or -3-3."""
    if text is None:
        return None
    found = RANGE.fullmatch(text.strip())
    lowest, highest = (float(end) for end in found.groups()) if found else (0.0, 0.0)
    if not lowest < highest:
        raise typer.BadParameter(
            "write the lowest and the highest answer, such as 1-5.", param_hint="--range"
        )
    return lowest, highest


def _definitions(
    scales: Sequence[str], opened: NumberFile, group: str | None
) -> list[ScaleDefinition]:
    from stature.core.instrument.answer_files.quoting import shown
    from stature.core.scoring.scale_definition import (
        ScaleDefinitionError,
        column_place,
        read_scale_definition,
    )

    definitions = [read_scale_definition(text, opened.header) for text in scales]
    if group is None:
        return definitions
    try:
        column_place(group, opened.header)
    except ScaleDefinitionError as error:
        raise ScaleDefinitionError(error.what, where="--group", remedy=error.remedy) from None
    for definition in definitions:
        if group in definition.items:
            raise ScaleDefinitionError(
                "the column is an item of the scale as well",
                where=f"--group {shown(group)}",
                remedy="Name the items more closely.",
            )
    return definitions


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
    limits: tuple[float, float] | None,
    missing: str,
    level: float,
) -> list[ScaleAnalysis]:
    from stature.core.scoring.scale_analysis import analyse_scale

    return [
        analyse_scale(
            definition,
            table.numbers[:, [table.columns.index(item) for item in definition.items]],
            table.groups,
            range_given=limits,
            missing="pairwise" if missing == "pairwise" else "listwise",
            level=level,
        )
        for definition in definitions
    ]


def _deliver(
    analyses: Sequence[ScaleAnalysis], source: str, form: str, out: Path | None, digits: int
) -> None:
    if form == "json":
        text = _json(analyses, source)
    else:
        report = _report(analyses, source, digits)
        if form == "pdf" and out is not None:
            out.write_bytes(_pdf(report))
            typer.echo(f"Wrote {out}.")
            return
        text = _html(report) if form == "html" else _table(report)
    if out is not None:
        out.write_text(text + "\n", encoding="utf-8")
        typer.echo(f"Wrote {out}.")
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a screen may lack a line or a letter of a name
    typer.echo(text)


def _json(analyses: Sequence[ScaleAnalysis], source: str) -> str:
    document = {"file": source, "scales": [analysis.to_dict() for analysis in analyses]}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def _report(analyses: Sequence[ScaleAnalysis], source: str, digits: int) -> Report:
    from stature.core.reporting.scale_statistics import compose_scale_statistics

    return compose_scale_statistics(analyses, source=source, digits=digits)


def _html(report: Report) -> str:
    from stature.core.reporting.render_html import render_html

    return render_html(report)


def _pdf(report: Report) -> bytes:
    from stature.core.reporting.render_pdf import render_pdf

    return render_pdf(report)


def _table(report: Report) -> str:
    from stature.cli.report_as_text import report_as_text

    return report_as_text(report)
