"""Which earlier recommendations the follow-ups and recommendations of later reports lead back to: a graph of
its own, across reports.

It is made again from the whole graph at every load, because a report may be loaded before or after the one
it follows up.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pyoxigraph import NamedNode, Triple

from graph.writing import BuildWriter
from loaders.describe.parts import ELECTION_CLASSES
from loaders.matching import Candidate, Earlier, Link, Listing, Tie
from loaders.model import FollowUp, Passage, Recommendation, Sentence, Status
from loaders.repeats import Repeat, Wordings
from loaders.triples import about, scr, term
from ontology import BASE, address, graph_address

LINKS_GRAPH = graph_address("links")
_KINDS = {scr(name).value: kind for kind, name in ELECTION_CLASSES.items()}


@dataclass(frozen=True, slots=True)
class _Report:
    """What is needed of a report to tell which came first and what it is called by."""

    graph: str
    country: str
    day: date
    listing: Listing


def links(writer: BuildWriter) -> list[Triple]:
    """The triples that tie the follow-ups and recommendations in a draft to those of earlier reports.

    Reports without their wording give none: their links come with them.
    """
    reports = sorted(_reports(writer), key=lambda report: (report.country, report.day))
    triples: list[Triple] = []
    for _, of_country in groupby(reports, key=lambda report: report.country):
        triples += _of_country(writer, of_country)
    return list(dict.fromkeys(triples))


def _of_country(writer: BuildWriter, reports: Iterable[_Report]) -> Iterator[Triple]:
    earlier, wordings = Earlier(), Wordings()
    repeats: dict[str, Repeat] = {}
    for _, same_day in groupby(reports, key=lambda report: report.day):
        new: list[Candidate] = []
        for report in same_day:
            statements = dict(_follow_ups(writer, report))
            for link in _with_repeated(earlier.link(statements), repeats):
                yield from _link("follow-up", link)
                yield from _shortcuts(link, statements[link.later].status)
            new += _recommendations(writer, report)
        made_again = wordings.repeats((each.key, each.recommendation.passage.text) for each in new)
        for repeat in made_again:
            repeats[repeat.later] = repeat
            yield from about(
                _node("recommendation", repeat.later), repeats=_node("recommendation", repeat.earlier)
            )
            reason = f"nearly the same words: {round(100 * repeat.score)} per cent in common"
            link = Link(repeat.later, repeat.earlier, Tie.REPEATED, repeat.score, reason)
            for each in _with_repeated([link], repeats):
                yield from _link("recommendation", each)
        earlier.add(new, (repeat.earlier for repeat in made_again))


def _with_repeated(links: Iterable[Link], repeats: Mapping[str, Repeat]) -> Iterator[Link]:
    """The links, and those that lead on from a recommendation to the earlier ones whose wording it repeats.

    What a report says by number of the later wording is said of the earlier one by way of it, and so not for
    certain: the link is a repetition. A proposal stays a proposal.
    """
    direct = list(links)
    yield from direct
    held = {(link.later, link.earlier) for link in direct}
    for link in direct:
        score, at = link.score, link.earlier
        while repeat := repeats.get(at):
            score, at = min(score, repeat.score), repeat.earlier
            if (link.later, at) in held:
                continue
            held.add((link.later, at))
            tie = Tie.PROPOSED if link.tie is Tie.PROPOSED else Tie.REPEATED
            number = link.earlier.rpartition("/")[2]
            reason = f"{link.reason}; by way of recommendation {number} of {link.earlier.rpartition('/')[0]}"
            yield Link(link.later, at, tie, score, reason, through=link.earlier)


def _link(kind: str, link: Link) -> Iterator[Triple]:
    later = _node(kind, link.later)
    yield from about(
        NamedNode(f"{later.value}#link-{link.earlier}"),
        "RecommendationLink",
        linkFrom=later,
        linkTo=_node("recommendation", link.earlier),
        linkKind=scr(link.tie.value),
        score=link.score,
        reason=link.reason,
        through=_node("recommendation", link.through) if link.through else None,
    )


def _shortcuts(link: Link, status: Status) -> Iterator[Triple]:
    """The statements that readers expect beside a link: a certain one says which recommendation is meant,
    and, where it was addressed, by what statement that is known.
    """
    later, earlier = _node("follow-up", link.later), _node("recommendation", link.earlier)
    if link.tie is Tie.CERTAIN:
        yield from about(later, concerns=earlier)
        if status is Status.ADDRESSED:
            yield from about(earlier, addressedBy=later)
    elif link.tie is Tie.PROPOSED:
        yield from about(later, mayConcern=earlier)


def _node(kind: str, key: str) -> NamedNode:
    return NamedNode(address(kind, key))


def _key(node: NamedNode) -> str:
    """What follows the kind in the address of a thing."""
    return node.value.removeprefix(f"{BASE}id/").partition("/")[2]


def _reports(writer: BuildWriter) -> Iterator[_Report]:
    for statement in writer.matching(predicate=scr("sourceText")):
        graph, node = statement.graph, statement.subject
        report_id = _value(writer, node, term("dcterms:identifier"), graph)
        country, _, rest = report_id.partition("-")
        day = date.fromisoformat(rest[:10])
        issued = _value(writer, node, term("dcterms:issued"), graph)
        years = {day.year, int(issued[:4])} if issued else {day.year}
        kinds = frozenset(_elections(writer, node, graph))
        yield _Report(graph, country, day, Listing(report_id, frozenset(years), kinds))


def _elections(writer: BuildWriter, report: NamedNode, graph: str) -> Iterator[str]:
    for election in _values(writer, report, scr("election"), graph):
        for kind in _values(writer, NamedNode(election), term("rdf:type"), graph):
            if known := _KINDS.get(kind):
                yield known


def _recommendations(writer: BuildWriter, report: _Report) -> Iterator[Candidate]:
    for statement in writer.matching(predicate=scr("priority"), graph=report.graph):
        recommendation = Recommendation(
            number=_value(writer, statement.subject, scr("number"), report.graph),
            priority=statement.value == "true",
            group=_value(writer, statement.subject, scr("group"), report.graph),
            passage=_passage(writer, statement.subject, report.graph),
            inline=None,
            topics=(),
        )
        yield Candidate.of(_key(statement.subject), report.listing, recommendation)


def _follow_ups(writer: BuildWriter, report: _Report) -> Iterator[tuple[str, FollowUp]]:
    for statement in writer.matching(predicate=scr("status"), graph=report.graph):
        node = statement.subject
        passage = _passage(writer, node, report.graph)
        year = _value(writer, node, scr("year"), report.graph)
        footnote = _value(writer, node, scr("footnote"), report.graph)
        yield (
            _key(node),
            FollowUp(
                Sentence(0, len(passage.text), passage),
                Status(statement.value.rpartition("#")[2]),
                topics=(),
                numbers=tuple(sorted(_values(writer, node, scr("namedNumber"), report.graph))),
                year=int(year) if year else None,
                election=_value(writer, node, scr("namedElection"), report.graph),
                footnote=int(footnote.rpartition("/")[2].partition(".")[0]) if footnote else None,
            ),
        )


def _passage(writer: BuildWriter, node: NamedNode, graph: str) -> Passage:
    """The sentence of a thing; where it stands does not matter here."""
    return Passage(_value(writer, node, scr("sentence"), graph), array("I"))


def _value(writer: BuildWriter, node: NamedNode, predicate: NamedNode, graph: str) -> str:
    return next(_values(writer, node, predicate, graph), "")


def _values(writer: BuildWriter, node: NamedNode, predicate: NamedNode, graph: str) -> Iterator[str]:
    return (statement.value for statement in writer.matching(node, predicate, graph))
