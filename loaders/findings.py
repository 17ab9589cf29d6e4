"""Findings: the body sentences in which a report assesses, or that carry a citation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from loaders.assessing import SILENCE, assess
from loaders.cues import Cues, cues_of
from loaders.model import BlockKind, Citation, Finding, Recommendation, Report
from loaders.observed import find_observation_figures
from loaders.topics import topics_by_sentence
from ontology import read_yaml

SILENT = frozenset(
    {"introduction", "mission-activities", "recommendations", "annex-of-persons", "results-annex", "about"}
)
"""Kinds of sections that assess nothing: they tell of the mission, repeat, or list."""

SUMMARY = "executive-summary"


@cache
def _attributions(where: str) -> Cues:
    return cues_of(read_yaml("cues/attribution.yaml")[where])


def view_of(text: str, cues: Collection[str] = ()) -> str:
    """Whose view a sentence gives: 'mission', 'interlocutors' or 'authorities'.

    ``cues`` are the words that decide its assessment: of several who speak, the last one before these end
    counts.
    """
    said = min((text.find(cue) + len(cue) for cue in cues), default=len(text))
    speaking = [hit for hit in _attributions("views").find(text) if hit.start < said]
    if speaking:
        return speaking[-1 if cues else 0].cue.label
    behind = _attributions("behind").find(text) if cues else []
    return behind[0].cue.label if behind else "mission"


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
        if block.kind is BlockKind.ROW or not path:
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
