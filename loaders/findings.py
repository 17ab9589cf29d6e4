"""Findings: the body sentences in which a report assesses, or that carry a citation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from loaders.cues import Cue, Cues, Hit, cues_of, fold
from loaders.model import Assessment, BlockKind, Citation, Finding, Recommendation, Report
from loaders.topics import topics_by_sentence
from ontology import read_yaml

SILENT = frozenset(
    {"introduction", "mission-activities", "recommendations", "annex-of-persons", "results-annex", "about"}
)
"""Kinds of sections that assess nothing: they tell of the mission, repeat, or list."""

SUMMARY = "executive-summary"
NONE = "none"
STANDING_ALONE = 1.0
"""The weight from which on a phrase needs no company; only such phrases are negated, or break a standard."""
SLIGHT = 0.5
"""The weight up to which a phrase needs company; a negator that is one itself ("not") still turns another."""


class _Rules(NamedTuple):
    cues: Cues
    sections: Sequence[frozenset[str]]
    threshold: float
    negator: re.Pattern[str]
    negated: dict[str, str]
    conceding: re.Pattern[str]
    turn: re.Pattern[str]
    conceded: float
    repeated: float
    standards: Cues


class Reason(NamedTuple):
    """A phrase of the sentence, what it speaks for (an assessment, or 'none') and with what weight."""

    words: str
    label: str
    weight: float


class Verdict(NamedTuple):
    """What a sentence assesses (None where nothing), and why."""

    assessment: Assessment | None
    reasons: tuple[Reason, ...]


@cache
def _rules() -> _Rules:
    data = read_yaml("cues/assessments.yaml")
    entries = [*read_yaml("cues/approval.yaml"), *read_yaml("cues/criticism.yaml"), *data["entries"]]
    return _Rules(
        cues=Cues((Cue(e["assessment"], e["weight"], i), e["phrases"]) for i, e in enumerate(entries)),
        sections=[frozenset(e.get("sections", ())) for e in entries],
        threshold=data["threshold"],
        negator=re.compile(rf"\b(?:{'|'.join(data['negators'])})\b(?:[^\w,;]+\w+){{0,3}}[^\w,;]*$"),
        negated=data["negated"],
        conceding=re.compile(rf"(?:^|[,;(] ?)(?:{'|'.join(data['concessions'])})\b"),
        turn=re.compile(rf"[,;]\s+(?:and )?(?:{'|'.join(data['turns'])})\b|(?<!\ball)\sbut\b(?! also)"),
        conceded=data["conceded"],
        repeated=data["repeated"],
        standards=cues_of({"standard": data["standards"]}),
    )


@cache
def _views() -> Cues:
    return cues_of(read_yaml("cues/attribution.yaml")["views"])


def assess(text: str, section_kinds: Iterable[str] = ()) -> Verdict:
    """What a sentence assesses, by the phrases of ``ontology/cues/`` (assessments, criticism, approval).

    The weights of the phrases in the sentence are added up; where they reach the threshold the sentence is
    assessed as most of its weight says. Conceded clauses ("Although …, …") count for less, except where they
    say that a standard is broken.
    """
    rules, kinds = _rules(), frozenset(section_kinds)
    elsewhere = {group for group, only_in in enumerate(rules.sections) if only_in and not only_in & kinds}
    folded = fold(text)
    conceded = _conceded(folded, rules)
    weights: dict[str, float] = defaultdict(float)
    seen, reasons, spoken = set(), [], 0
    for hit in rules.cues.find(text, without=elsewhere):
        label, weight = _label(hit, folded, rules, spoken), hit.cue.weight
        spoken = hit.end if abs(weight) > SLIGHT else spoken
        if label != Assessment.CONTRARY and any(start <= hit.start < end for start, end in conceded):
            weight *= rules.conceded
        if (hit.cue.group, label) in seen:
            weight *= rules.repeated
        seen.add((hit.cue.group, label))
        weights[label] += weight
        reasons.append(Reason(text[hit.start : hit.end], label, weight))
    if sum(weights.values()) < rules.threshold or not weights.keys() - {NONE}:
        return Verdict(None, tuple(reasons))
    return Verdict(_decide(weights, names_standard=bool(rules.standards.find(text))), tuple(reasons))


def _decide(weights: Mapping[str, float], names_standard: bool) -> Assessment:
    """What the weights amount to: a broken standard goes before all else, criticism before praise."""
    if weights.get("contrary", 0.0) >= STANDING_ALONE:
        return Assessment.CONTRARY
    assessment = max(Assessment, key=lambda label: (weights.get(label, 0.0), label is Assessment.CONCERN))
    if assessment is Assessment.CONCERN and names_standard:
        return Assessment.CONTRARY
    return assessment


def _label(hit: Hit, folded: str, rules: _Rules, spoken: int) -> str:
    """What a phrase says here: the opposite where a negator stands close before it. A negator in a phrase
    already read (those end at ``spoken``) has done its work and turns no further criticism into praise.
    """
    label = hit.cue.label
    negator = rules.negator.search(folded, max(0, hit.start - 60), hit.start)
    if hit.cue.weight < STANDING_ALONE or not negator:
        return label
    if label == Assessment.CONCERN and negator.start() < spoken:
        return label
    return rules.negated.get(label, label)


def _conceded(folded: str, rules: _Rules) -> list[tuple[int, int]]:
    """The stretches of a sentence that concede: "Although A, B" concedes A; "A, but B" concedes A too."""
    stretches = []
    for match in rules.conceding.finditer(folded):
        comma = folded.find(",", match.end())
        stretches.append((match.start(), comma if comma > 0 else len(folded)))
    for match in rules.turn.finditer(folded):
        if not any(start <= match.start() < end for start, end in stretches):
            stretches.append((0, match.start()))
            break
    return stretches


def view_of(text: str) -> str:
    """Whose view a sentence gives: 'mission', 'interlocutors' or 'authorities'."""
    hits = _views().find(text)
    return hits[0].cue.label if hits else "mission"


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
        silent = bool(SILENT.intersection(kinds))
        for sentence, topics in zip(block.sentences, topics_by_sentence(block, path), strict=True):
            assessment = None if silent else assess(sentence.text, kinds).assessment
            if not (assessment or sentence.span in cited) or any(map(sentence.span.overlaps, advice)):
                continue
            view = view_of(sentence.text)
            appeals = tuple(sorted(_appeals().labels(sentence.text)))
            found.append(Finding(sentence, block, assessment, topics, SUMMARY in kinds, view, appeals))
    return tuple(found)
