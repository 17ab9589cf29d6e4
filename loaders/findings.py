"""Findings: the body sentences in which a report assesses, or that carry a citation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from loaders.assessing import SILENCE, assess
from loaders.attribution import view_of
from loaders.cues import Cues, cues_of
from loaders.model import BlockKind, Citation, Finding, Recommendation, Report
from loaders.observed import find_observation_figures
from loaders.topics import topics_by_sentence
from ontology import read_yaml

SILENT = frozenset({"introduction", "mission-activities", "annex-of-persons", "results-annex"})
"""Kinds of sections that assess nothing: they tell of the mission, or list. What they cite is a finding."""

BOILERPLATE = frozenset({"about", "recommendations"})
"""Kinds of sections whose own sentences are the same in every report; what they cite supports no finding."""

SUMMARY = "executive-summary"


@cache
def _appeals() -> Cues:
    return cues_of(read_yaml("cues/appeals.yaml")["appeals"])


def find_findings(
    report: Report, citations: Sequence[Citation], recommendations: Sequence[Recommendation]
) -> tuple[Finding, ...]:
    """The findings of a report, in reading order: its body sentences that assess, and those that carry a
    citation (a citation's ``anchor``; their assessment may be None). Recommendations are no findings, neither
    in their list nor where they stand in the body.
    """
    cited = {citation.anchor.span for citation in citations if citation.anchor is not None}
    advice = [r.span for r in recommendations]
    advice += [r.inline.span() for r in recommendations if r.inline is not None]
    found: list[Finding] = []
    for block in report.blocks:
        path = report.section_path(block)
        kinds = [section.kind for section in path]
        if block.kind is BlockKind.ROW or not path or BOILERPLATE.intersection(kinds):
            continue
        for sentence, topics in zip(block.sentences, topics_by_sentence(block, path), strict=True):
            verdict = SILENCE if SILENT.intersection(kinds) else assess(sentence.text, kinds)
            if not (verdict.assessment or sentence.span in cited) or any(map(sentence.span.overlaps, advice)):
                continue
            finding = Finding(
                sentence,
                block,
                verdict.assessment,
                topics,
                in_summary=SUMMARY in kinds,
                view=view_of(sentence.text, verdict.cues),
                appeals=tuple(sorted(_appeals().labels(sentence.text))),
                cues=verdict.cues,
                figures=find_observation_figures(block, sentence, kinds),
            )
            found.append(finding)
    return tuple(found)
