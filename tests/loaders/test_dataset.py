"""The dataset's description: its numbers are what queries count, and it says what was made of what."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import Graph

from graph.asking import Cell, Endpoint
from graph.builds import Build, Builds
from graph.dumps import import_dump, quads_of, read_dump
from graph.entailment import ENTAILED_GRAPH
from graph.local import LocalEndpoint
from loaders.dataset import DATASET_GRAPH, DUMPS, description, dump
from loaders.load import load
from ontology import BASE, PREFIXES, graph_address
from queries import canned, examples
from tests.reports import FINAL, FOLDER, INTERIM

HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def rows(endpoint: Endpoint, query: str) -> list[dict[str, Cell]]:
    return endpoint.select(HEAD + query).rows


def said(endpoint: Endpoint, query: str) -> dict[tuple[Cell, ...], Cell]:
    """What the description says: the last column by the others."""
    return {tuple(row.values())[:-1]: tuple(row.values())[-1] for row in rows(endpoint, query)}


@pytest.fixture(scope="module")
def build(store: Builds) -> Build:
    found = store.current()
    assert found is not None
    return found


PARTITIONS = {
    "statements": (
        "SELECT ?n { ?d void:classes ?any ; void:triples ?n }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    ),
    "things": (
        "SELECT ?n { ?d void:distinctSubjects ?n }",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    ),
    "classes": (
        "SELECT ?c ?n { ?d void:classPartition ?part . ?part void:class ?c ; void:entities ?n }",
        "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c FILTER isIRI(?c) } GROUP BY ?c",
    ),
    "properties": (
        """SELECT ?p ?n
        { ?d void:classes ?any ; void:propertyPartition [ void:property ?p ; void:triples ?n ] }""",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    ),
    "properties of each class": (
        """SELECT ?c ?p ?n
        { ?k void:class ?c ; void:propertyPartition [ void:property ?p ; void:triples ?n ] }""",
        "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER isIRI(?c) } GROUP BY ?c ?p",
    ),
    "classes they lead to": (
        """SELECT ?c ?p ?d ?n
        { ?k void:class ?c ; void:propertyPartition ?q .
          ?q void:property ?p ; void:classPartition [ void:class ?d ; void:triples ?n ] }""",
        """SELECT ?c ?p ?d (COUNT(*) AS ?n)
        { ?s a ?c ; ?p ?o . ?o a ?d FILTER (isIRI(?c) && isIRI(?d)) } GROUP BY ?c ?p ?d""",
    ),
    "datatypes of their values": (
        """SELECT ?c ?p ?t ?n
        { ?k void:class ?c ; void:propertyPartition ?q .
          ?q void:property ?p ; voidext:datatypePartition [ voidext:datatype ?t ; void:triples ?n ] }""",
        """SELECT ?c ?p ?t (COUNT(*) AS ?n)
        { ?s a ?c ; ?p ?o FILTER (isIRI(?c) && isLiteral(?o)) BIND (DATATYPE(?o) AS ?t) }
        GROUP BY ?c ?p ?t""",
    ),
    "named graphs": (
        "SELECT ?g ?n { ?d void:subset [ sd:name ?g ; void:triples ?n ] }",
        f"""SELECT ?g (COUNT(*) AS ?n)
        {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{DATASET_GRAPH}>) }} GROUP BY ?g""",
    ),
}


@pytest.mark.parametrize("part", PARTITIONS)
def test_every_number_is_what_a_query_counts(endpoint: Endpoint, part: str) -> None:
    described, counted = PARTITIONS[part]
    found = said(endpoint, described)
    assert found
    assert found == said(endpoint, counted)


def test_editors_find_prefixes_and_examples(endpoint: Endpoint) -> None:
    """The queries that https://github.com/sib-swiss/sparql-editor documents."""
    prefixes = said(endpoint, "SELECT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }")
    assert prefixes == {(prefix,): iri for prefix, iri in PREFIXES.items()}
    texts = said(
        endpoint,
        """SELECT ?q ?text
        { ?q a sh:SPARQLExecutable ; rdfs:comment ?c ; sh:select|sh:ask|sh:construct ?text }""",
    )
    assert set(texts.values()) == {query.text for query in (*canned().values(), *examples())}


def test_it_parses_elsewhere_and_leads_to_examples(endpoint: Endpoint, build: Build) -> None:
    lines = "".join(f"{quad.triple} .\n" for quad in quads_of(build, [DATASET_GRAPH]))
    assert len(Graph().parse(data=lines, format="nt")) == lines.count("\n") > 500
    for row in rows(endpoint, "SELECT ?thing { ?d void:exampleResource|void:rootResource ?thing }"):
        assert str(row["thing"]).startswith(f"{BASE}id/")
        assert endpoint.holds(f"ASK {{ <{row['thing']}> ?p ?o }}")


def test_it_says_of_which_files_a_build_was_made(endpoint: Endpoint, build: Build) -> None:
    used = rows(
        endpoint,
        "SELECT ?name ?digest { ?version dcterms:identifier ?id ; prov:wasGeneratedBy/prov:used ?file . "
        "?file scr:fileName ?name ; scr:sha256 ?digest . ?d dcat:version ?id }",
    )
    assert {row["name"]: row["digest"] for row in used} == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FOLDER.glob("*.txt")
    }
    (version,) = rows(endpoint, "SELECT ?id ?time { ?d dcat:version ?id ; dcterms:modified ?time }")
    assert version["id"] == build.id
    assert str(version["time"]).startswith(build.created[:19])


def test_dumps_are_where_it_says_and_hold_what_was_read(endpoint: Endpoint, build: Build) -> None:
    urls = {row["url"] for row in rows(endpoint, "SELECT ?url { ?d dcat:downloadURL ?url }")}
    assert urls == set(map(graph_address, DUMPS))
    expected = set(quads_of(build, build.graphs.keys() - {ENTAILED_GRAPH}))
    for name in DUMPS:
        file = dump(build, name)
        kept = read_dump(file, BASE)
        assert {str(quad) for quads in kept.values() for quad in quads} == set(map(str, expected))
        made = file.stat().st_mtime_ns
        assert dump(build, name).stat().st_mtime_ns == made  # kept, not written again
    left = {path.name for path in build.path.iterdir() if path.name.endswith(".gz")}
    assert left == set(DUMPS)


def test_the_next_build_says_what_it_was_made_from(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    first = load([FINAL], builds).build
    again = load([FINAL], builds).build
    assert first
    assert first == again  # the time is no change
    second = load([INTERIM], builds).build
    assert second
    with LocalEndpoint(tmp_path) as endpoint:
        before = "?now ^dcterms:identifier/prov:wasDerivedFrom/dcterms:identifier ?id"
        found = rows(endpoint, f"SELECT ?now ?id {{ ?d dcat:version ?now . {before} }}")
    assert found == [{"now": second.id, "id": first.id}]


def test_a_dump_that_brings_a_description_gets_its_own(build: Build, tmp_path: Path) -> None:
    graphs: dict[str, list[Quad]] = {}
    for quad in quads_of(build, [*build.graphs, DATASET_GRAPH]):
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    other = import_dump(graphs, Builds(tmp_path), description=description("another version"))
    assert other.description == DATASET_GRAPH
    assert other.graphs == build.graphs
    with LocalEndpoint(tmp_path) as endpoint:
        assert rows(endpoint, "SELECT ?now { ?d dcat:version ?now }") == [{"now": other.id}]
