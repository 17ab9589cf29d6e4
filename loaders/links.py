"""Which recommendations the follow-ups of later reports speak of: a graph of its own, across reports.

It is made again from the whole graph at every load, because a report may be loaded before or after the one
it follows up.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode, Triple

from graph.writing import BuildWriter
from loaders.follow_ups import Candidate, link_follow_ups
from loaders.model import FollowUp, Passage, Recommendation, Sentence, Status
from loaders.triples import about, scr, term
from ontology import graph_address

LINKS_GRAPH = graph_address("links")


@dataclass(frozen=True, slots=True)
class _Report:
    """What is needed of a report to tell which came first; ``years`` are those it may be called by."""

    graph: str
    report_id: str
    country: str
    day: date
    years: frozenset[int]


def links(writer: BuildWriter) -> list[Triple]:
    """The triples that tie each follow-up in a draft to the recommendations of earlier reports.

    Reports without their wording give none: their links come with them.
    """
    triples: list[Triple] = []
    reports = sorted(_reports(writer), key=lambda report: (report.country, report.day))
    advice = {report: list(_recommendations(writer, report)) for report in reports}
    targets = {id(candidate): node for found in advice.values() for node, candidate in found}
    for report in reports:
        candidates = [
            candidate
            for earlier in reports
            if earlier.country == report.country and earlier.day < report.day
            for _, candidate in advice[earlier]
        ]
        found = list(_follow_ups(writer, report))
        nodes = {id(follow_up): node for node, follow_up in found}
        for link in link_follow_ups((follow_up for _, follow_up in found), candidates):
            predicate = "concerns" if link.certain else "mayConcern"
            triples += about(nodes[id(link.follow_up)], **{predicate: targets[id(link.candidate)]})
    return list(dict.fromkeys(triples))


def _reports(writer: BuildWriter) -> Iterator[_Report]:
    for statement in writer.matching(predicate=scr("sourceText")):
        graph, node = statement.graph, statement.subject
        report_id = _value(writer, node, term("dcterms:identifier"), graph)
        country, _, rest = report_id.partition("-")
        day = date.fromisoformat(rest[:10])
        issued = _value(writer, node, term("dcterms:issued"), graph)
        years = {day.year, int(issued[:4])} if issued else {day.year}
        yield _Report(graph, report_id, country, day, frozenset(years))


def _recommendations(writer: BuildWriter, report: _Report) -> Iterator[tuple[NamedNode, Candidate]]:
    for statement in writer.matching(predicate=scr("priority"), graph=report.graph):
        recommendation = Recommendation(
            number=_value(writer, statement.subject, scr("number"), report.graph),
            priority=statement.value == "true",
            group="",
            passage=_passage(writer, statement.subject, report.graph),
            inline=None,
            topics=_topics(writer, statement.subject, report.graph),
        )
        yield statement.subject, Candidate(report.report_id, report.years, recommendation)


def _follow_ups(writer: BuildWriter, report: _Report) -> Iterator[tuple[NamedNode, FollowUp]]:
    for statement in writer.matching(predicate=scr("status"), graph=report.graph):
        node = statement.subject
        passage = _passage(writer, node, report.graph)
        year = _value(writer, node, scr("year"), report.graph)
        numbers = tuple(sorted(_values(writer, node, scr("namedNumber"), report.graph)))
        yield (
            node,
            FollowUp(
                Sentence(0, len(passage.text), passage),
                Status(statement.value.rpartition("#")[2]),
                _topics(writer, node, report.graph),
                numbers,
                int(year) if year else None,
            ),
        )


def _passage(writer: BuildWriter, node: NamedNode, graph: str) -> Passage:
    """The sentence of a thing; where it stands does not matter here."""
    return Passage(_value(writer, node, scr("sentence"), graph), array("I"))


def _topics(writer: BuildWriter, node: NamedNode, graph: str) -> tuple[str, ...]:
    return tuple(sorted(iri.rpartition("/")[2] for iri in _values(writer, node, scr("topic"), graph)))


def _value(writer: BuildWriter, node: NamedNode, predicate: NamedNode, graph: str) -> str:
    return next(_values(writer, node, predicate, graph), "")


def _values(writer: BuildWriter, node: NamedNode, predicate: NamedNode, graph: str) -> Iterator[str]:
    return (statement.value for statement in writer.matching(node, predicate, graph))
