"""Findings."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from loaders.describe.context import Context, topic_nodes
from loaders.model import Finding
from loaders.triples import about, scr


def describe_findings(context: Context) -> Iterator[Triple]:
    """The findings of the report; their citations, bodies and laws are told where those are described."""
    for finding in context.found.findings:
        yield from _finding(context, finding)


def _finding(context: Context, finding: Finding) -> Iterator[Triple]:
    span = finding.sentence.span
    yield from about(
        context.node("finding", span.start),
        "Finding",
        report=context.iri,
        election=context.election,
        dcterms_isPartOf=context.node("paragraph", finding.block.ordinal),
        section=context.section(finding.block.section),
        **context.quoted(span),
        sentence=finding.sentence.text,
        assessment=scr(finding.assessment.value) if finding.assessment else None,
        topic=topic_nodes(finding.topics),
        inSummary=finding.in_summary,
        view=finding.view,
        appealsTo=[scr(standard) for standard in finding.appeals],
        footnote=[context.node("footnote", number) for number in finding.sentence.markers],
    )
