"""What ``scrutineer check`` says of the reports' own figures, on figures of invented elections in Varland."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from api.checks import Disagreement, disagreements
from graph.builds import Builds
from graph.local import LocalEndpoint
from loaders.triples import about, literal
from ontology import address, graph_address

# Each report: its figures as "property qualifier=value", and what the checks find.
CONTRADICTIONS: list[tuple[str, list[str], set[str]]] = [
    ("nothing told", [], set()),
    ("told twice", ["candidates-registered=234", "candidates-registered=235"], {"told-twice"}),
    ("a share over 100", ["turnout-percent=101.5"], {"percent-over-100"}),
    ("a share of 100", ["turnout-percent=100.0"], set()),
    ("more women than candidates", ["candidates-registered=9", "candidates-women=11"], {"part-over-whole"}),
    ("women of one ballot", ["candidates-registered list=90", "candidates-women=95"], set()),
    ("seats beyond the house", ["seats-total=100", "seats-proportional=107"], {"part-over-whole"}),
    ("shares rounded up", ["result-percent A=60.4", "result-percent B=40.1"], set()),
    ("shares over 100", ["result-percent A=60.4", "result-percent B=41.1"], {"shares-over-100"}),
    (
        "shares of two rounds",
        ["result-percent A=60.0", "result-percent B=40.0", "result-percent A (second round)=60.0"],
        set(),
    ),
    (
        "a share told twice counts once",
        ["result-percent A=60.0", "result-percent A=60.4", "result-percent B=40.0"],
        {"told-twice"},
    ),
    (
        "more seats than there are",
        ["seats-total=100", "result-seats A=60", "result-seats B=41"],
        {"seats-do-not-add-up"},
    ),
    ("a table of the largest parties", ["seats-total=100", "result-seats A=60", "result-seats B=30"], set()),
    (
        "all parties, too few seats",
        ["seats-total=100", "seats-proportional=80", "result-seats A=60", "result-percent A=100.0"],
        {"seats-do-not-add-up"},
    ),
    (
        "all parties, the proportional seats",
        ["seats-total=100", "seats-proportional=80", "result-seats A=80", "result-percent A=100.0"],
        set(),
    ),
    (
        "more votes than voters",
        ["registered-voters=1000", "turnout-percent=50.0", "result-votes A=300", "result-votes B=230"],
        {"more-votes-than-voters"},
    ),
    (
        "as many votes as voters",
        ["registered-voters=1000", "turnout-percent=50.0", "result-votes A=300", "result-votes B=200"],
        set(),
    ),
    (
        "votes of two rounds",
        ["registered-voters=9", "turnout-percent=50.0", "result-votes A=4",
         "result-votes B (second round)=4"],
        set(),
    ),
    (
        "more votes, a smaller share",
        ["result-votes A=500", "result-percent A=40.0", "result-votes B=400", "result-percent B=41.0"],
        {"more-votes-smaller-share"},
    ),
]  # fmt: skip

# Two reports on one election: the statement, the final report, whether they differ, and why.
DIFFERENCES: list[tuple[str, str, bool, str]] = [
    ("turnout-percent=61.2", "turnout-percent=62.4", True, "a later count"),
    ("turnout-percent=69.0", "turnout-percent=69.4", False, "a share, rounded"),
    ("registered-voters=2400000", "registered-voters=2412310", False, "a number, rounded"),
    ("registered-voters=2412310", "registered-voters=2412390", True, "some more voters"),
    ("result-votes A=10", "result-votes B=11", False, "two parties"),
    ("head-of-mission=Ilva Teren", "head-of-mission=Geir Orn", False, "no figures"),
]


def report(name: str, election: str, issued: str, figures: list[str]) -> Iterator[Quad]:
    graph, document = NamedNode(graph_address(name)), NamedNode(address("report", name))
    nodes: dict[str, list[NamedNode]] = {}
    triples = [*about(document, "Report", dcterms_identifier=name)]
    issue = Literal(issued, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    yield Quad(document, NamedNode("http://purl.org/dc/terms/issued"), issue, graph)
    for start, figure in enumerate(figures):
        what, _, printed = figure.partition("=")
        name, _, qualifier = what.partition(" ")
        value = float(printed) if "." in printed else int(printed) if printed.isdigit() else printed
        node = NamedNode(f"{document.value}#fact-{start}")
        triples += about(
            node,
            "ElectionFact",
            report=document,
            election=NamedNode(address("election", election)),
            property=name,
            qualifier=qualifier,
            value=value,
            start=start,
            sentence=f"It was {literal(value).value}.",
            contradicts=nodes.get(what, []),
        )
        for other in nodes.get(what, []):
            triples += about(other, contradicts=node)
        nodes.setdefault(what, []).append(node)
    yield from (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Disagreement]]:
    """What the checks find in a graph of all these reports, by report."""
    store: Path = tmp_path_factory.mktemp("figures")
    with Builds(store).writer() as writer:
        for number, (_, figures, _) in enumerate(CONTRADICTIONS):
            name = f"xv-{2100 + number}-01-01"
            quads = report(f"{name}-final", name, f"{2100 + number}-05-01", figures)
            writer.replace_graph(graph_address(f"{name}-final"), quads)
        for number, (earlier, later, _, _) in enumerate(DIFFERENCES):
            name = f"xw-{2100 + number}-01-01"
            for kind, day, figure in (("preliminary", "01-02", earlier), ("final", "05-01", later)):
                quads = report(f"{name}-{kind}", name, f"{2100 + number}-{day}", [figure])
                writer.replace_graph(graph_address(f"{name}-{kind}"), quads)
        writer.publish()
    by_report: dict[str, list[Disagreement]] = {}
    with LocalEndpoint(store) as endpoint:
        for one in disagreements(endpoint):
            by_report.setdefault(one.report, []).append(one)
    return by_report


@pytest.mark.parametrize(
    ("number", "checks"),
    [(number, checks) for number, (_, _, checks) in enumerate(CONTRADICTIONS)],
    ids=[reason for reason, _, _ in CONTRADICTIONS],
)
def test_contradictions(number: int, checks: set[str], found: dict[str, list[Disagreement]]) -> None:
    told = found.get(f"xv-{2100 + number}-01-01-final", [])
    assert {one.check for one in told} == checks
    assert all(one.severity == "contradiction" for one in told)


@pytest.mark.parametrize(
    ("number", "differ"),
    [(number, differ) for number, (_, _, differ, _) in enumerate(DIFFERENCES)],
    ids=[reason for *_, reason in DIFFERENCES],
)
def test_differences(number: int, differ: bool, found: dict[str, list[Disagreement]]) -> None:
    told = found.get(f"xw-{2100 + number}-01-01-preliminary", [])
    assert [one.severity for one in told] == ["difference"] * differ


def test_a_contradiction_is_said_with_figures_and_words(found: dict[str, list[Disagreement]]) -> None:
    [told] = found["xv-2101-01-01-final"]
    assert str(told) == (
        "xv-2101-01-01-final: A figure is told twice, and differently: "
        "candidates registered: 234 at 0, and 235 at 1\n    “It was 234.”\n    “It was 235.”"
    )
