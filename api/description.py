"""What ``/sparql`` offers, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from graph.build import Build
from ontology import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
TYPE = NamedNode(PREFIXES["rdf"] + "type")
TRIPLES = NamedNode("http://rdfs.org/ns/void#triples")
OFFERED = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV "
    "Turtle N-Triples RDF_XML JSON-LD N3 N-Quads TriG"
)


def describe(address: str, build: Build | None, form: RdfFormat) -> bytes:
    """The service description of the endpoint at ``address`` (its URL), serialised in ``form``."""
    service, dataset, merged = BlankNode("service"), BlankNode("dataset"), BlankNode("merged")
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
        *_named_graphs(dataset, build),
    ]
    prefixes = {"sd": SD, "void": TRIPLES.value.removesuffix("triples")}
    return serialize(triples, format=form, prefixes=prefixes) or b""


def _named_graphs(dataset: BlankNode, build: Build | None) -> list[Triple]:
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
    return NamedNode(SD + name)
