"""From a framework to its questionnaire, by stated rules: the same framework, the same document."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid5

from pydantic import ValidationError

from stature.core.document import Document
from stature.core.framework.customer import CustomerWord
from stature.core.framework.model import Cluster, Competency, Facet, Framework, Statement
from stature.core.instrument.feedback.build_findings import BuildFinding, build_findings
from stature.core.instrument.feedback.model import (
    ClusterName,
    DocumentReference,
    FacetTitle,
    FeedbackInstrument,
    FeedbackItem,
    FeedbackSection,
)
from stature.core.instrument.feedback.selection import SelectionRule, chosen_indicators
from stature.core.instrument.feedback.stems import BuildError, StemWording
from stature.core.instrument.feedback.texts import FeedbackTexts


@dataclass(frozen=True)
class BuiltQuestionnaire:
    """A questionnaire, and what there is to know about how it came out."""

    instrument: FeedbackInstrument
    findings: tuple[BuildFinding, ...]


def build_questionnaire(
    framework: Framework,
    texts: FeedbackTexts,
    *,
    rule: SelectionRule | None = None,
    with_effectiveness: bool = False,
    competencies: Sequence[str] = (),
    customer_word: CustomerWord | None = None,
    version: str | None = None,
) -> BuiltQuestionnaire:
    """The questionnaire of a framework: its indicators, chosen by rule, as items to rate.

    ``competencies`` are the codes to ask about; all when empty. The document has the version of
    the framework unless ``version`` says otherwise; its id tells every other choice.

    Raises BuildError for a competency that the framework does not have, one named twice, and an
    indicator too long to be asked.
    """
    rule = rule or SelectionRule()
    wanted = _wanted(framework, competencies)
    word = customer_word or framework.customer_word
    wording = StemWording(word, texts.reviewed_stems, framework.language)
    sections = tuple(
        _section(framework, cluster, competency, rule, wording)
        for cluster in framework.clusters
        for competency in cluster.competencies
        if competency.code in wanted
    )
    scales = 2 if with_effectiveness else 1
    n_items = sum(len(section.items) for section in sections)
    special = [word] if word != framework.customer_word else []
    name = _name(framework, rule, with_effectiveness, [*sorted(competencies), *special])
    instrument = _checked(
        {
            "kind": "feedback-instrument",
            "id": name,
            "uuid": uuid5(framework.uuid, name),
            "version": version or framework.version,
            "language": texts.language,
            "title": texts.questionnaire_title.replace("{framework}", framework.title),
            "licence": framework.licence,
            "authors": framework.authors,
            "framework": _reference(framework),
            "texts": _reference(texts),
            "selection": rule,
            "customer_word": word,
            "purpose": texts.purpose.replace("{framework}", framework.title),
            "instructions": texts.instructions,
            "minutes": math.ceil(n_items * scales * texts.seconds_per_rating / 60)
            + texts.minutes_for_comments,
            "frequency": texts.frequency,
            "effectiveness": texts.effectiveness if with_effectiveness else None,
            "comments": texts.comments,
            "comment_warning": texts.comment_warning,
            "scoring": texts.scoring,
            "clusters": _clusters(framework, {section.cluster for section in sections}),
            "sections": sections,
        }
    )
    return BuiltQuestionnaire(instrument, tuple(build_findings(instrument, framework.language)))


def _wanted(framework: Framework, competencies: Sequence[str]) -> frozenset[str]:
    known = framework.competencies_by_code
    for place, code in enumerate(competencies):
        if code not in known:
            raise BuildError(
                f"there is no competency '{code}'",
                where=framework.id,
                remedy=f"Use some of these: {', '.join(known)}.",
            )
        if code in competencies[:place]:
            raise BuildError(f"'{code}' is named twice", remedy="Name each competency once.")
    return frozenset(competencies or known)


def _section(
    framework: Framework,
    cluster: Cluster,
    competency: Competency,
    rule: SelectionRule,
    wording: StemWording,
) -> FeedbackSection:
    second = competency.second_emphasis
    return FeedbackSection(
        code=competency.code,
        uuid=competency.uuid,
        name=competency.name,
        cluster=cluster.code,
        tier=competency.tier,
        emphases=(competency.emphasis, *([second] if second else [])),
        facets=tuple(
            FacetTitle(
                code=facet.code,
                uuid=facet.uuid,
                title=wording.customer_word.put_into(facet.title),
            )
            for facet in competency.facets
        ),
        items=tuple(
            _item(framework, facet, indicator, wording)
            for facet, indicator in chosen_indicators(competency, rule)
        ),
    )


def _item(
    framework: Framework, facet: Facet, indicator: Statement, wording: StemWording
) -> FeedbackItem:
    return FeedbackItem(
        code=indicator.code,
        uuid=uuid5(framework.uuid, str(indicator.uuid)),
        indicator=indicator.uuid,
        facet=facet.code,
        stems={
            "self": wording.stem_for_oneself(indicator),
            "others": wording.stem_for_others(indicator),
        },
    )


def _clusters(framework: Framework, used: Iterable[str]) -> tuple[ClusterName, ...]:
    return tuple(
        ClusterName(code=cluster.code, uuid=cluster.uuid, name=cluster.name)
        for cluster in framework.clusters
        if cluster.code in set(used)
    )


def _reference(document: Document) -> DocumentReference:
    return DocumentReference(id=document.id, version=document.version, sha256=document.sha256)


def _name(
    framework: Framework, rule: SelectionRule, with_effectiveness: bool, special: Sequence[object]
) -> str:
    """An id that differs for different choices: feedback-3, feedback-8-effect, feedback-3-x1f…"""
    parts = [framework.id[:50].rstrip("-"), "feedback", str(rule.items_per_competency)]
    if with_effectiveness:
        parts.append("effect")
    if special:
        told = "|".join(str(entry) for entry in special)
        parts.append(f"x{hashlib.sha256(told.encode()).hexdigest()[:8]}")
    return "-".join(parts)


def _checked(fields: dict[str, object]) -> FeedbackInstrument:
    try:
        return FeedbackInstrument.model_validate(fields)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(step) for step in fault["loc"])
        raise BuildError(
            fault["msg"].removeprefix("Value error, "),
            where=place or str(fields["id"]),
            remedy="Correct the framework there.",
        ) from error
