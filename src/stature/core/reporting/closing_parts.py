"""Parts that every personal report ends with: a form to fill in, and the words used."""

from __future__ import annotations

from stature.core.reporting.blocks import (
    ContractField,
    ContractForm,
    Definition,
    Definitions,
)
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import ReportTexts


def contract_form(texts: ReportTexts, first_goal: str, signatures: tuple[str, ...]) -> ContractForm:
    """The questions of the contract, with a goal filled in where there is one."""
    fields = tuple(
        ContractField(
            number=number,
            label=prompt.label,
            hint=prompt.hint,
            filled_in=first_goal if number == 1 else "",
            lines=prompt.lines,
        )
        for number, prompt in enumerate(texts.contract, 1)
    )
    return ContractForm(fields=fields, signatures=signatures)


def glossary_section(texts: ReportTexts, heading: str) -> ReportSection:
    """The words used, in the appendix."""
    entries = tuple(Definition(term=entry.term, meaning=entry.meaning) for entry in texts.glossary)
    return ReportSection(
        anchor="glossary",
        heading=heading,
        blocks=(Definitions(entries=entries),),
        is_appendix=True,
    )
