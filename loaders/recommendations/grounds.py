"""What leads up to a recommendation: the findings before it in the body, and the standards they rest on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders.layout.sentences import split_sentences
from loaders.model import Assessment, Citation, Finding, Passage, Recommendation, Report
from loaders.recommendations.inline import overlap

REACH = 4
"""How many paragraphs before a recommendation are taken for what leads up to it.

ODIHR reports discuss a matter in two or three paragraphs and close with what they recommend on it."""

COMMON = 0.1
"""A word that stands in more than this share of a report's paragraphs tells nothing of what one is about."""

SAME_FINDING = 0.8
"""From this share of the words of the shorter on, a finding is what a table gives as context.

Tables shorten: they leave out footnotes, subordinate clauses, and what the standards say."""

_FEWEST_WORDS = 5
_PAGE = re.compile(r"\(?\bp(?:ages?|p?\.)\s*\d+[^)]*\)?", re.I)

_SPEAKS_FOR_ACTING = frozenset({Assessment.CONTRARY, Assessment.CONCERN, None})
_STEM = re.compile(r"\b[^\W\d_]{5,7}")


def with_grounds(
    report: Report,
    recommendations: Sequence[Recommendation],
    findings: Sequence[Finding],
    citations: Sequence[Citation],
) -> tuple[Recommendation, ...]:
    """The recommendations with the findings and citations that lead up to them.

    These are findings of the same section that criticise, or rest on a citation, before the place where the
    recommendation stands in the body, as far back as the recommendation before and ``REACH`` paragraphs at
    most. In the nearest paragraph that has any, those that break or cite a standard and those that share an
    uncommon word with the recommendation are taken (those that share a topic, where there are none such);
    farther off, those that share a word and a topic. Recommendations that stand in a row share what leads
    up to them. What a table gives as context is found by its wording.
    """
    grounds = _Grounds(report, recommendations, findings)
    taken = []
    for recommendation in recommendations:
        found = {f.sentence.span: f for f in grounds.of(recommendation)}
        found |= {f.sentence.span: f for f in _in_context(recommendation.context, findings)}
        behind = tuple(found.values())
        cited = _rests_on(recommendation, behind, citations)
        taken.append(replace(recommendation, findings=behind, citations=cited))
    return tuple(taken)


class _Grounds:
    """The findings of a report, by the paragraphs they stand in, and where it advises."""

    def __init__(
        self, report: Report, recommendations: Sequence[Recommendation], findings: Sequence[Finding]
    ) -> None:
        self._blocks = report.blocks
        self._advice = [r.inline.span() for r in recommendations if r.inline]
        self._findings: dict[int, list[Finding]] = {}
        for finding in findings:
            if finding.assessment in _SPEAKS_FOR_ACTING:
                self._findings.setdefault(finding.block.ordinal, []).append(finding)
        counts = Counter(stem for block in report.blocks for stem in _stems(block.text))
        self._common = {stem for stem, count in counts.items() if count > COMMON * len(report.blocks)}

    def of(self, recommendation: Recommendation) -> list[Finding]:
        """The findings that lead up to a recommendation, in the order of the text."""
        near: list[Finding] | None = None
        taken: list[Finding] = []
        for speaking in self._paragraphs_before(recommendation):
            alike = [f for f in speaking if self._shares_word(f, recommendation)]
            if near is None:
                near = speaking
                taken = [f for f in near if f in alike or f.assessment is not Assessment.CONCERN]
            else:
                taken = [f for f in alike if set(f.topics) & set(recommendation.topics)] + taken
        return taken or [f for f in near or () if set(f.topics) & set(recommendation.topics)]

    def _paragraphs_before(self, recommendation: Recommendation) -> Iterator[list[Finding]]:
        """The findings before a recommendation, paragraph by paragraph backwards, without empty ones."""
        if recommendation.inline is None:
            return
        place = recommendation.inline.span()
        own = next(i for i, block in enumerate(self._blocks) if block.passage.span().overlaps(place))
        passed, spoke = 0, False
        for block in self._blocks[own::-1]:
            advises = any(block.passage.span().overlaps(span) for span in self._advice if span != place)
            if block.section != self._blocks[own].section or passed > REACH or (advises and spoke):
                return
            findings = self._findings.get(block.ordinal, ())
            if speaking := [f for f in findings if f.sentence.span.end <= place.start]:
                spoke = True
                yield speaking
            passed += not advises

    def _shares_word(self, finding: Finding, recommendation: Recommendation) -> bool:
        shared = _stems(finding.sentence.text) & _stems(recommendation.passage.text)
        return bool(shared - self._common)


def _stems(text: str) -> set[str]:
    """The words of a text, cut to seven letters: 'commission' and 'commissioners' are one."""
    return {stem.rstrip("s") for stem in _STEM.findall(text.lower())}


def _in_context(context: Passage | None, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of the body that a table of recommendations repeats."""
    if context is None:
        return []
    told = [_PAGE.sub("", sentence.text) for sentence in split_sentences(context, ())]
    told = [text for text in told if len(text.split()) >= _FEWEST_WORDS]
    return [f for f in findings if any(overlap(f.sentence.text, text) >= SAME_FINDING for text in told)]


def _rests_on(
    recommendation: Recommendation, findings: Iterable[Finding], citations: Iterable[Citation]
) -> tuple[Citation, ...]:
    """The citations of the findings, those in the recommendation itself and its footnotes, and those of the
    table's column of commitments.
    """
    spans = {finding.sentence.span for finding in findings}
    own = [recommendation.span, *([recommendation.inline.span()] if recommendation.inline else [])]
    beside = set(recommendation.standards.offsets) if recommendation.standards else set()
    return tuple(
        citation
        for citation in citations
        if citation.span.start in beside
        or (citation.anchor and citation.anchor.span in spans)
        or (citation.anchor and not beside and any(map(citation.anchor.span.overlaps, own)))
    )
