"""The vocabulary: documented to the last term, within OWL 2 RL, nothing misspelled, unused or undeclared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

import pytest
import rdflib.namespace
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Dataset, Graph, URIRef
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

from graph.builds import Builds
from ontology import BASE, PREFIXES, VOCABULARY, data_file, read_yaml, turtle_files
from tests.documentation import WRITTEN, documentation

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
PLANNED = URIRef(VOCABULARY + "planned")
EXAMPLES = "examples/valid"


@cache
def vocabulary() -> Graph:
    return Graph().parse(data=data_file("scrutineer.ttl").read_text("utf-8"), format="turtle")


@cache
def schemes() -> Graph:
    text = data_file("schemes.ttl").read_text("utf-8")
    return Graph().parse(data=text, format="turtle", publicID=BASE)


def own_terms() -> list[URIRef]:
    """The classes and properties that the vocabulary declares."""
    declared = {term for kind in KINDS for term in vocabulary().subjects(RDF.type, kind)}
    return sorted(term for term in declared if isinstance(term, URIRef) and term.startswith(VOCABULARY))


def own_concepts() -> list[URIRef]:
    found = schemes().subjects(RDF.type, SKOS.Concept)
    return sorted(concept for concept in found if isinstance(concept, URIRef))


def name(term: Node) -> str:
    return str(term).removeprefix(VOCABULARY).removeprefix(BASE)


@pytest.mark.parametrize("term", own_terms(), ids=name)
def test_every_term_is_documented(term: URIRef) -> None:
    graph = vocabulary()
    labels = list(graph.objects(term, RDFS.label))
    assert [label.language for label in labels if label.language == "en"] == ["en"]  # type: ignore[attr-defined]
    definitions = [str(text) for text in graph.objects(term, SKOS.definition)]
    assert len(definitions) == 1
    assert definitions[0].endswith(".")
    assert list(graph.objects(term, SKOS.example)), "no example"
    assert URIRef(VOCABULARY.removesuffix("#")) in graph.objects(term, RDFS.isDefinedBy)
    kinds = {kind for kind in KINDS if (term, RDF.type, kind) in graph}
    assert len(kinds) == 1, "a term is a class or one kind of property"


@pytest.mark.parametrize("concept", own_concepts(), ids=name)
def test_every_concept_is_documented(concept: URIRef) -> None:
    graph = schemes()
    assert len(list(graph.objects(concept, SKOS.prefLabel))) == 1
    assert len(list(graph.objects(concept, SKOS.notation))) == 1
    assert len(list(graph.objects(concept, SKOS.inScheme))) == 1
    assert str(graph.value(concept, SKOS.definition)).endswith(".")


def test_the_ontology_says_what_it_is() -> None:
    graph, ontology = vocabulary(), URIRef(VOCABULARY.removesuffix("#"))
    wanted = (
        OWL.versionIRI,
        OWL.versionInfo,
        rdflib.namespace.DCTERMS.title,
        rdflib.namespace.DCTERMS.description,
        rdflib.namespace.DCTERMS.license,
        rdflib.namespace.DCTERMS.creator,
        rdflib.namespace.DCTERMS.created,
        rdflib.namespace.DCTERMS.modified,
        rdflib.namespace.VANN.preferredNamespacePrefix,
        rdflib.namespace.VANN.preferredNamespaceUri,
        SKOS.changeNote,
    )
    assert [term for term in wanted if graph.value(ontology, term) is None] == []


def test_the_version_is_the_newest_that_the_changes_tell_of() -> None:
    changes = re.findall(r"(?m)^## (\S+), ", data_file("CHANGELOG.md").read_text("utf-8"))
    ontology = URIRef(VOCABULARY.removesuffix("#"))
    assert str(vocabulary().value(ontology, OWL.versionInfo)) == changes[0]
    assert str(vocabulary().value(ontology, OWL.versionIRI)) == f"{ontology}/{changes[0]}"


def test_the_documentation_is_up_to_date() -> None:
    assert WRITTEN.read_text("utf-8") == documentation(), "write it again: make docs"


def test_both_libraries_read_the_same_statements() -> None:
    for file in turtle_files():
        read = sum(1 for _ in parse(file.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE))
        assert read == len(Graph().parse(data=file.read_text("utf-8"), format="turtle", publicID=BASE))


# ---------------------------------------------------------------- reused terms


def reused() -> Iterator[tuple[str, str]]:
    """The terms of others that vocabulary, schemes, shapes and the examples use, as prefix and name."""
    graphs = [
        vocabulary(),
        schemes(),
        Graph().parse(data=data_file("shapes.ttl").read_text(), format="turtle"),
    ]
    statements = [(s, p, o) for graph in graphs for s, p, o in graph]
    for file in data_file(EXAMPLES).iterdir():
        example = Dataset().parse(data=file.read_text("utf-8"), format="trig", publicID=BASE)
        statements += [(s, p, o) for s, p, o, _ in example.quads()]
    for term in {term for statement in statements for term in statement if isinstance(term, URIRef)}:
        for prefix, namespace in PREFIXES.items():
            if prefix not in ("scr", "id") and term.startswith(namespace) and term != URIRef(namespace):
                yield prefix, term.removeprefix(namespace)


def test_reused_terms_are_terms_of_their_vocabularies() -> None:
    """rdflib keeps the lists of the usual vocabularies; those it lacks are kept in reused.yaml."""
    listed = {prefix: set(entry["terms"]) for prefix, entry in read_yaml("reused.yaml").items()}
    unknown = []
    for prefix, term in sorted(set(reused())):
        closed = getattr(rdflib.namespace, prefix.upper(), None)
        if prefix in listed:
            known = term in listed[prefix]
        else:
            assert isinstance(closed, type(DefinedNamespace)), f"no list of the terms of {prefix}"
            known = URIRef(PREFIXES[prefix] + term) in closed
        if not known:
            unknown.append(f"{prefix}:{term}")
    assert unknown == []


# ---------------------------------------------------------------- use


Statements: TypeAlias = set[tuple[str, str]]
"""Each property with each of its values, which is all that matters here."""


@cache
def examples() -> Statements:
    """What the valid examples say, with what they entail of kinds: a class for each value of a kind."""
    store = Store()
    for file in data_file(EXAMPLES).iterdir():
        store.load(file.read_bytes(), RdfFormat.TRIG, base_iri=BASE)
    said = {(q.predicate.value, getattr(q.object, "value", "")) for q in store}
    graph = vocabulary()
    for term in own_terms():
        for told in graph.objects(term, OWL.equivalentClass):
            if (str(graph.value(told, OWL.onProperty)), str(graph.value(told, OWL.hasValue))) in said:
                said.add((str(RDF.type), str(term)))
    return said


def told_in(builds: Builds) -> Statements:
    """What a store says and what follows from it: declaring a term is no use of it."""
    build = builds.current()
    assert build
    quads = build.open().quads_for_pattern(None, None, None, DefaultGraph())
    return {(quad.predicate.value, getattr(quad.object, "value", "")) for quad in quads}


def terms_in(data: Statements) -> set[str]:
    used = {p for p, _ in data} | {o for p, o in data if p == str(RDF.type)}
    return {term for term in used if term.startswith(VOCABULARY)}


def test_every_declared_term_is_used_or_planned(store: Builds) -> None:
    used = terms_in(examples() | told_in(store))
    annotations = {str(term) for term in vocabulary().subjects(RDF.type, OWL.AnnotationProperty)}
    planned = {str(term) for term in vocabulary().subjects(PLANNED, None)}
    assert sorted({str(term) for term in own_terms()} - used - planned - annotations) == []
    assert sorted(planned & used) == [], "planned terms that are in use"


def assert_declared(data: Statements) -> None:
    """That every term and every concept of ours that data use is declared."""
    assert sorted(terms_in(data) - {str(term) for term in own_terms()}) == []
    to_concepts = {str(term) for term in vocabulary().subjects(RDFS.range, SKOS.Concept)}
    concepts = {value for property_, value in data if property_ in to_concepts}
    assert sorted(concepts - {str(concept) for concept in own_concepts()}) == []


def test_every_used_term_is_declared(store: Builds) -> None:
    assert_declared(examples() | told_in(store))


def test_every_term_that_the_real_reports_use_is_declared(real: Builds) -> None:
    assert_declared(told_in(real))


# ---------------------------------------------------------------- OWL 2 RL

# https://www.w3.org/TR/owl2-profiles/#OWL_2_RL, sections 4.2.2 to 4.2.6
RL_DATATYPES = {
    *(
        XSD[local]
        for local in [
            *("decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger"),
            *(
                "negativeInteger",
                "long",
                "int",
                "short",
                "byte",
                "unsignedLong",
                "unsignedInt",
                "unsignedShort",
            ),
            *("unsignedByte", "float", "double", "string", "normalizedString", "token", "language", "Name"),
            *(
                "NCName",
                "NMTOKEN",
                "boolean",
                "hexBinary",
                "base64Binary",
                "anyURI",
                "dateTime",
                "dateTimeStamp",
            ),
        ]
    ),
    RDF.PlainLiteral,
    RDF.XMLLiteral,
}
NOT_IN_RL = (
    OWL.disjointUnionOf,
    OWL.hasSelf,
    OWL.minCardinality,
    OWL.minQualifiedCardinality,
    OWL.cardinality,
    OWL.qualifiedCardinality,
)


def test_nothing_is_used_that_owl_rl_leaves_out() -> None:
    graph = vocabulary()
    assert [name(p) for p in NOT_IN_RL if (None, p, None) in graph] == []
    assert (None, RDF.type, OWL.ReflexiveProperty) not in graph


def test_ranges_that_are_datatypes_are_datatypes_of_owl_rl() -> None:
    graph = vocabulary()
    odd = [
        name(term)
        for term in graph.subjects(RDF.type, OWL.DatatypeProperty)
        for kind in graph.objects(term, RDFS.range)
        if kind not in RL_DATATYPES
    ]
    assert odd == []


def test_superclasses_are_ones_that_owl_rl_allows() -> None:
    """A superclass is a class, or a restriction by all values, by one value, or to at most one."""
    graph = vocabulary()
    allowed = {OWL.allValuesFrom, OWL.hasValue, OWL.maxCardinality, OWL.maxQualifiedCardinality}
    for term in {*graph.objects(None, RDFS.subClassOf), *graph.objects(None, RDFS.domain)}:
        if isinstance(term, URIRef):
            continue
        told = set(graph.predicates(term)) - {RDF.type, OWL.onProperty, OWL.onClass}
        assert told <= allowed | {OWL.intersectionOf}
        for limit in graph.objects(term, OWL.maxCardinality):
            assert int(str(limit)) in (0, 1)


def test_classes_without_a_name_are_ones_that_owl_rl_allows_on_both_sides() -> None:
    """What is the same as a class, or narrower than one, is a class or a restriction by one value."""
    graph = vocabulary()
    same = {told for pair in graph.subject_objects(OWL.equivalentClass) for told in pair}
    for term in {*same, *graph.subjects(RDFS.subClassOf)}:
        if not isinstance(term, URIRef):
            assert set(graph.predicates(term)) == {RDF.type, OWL.onProperty, OWL.hasValue}


def test_properties_are_simple_where_owl_asks_for_it() -> None:
    """OWL 2, section 11.2: a transitive property, or one with a chain, is neither functional nor disjoint."""
    graph = vocabulary()
    composite = {
        *graph.subjects(RDF.type, OWL.TransitiveProperty),
        *graph.subjects(OWL.propertyChainAxiom, None),
    }
    for term in composite:
        kinds = set(graph.objects(term, RDF.type))
        assert not kinds & {OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.AsymmetricProperty}
        assert graph.value(term, OWL.propertyDisjointWith) is None


def test_names_are_written_alike() -> None:
    for term in own_terms():
        capital = (term, RDF.type, OWL.Class) in vocabulary()
        assert re.fullmatch(r"[A-Z][A-Za-z]+" if capital else r"[a-z][A-Za-z0-9]+", name(term)), term


def test_reused_entries_are_in_use() -> None:
    used = set(reused())
    idle = [
        f"{prefix}:{term}"
        for prefix, entry in read_yaml("reused.yaml").items()
        for term in entry["terms"]
        if (prefix, term) not in used
    ]
    assert idle == []
