"""How a sentence assesses what it tells of: contrary to a standard, in line, an improvement, a concern."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from loaders.attribution import INTERLOCUTORS, speaker_in
from loaders.cues import Cue, Cues, Hit, cues_of, fold
from loaders.model import Assessment
from ontology import read_yaml

NONE = "none"
STANDING_ALONE = 1.0
"""The weight from which on a phrase needs no company; only such phrases are negated, or break a standard."""
SLIGHT = 0.6
"""The weight up to which a phrase says little; a negator that is one itself ("not") still turns another."""


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
    told: float
    standards: Cues


class Reason(NamedTuple):
    """A phrase of the sentence, what it speaks for (an assessment, or 'none') and with what weight; with the
    word that negates it, where one does.
    """

    words: str
    label: str
    weight: float


class Verdict(NamedTuple):
    """What a sentence assesses (None where nothing), and why."""

    assessment: Assessment | None
    reasons: tuple[Reason, ...]

    @property
    def cues(self) -> tuple[str, ...]:
        """The words that speak for the assessment; those that say little only where no others do."""
        speaking = [reason for reason in self.reasons if reason.label == self.assessment]
        telling = [reason for reason in speaking if reason.weight > SLIGHT]
        return tuple(dict.fromkeys(reason.words for reason in telling or speaking))


SILENCE = Verdict(None, ())
"""Nothing assessed, and nothing that speaks for an assessment."""


@cache
def _rules() -> _Rules:
    data = read_yaml("cues/assessments.yaml")
    entries = [*read_yaml("cues/approval.yaml"), *read_yaml("cues/criticism.yaml"), *data["entries"]]
    turns = "|".join(data["turns"])
    return _Rules(
        cues=Cues((Cue(e["assessment"], e["weight"], i), e["phrases"]) for i, e in enumerate(entries)),
        sections=[frozenset(e.get("sections", ())) for e in entries],
        threshold=data["threshold"],
        negator=re.compile(rf"\b(?:{'|'.join(data['negators'])})\b(?:[^\w,;]+\w+){{0,3}}[^\w,;]*$"),
        negated=data["negated"],
        conceding=re.compile(rf"(?:^|[,;(] ?)(?:{'|'.join(data['concessions'])})\b"),
        turn=re.compile(rf"(?:;\s+|,\s+(?!\w+,))(?:and )?(?:{turns})\b|(?<!\ball)\sbut\b(?! also)"),
        conceded=data["conceded"],
        repeated=data["repeated"],
        told=data["told"],
        standards=cues_of({"standard": data["standards"]}),
    )


def assess(text: str, section_kinds: Iterable[str] = ()) -> Verdict:
    """What a sentence assesses, by the phrases of ``ontology/cues/`` (assessments, criticism, approval).

    The weights of the phrases in the sentence are added up; where they reach the threshold the sentence is
    assessed as most of its weight says. Conceded clauses ("Although …, …") count for less, except where they
    say that a standard is broken. Criticism in a sentence that names the standard it offends is contrary to
    that standard. What those met say is told because it assesses: the word of interlocutors weighs by itself,
    and speaks as the rest of the sentence does, or of a concern.
    """
    rules = _rules()
    reasons = tuple(_reasons(text, frozenset(section_kinds)))
    weights = _weights(reasons)
    if speaker := speaker_in(text, INTERLOCUTORS):
        reasons = (*reasons, Reason(speaker, _leaning(weights), rules.told))
        weights = _weights(reasons)
    if sum(weights.values()) < rules.threshold or not weights.keys() - {NONE}:
        return Verdict(None, reasons)
    assessment = _decide(weights)
    if assessment is Assessment.CONCERN and (standards := rules.standards.find(text)):
        contrary = Assessment.CONTRARY
        turned = [r._replace(label=contrary) if r.label == assessment else r for r in reasons]
        named = [Reason(text[hit.start : hit.end], contrary, STANDING_ALONE) for hit in standards]
        return Verdict(contrary, (*turned, *named))
    return Verdict(assessment, reasons)


def _weights(reasons: Iterable[Reason]) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for reason in reasons:
        weights[reason.label] += reason.weight
    return weights


def _leaning(weights: Mapping[str, float]) -> str:
    """What a sentence leans to: to an assessment of which it holds words, else to a concern."""
    return _decide(weights) if weights.keys() - {NONE} else Assessment.CONCERN


def _reasons(text: str, section_kinds: frozenset[str]) -> Iterator[Reason]:
    """The phrases of a sentence with what they say and weigh here."""
    rules, folded = _rules(), fold(text)
    elsewhere = {group for group, only in enumerate(rules.sections) if only and not only & section_kinds}
    conceded = _conceded(folded, rules)
    seen: set[tuple[int, str]] = set()
    spoken = 0
    for hit in rules.cues.find(text, without=elsewhere):
        label, start = _label(hit, folded, rules, spoken)
        weight = hit.cue.weight
        spoken = hit.end if abs(weight) > SLIGHT else spoken
        if label != Assessment.CONTRARY and any(first <= hit.start < last for first, last in conceded):
            weight *= rules.conceded
        if (hit.cue.group, label) in seen:
            weight *= rules.repeated
        seen.add((hit.cue.group, label))
        yield Reason(text[start : hit.end], label, weight)


def _decide(weights: Mapping[str, float]) -> Assessment:
    """What the weights amount to: a broken standard goes before all else, criticism before praise."""
    if weights.get("contrary", 0.0) >= STANDING_ALONE:
        return Assessment.CONTRARY
    return max(Assessment, key=lambda label: (weights.get(label, 0.0), label is Assessment.CONCERN))


def _label(hit: Hit, folded: str, rules: _Rules, spoken: int) -> tuple[str, int]:
    """What a phrase says here, and where its words begin: the opposite, from the negator on, where one stands
    close before it. A negator in a phrase already read (those end at ``spoken``) has done its work and turns
    no further criticism into praise.
    """
    label = hit.cue.label
    negator = rules.negator.search(folded, max(0, hit.start - 60), hit.start)
    if hit.cue.weight < STANDING_ALONE or not negator or label not in rules.negated:
        return label, hit.start
    if label == Assessment.CONCERN and negator.start() < spoken:
        return label, hit.start
    return rules.negated[label], negator.start()


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
