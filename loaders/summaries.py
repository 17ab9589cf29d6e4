"""Which findings of the body a summary repeats.

A sentence of a summary often merges several of the body and leaves out their details. Two findings are taken
for one statement where their words are alike, those that few findings of the report have counting most (the
cosine of the two sentences with words weighted by the logarithm of their inverse frequency), and a topic is
common to both.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from loaders.model import Finding, Summary

CLEAR = 0.4
"""The score from which on a likeness is clear. By eye, one pair in thirty above it is chance, one in three
right below it.
"""

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_STEM = 6  # letters: "assessed" and "assessment", "restricts" and "restrictions" are one word


def find_summaries(findings: Sequence[Finding]) -> tuple[Summary, ...]:
    """For each finding of a summary the findings of the body that it clearly repeats, the most alike first.

    ``findings`` are those of one report. The score is between 0 (no common word) and 1 (the same words).
    """
    stems = [_stems(finding.sentence.text) for finding in findings]
    in_body: dict[str, list[int]] = {stem: [] for found in stems for stem in found}
    for index, finding in enumerate(findings):
        for stem in () if finding.in_summary else stems[index]:
            in_body[stem].append(index)
    size = len(findings)
    weights = {stem: math.log(size / max(1, len(holders))) ** 2 for stem, holders in in_body.items()}
    lengths = [math.sqrt(sum(weights[stem] for stem in found)) for found in stems]
    summaries: list[Summary] = []
    for index, finding in enumerate(findings):
        common: dict[int, float] = defaultdict(float)
        for stem in stems[index] if finding.in_summary else ():
            for other in in_body[stem]:
                common[other] += weights[stem]
        alike = [
            Summary(finding, findings[other], round(weight / (lengths[index] * lengths[other]), 2))
            for other, weight in common.items()
            if set(finding.topics) & set(findings[other].topics)
        ]
        clear = (summary for summary in alike if summary.score >= CLEAR)
        summaries += sorted(clear, key=lambda summary: -summary.score)
    return tuple(summaries)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.group().lower()[:_STEM] for word in _WORD.finditer(text))
