"""What a build entails, against an independent reasoner: owlrl, which applies all rules of OWL 2 RL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from owlrl.Namespaces import ERRNS
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)
from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef

from graph.build import Build
from graph.builds import Builds
from graph.entailment import ENTAILED_GRAPH
from ontology import BASE, VOCABULARY, data_file, graph_address, turtle_files

SCR = VOCABULARY
ID = f"{BASE}id/"
FINAL, STATEMENT = f"{ID}finding/xa-2021-05-16-final", f"{ID}finding/xa-2024-06-02-preliminary"

RENAMED = f"""
<{ID}body/xa/central-election-board> <{SCR}renamedTo> <{ID}body/xa/national-electoral-commission> .
<{ID}body/xa/national-electoral-commission> <{SCR}renamedTo> <{ID}body/xa/electoral-authority> .
"""
"""More than the example holds."""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The examples of invented reports, with the vocabulary and the schemes."""
    graphs: dict[str, list[Triple]] = {}
    for file in data_file("examples/valid").iterdir():
        for quad in parse(file.read_bytes(), RdfFormat.TRIG):
            graphs.setdefault(str(quad.graph_name.value), []).append(quad.triple)
    terms = (parse(file.read_bytes(), RdfFormat.TURTLE, base_iri=BASE) for file in turtle_files())
    graphs[graph_address("ontology")] = [quad.triple for quad in chain.from_iterable(terms)]
    graphs[graph_address("renamed")] = [quad.triple for quad in parse(RENAMED, RdfFormat.TURTLE)]
    with Builds(tmp_path_factory.mktemp("reasoner")).writer() as writer:
        for name, triples in graphs.items():
            writer.replace_graph(name, triples)
        return writer.publish()


@pytest.fixture(scope="module")
def said(build: Build) -> Graph:
    """What the build's graphs say, as the engine stores it."""
    store = build.open()
    names = [NamedNode(name) for name in build.graphs if name != ENTAILED_GRAPH]
    quads = chain.from_iterable(store.quads_for_pattern(None, None, None, name) for name in names)
    return Graph().parse(serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES), format="nt")


@pytest.fixture(scope="module")
def reasoned(said: Graph) -> Graph:
    """The same with all that owlrl infers."""
    closure = Graph() + said
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closure)
    return closure


@pytest.fixture(scope="module")
def entailed(build: Build) -> Graph:
    quads = build.open().quads_for_pattern(None, None, None, NamedNode(ENTAILED_GRAPH))
    return Graph().parse(serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES), format="nt")


ABOUT_AXIOMS = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.disjointWith}
ABOUT_AXIOMS |= {OWL.equivalentClass, OWL.equivalentProperty}
LOGIC = tuple(str(namespace) for namespace in (OWL, RDFS, RDF, XSD))


def claimed(inferred: Graph) -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    """Of all that is inferred, the statements about named things in the words of the vocabulary.

    Left out: that everything is the same as itself (owl:sameAs); what is a thing, a class or a datatype;
    statements about the axioms themselves; what concerns unnamed classes, lists and literals.
    """
    for subject, predicate, value in inferred:
        if not isinstance(subject, URIRef) or not isinstance(value, URIRef):
            continue
        if predicate in ABOUT_AXIOMS or (predicate == OWL.sameAs and subject == value):
            continue
        if not (predicate == RDF.type and str(value).startswith(LOGIC)):
            yield subject, URIRef(predicate), value


def test_what_is_entailed_is_what_the_reasoner_infers(said: Graph, reasoned: Graph, entailed: Graph) -> None:
    inferred, ours = set(claimed(reasoned - said)), set(claimed(entailed))
    assert not inferred - ours
    assert not ours - inferred
    assert len(entailed) == len(ours) > 200  # and none of it is of the kinds left out


def test_the_reasoner_finds_no_contradiction(reasoned: Graph) -> None:
    assert not set(reasoned.objects(None, ERRNS.error))


# All five real reports take owlrl most of a minute. So it gets one of them, and the rules by which our axioms
# can bring about a contradiction (cax-adc, prp-fp, dt-not-type) are put to all that the build says and
# entails, which the tests above hold against owlrl.


def test_the_reasoner_finds_no_contradiction_in_a_real_report(real: Builds) -> None:
    build = real.current()
    assert build
    names = [graph_address("ontology"), min(name for name in build.graphs if "-nam" in name)]
    quads = chain.from_iterable(
        build.open().quads_for_pattern(None, None, None, NamedNode(name)) for name in names
    )
    closure = Graph().parse(
        serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES), format="nt"
    )
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closure)
    assert not set(closure.objects(None, ERRNS.error))


DISJOINT = """
    SELECT DISTINCT ?thing ?one ?other {
        [] owl:members ?list . ?list rdf:rest*/rdf:first ?one, ?other .
        ?thing a ?one, ?other FILTER (STR(?one) < STR(?other))
    }
"""
FUNCTIONAL = """
    SELECT ?thing ?property (COUNT(DISTINCT ?value) AS ?values) {
        ?property a owl:FunctionalProperty . ?thing ?property ?value
    } GROUP BY ?thing ?property HAVING (COUNT(DISTINCT ?value) > 1)
"""
OF_ANOTHER_TYPE = """
    SELECT ?thing ?property ?value {
        ?property a owl:DatatypeProperty ; rdfs:range ?type . ?thing ?property ?value
        FILTER (!isLiteral(?value) || DATATYPE(?value) != ?type)
    }
"""


@pytest.mark.parametrize("contradiction", [DISJOINT, FUNCTIONAL, OF_ANOTHER_TYPE])
def test_all_real_reports_together_are_consistent(real: Builds, contradiction: str) -> None:
    build = real.current()
    assert build
    prefixes = f"PREFIX rdf: <{RDF}> PREFIX rdfs: <{RDFS}> PREFIX owl: <{OWL}> "
    store = build.open()
    assert [str(row) for row in store.query(prefixes + contradiction)] == []


@pytest.mark.parametrize(
    ("contradiction", "wrong"),
    [
        (DISJOINT, (f"{ID}body/xa/central-election-board", str(RDF.type), NamedNode(f"{SCR}Finding"))),
        (FUNCTIONAL, (f"{FINAL}/328", f"{SCR}report", NamedNode(f"{ID}report/xa-2024-06-02-preliminary"))),
        (OF_ANOTHER_TYPE, (f"{FINAL}/328", f"{SCR}quote", Literal(3))),
    ],
)
def test_what_would_be_a_contradiction(
    build: Build, contradiction: str, wrong: tuple[str, str, NamedNode | Literal]
) -> None:
    prefixes = f"PREFIX rdf: <{RDF}> PREFIX rdfs: <{RDFS}> PREFIX owl: <{OWL}> "
    store = Store()
    store.extend(build.open().quads_for_pattern(None, None, None, DefaultGraph()))
    assert not list(store.query(prefixes + contradiction))
    subject, property_, value = wrong
    store.add(Quad(NamedNode(subject), NamedNode(property_), value))
    assert list(store.query(prefixes + contradiction))


def test_the_reasoner_would_find_one(said: Graph) -> None:
    wrong = Graph() + said
    wrong.add((URIRef(f"{ID}body/xa/central-election-board"), RDF.type, URIRef(f"{SCR}Finding")))
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(wrong)
    assert set(wrong.objects(None, ERRNS.error))


COPENHAGEN = f"{ID}standard/osce-copenhagen-1990"
SEVEN = f"BIND (<{COPENHAGEN}/7> AS ?seven)"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        # what cites a part of paragraph 7, and what it cites exactly
        (
            f"{SEVEN} ?finding scr:citesWithin ?seven ; scr:cites ?exact . ?exact scr:within ?seven",
            {(f"{FINAL}/328", "7.3"), (f"{FINAL}/691", "7.5"), (f"{STATEMENT}/139", "7.5")},
        ),
        # a finding that cites a provision cites within its instrument
        (
            f"?finding scr:citesWithin <{COPENHAGEN}> ; scr:cites ?exact FILTER (?finding = <{FINAL}/328>)",
            {(f"{FINAL}/328", "7.3"), (f"{FINAL}/328", "25(b)")},
        ),
        # the inverse says what was cited itself, and no more
        (f"BIND (<{COPENHAGEN}/7.5> AS ?exact) ?exact scr:citedBy ?finding", {
            (f"{FINAL}/691", "7.5"), (f"{STATEMENT}/139", "7.5"),
        }),
        (f"BIND (<{COPENHAGEN}/7> AS ?exact) ?exact scr:citedBy ?finding", set()),
        # the parts of a provision, from above
        (
            f"BIND (<{FINAL}/328> AS ?finding) <{COPENHAGEN}/7> dcterms:hasPart ?exact",
            {(f"{FINAL}/328", number) for number in ("7.3", "7.5", "7.10")},
        ),
    ],
)  # fmt: skip
def test_what_is_entailed_answers_without_being_asked_for(
    build: Build, pattern: str, found: set[tuple[str, str]]
) -> None:
    prefixes = f"PREFIX scr: <{SCR}> PREFIX dcterms: <http://purl.org/dc/terms/>"
    rows = build.open().query(f"{prefixes} SELECT ?finding ?exact {{ {pattern} }}")
    assert {(row["finding"].value, row["exact"].value.rpartition("/")[2]) for row in rows} == found


def test_mentions_of_an_old_name_reach_the_body_of_today(build: Build) -> None:
    store = build.open()
    today = NamedNode(f"{ID}body/xa/electoral-authority")
    old = NamedNode(f"{ID}body/xa/central-election-board")
    reaching = store.quads_for_pattern(None, NamedNode(f"{SCR}refersTo"), today, NamedNode(ENTAILED_GRAPH))
    naming = [
        quad
        for name in ("names", "mentions")
        for quad in store.quads_for_pattern(None, NamedNode(SCR + name), old, DefaultGraph())
    ]
    assert {quad.subject for quad in reaching} == {quad.subject for quad in naming} != set()
    # What a mention names is as it was read.
    assert not [*store.quads_for_pattern(None, NamedNode(f"{SCR}names"), today, None)]
