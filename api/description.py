"""What ``/sparql`` offers, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.build import Build
from loaders.dataset import DATASET
from ontology import PREFIXES

FORMATS = "http://www.w3.org/ns/formats/"
TYPE = NamedNode(PREFIXES["rdf"] + "type")
TRIPLES = NamedNode(PREFIXES["void"] + "triples")
OFFERED = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV "
    "Turtle N-Triples RDF_XML JSON-LD N3 N-Quads TriG"
)


def describe(address: str, build: Build | None, described: Iterable[Triple] = ()) -> list[Triple]:
    """The service description of the endpoint at ``address`` (its URL).

    :param described: what the build says of itself; where it says nothing, its named graphs are listed
    """
    service, merged = BlankNode("service"), BlankNode("merged")
    dataset = DATASET if build and build.description else BlankNode("dataset")
    triples = [
        Triple(service, TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(address)),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        *(Triple(service, _sd("resultFormat"), NamedNode(FORMATS + name)) for name in OFFERED.split()),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), merged),
        Triple(merged, TYPE, _sd("Graph")),
        *(described or _named_graphs(dataset, build)),
    ]
    return list(dict.fromkeys(triples))


def _named_graphs(dataset: NamedNode | BlankNode, build: Build | None) -> list[Triple]:
    found = []
    for number, (name, info) in enumerate(build.graphs.items() if build else ()):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        found += [
            Triple(dataset, _sd("namedGraph"), named),
            Triple(named, TYPE, _sd("NamedGraph")),
            Triple(named, _sd("name"), NamedNode(name)),
            Triple(named, _sd("graph"), graph),
            Triple(graph, TYPE, _sd("Graph")),
            Triple(graph, TRIPLES, Literal(info.quads)),
        ]
    return found


def _sd(name: str) -> NamedNode:
    return NamedNode(PREFIXES["sd"] + name)
