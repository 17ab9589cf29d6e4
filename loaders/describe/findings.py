"""Findings."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.describe.context import Context, topic_nodes
from loaders.model import Finding
from loaders.triples import about, scr


def describe_findings(context: Context) -> Iterator[Triple]:
    """The findings of the report; their citations, bodies and laws are told where those are described."""
    for finding in context.found.findings:
        yield from _finding(context, finding)
    for summary in context.found.summaries:
        body = context.node("finding", summary.body.sentence.span.start)
        yield from about(context.node("finding", summary.finding.sentence.span.start), summarises=body)


def _finding(context: Context, finding: Finding) -> Iterator[Triple]:
    span = finding.sentence.span
    node = context.node("finding", span.start)
    figures = [NamedNode(f"{context.iri.value}#figure-{figure.span.start}") for figure in finding.figures]
    yield from about(
        node,
        "Finding",
        report=context.iri,
        election=context.election,
        dcterms_isPartOf=context.node("paragraph", finding.block.ordinal),
        section=context.section(finding.block.section),
        **context.quoted(span),
        sentence=finding.sentence.text,
        assessment=scr(finding.assessment.value) if finding.assessment else None,
        cue=finding.cues,
        topic=topic_nodes(finding.topics),
        inSummary=finding.in_summary,
        view=finding.view,
        appealsTo=[scr(standard) for standard in finding.appeals],
        footnote=[context.node("footnote", number) for number in finding.sentence.markers],
        figure=figures,
    )
    for address, figure in zip(figures, finding.figures, strict=True):
        yield from about(
            address,
            "ObservationFigure",
            report=context.iri,
            **context.quoted(figure.span),
            observed=figure.observed,
            percent=figure.percent,
            count=figure.count,
            total=figure.total,
            stage=figure.stage,
            hedge=figure.hedge,
        )
