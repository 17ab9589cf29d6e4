"""The shapes: what conforms to them, and what each of them finds."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources.abc import Traversable

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import RDF, RDFS, SH, Graph, URIRef

from graph.builds import Builds
from graph.dumps import quads_of
from graph.validation import Problem, validate
from ontology import BASE, VOCABULARY, data_file, turtle_files

INVALID = sorted(data_file("examples/invalid").iterdir(), key=lambda file: file.name)
SHAPES = Graph().parse(data=data_file("shapes.ttl").read_text("utf-8"), format="turtle")


@cache
def valid() -> list[Quad]:
    """The valid examples, with the vocabulary and the schemes."""
    quads = [
        quad for file in turtle_files() for quad in parse(file.read_bytes(), RdfFormat.TURTLE, base_iri=BASE)
    ]
    for file in data_file("examples/valid").iterdir():
        quads += parse(file.read_bytes(), RdfFormat.TRIG, base_iri=BASE, rename_blank_nodes=True)
    return quads


def found(quads: list[Quad]) -> list[Problem]:
    return validate(quads, data_file("shapes.ttl").read_bytes(), VOCABULARY)


def test_the_valid_examples_are_without_fault() -> None:
    assert found(valid()) == []


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.name.removesuffix(".ttl"))
def test_an_invalid_example_fails_by_the_shape_that_it_names(file: Traversable) -> None:
    text = file.read_text("utf-8")
    told = re.match(r"# fails: scr:(\w+), for .", text)
    assert told
    problems = found([*valid(), *parse(text, RdfFormat.TURTLE)])
    assert [problem.shape.removeprefix(VOCABULARY) for problem in problems] == [told[1]]
    if severity := re.search(r": a warning$|: information$", text.partition("\n")[0]):
        assert problems[0].severity in severity[0]
    else:
        assert problems[0].severity == "violation"


def test_every_shape_has_an_invalid_example() -> None:
    shapes = {str(shape).removeprefix(VOCABULARY) for shape in SHAPES.subjects(RDF.type, SH.NodeShape)}
    named = {re.match(r"# fails: scr:(\w+)", file.read_text("utf-8"))[1] for file in INVALID}  # type: ignore[index]
    assert named == shapes


def test_every_shape_says_what_is_wrong() -> None:
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        constraints = set(SHAPES.objects(shape, SH.property))
        if (shape, SH["or"], None) in SHAPES:
            constraints.add(shape)
        assert all(str(SHAPES.value(each, SH.message)).endswith(".") for each in constraints)


def test_every_class_with_instances_has_a_shape(store: Builds) -> None:
    targets = {str(target) for target in SHAPES.objects(None, SH.targetClass)}
    above = Graph().parse(data=data_file("scrutineer.ttl").read_text("utf-8"), format="turtle")
    build = store.current()
    assert build
    kinds = {
        quad.object.value for quad in build.open().quads_for_pattern(None, NamedNode(str(RDF.type)), None)
    }  # type: ignore[union-attr]
    bare = [
        kind
        for kind in kinds
        if kind.startswith(VOCABULARY)
        and not targets & {str(each) for each in above.transitive_objects(URIRef(kind), RDFS.subClassOf)}
    ]
    assert bare == []


def test_the_real_reports_conform_after_a_round_trip(real: Builds) -> None:
    """Written as N-Quads, read into another store, and asked of the shapes there."""
    build = real.current()
    assert build
    copy = Store()
    copy.extend(quads_of(build))
    dump = copy.dump(format=RdfFormat.N_QUADS)
    again = Store()
    again.load(dump, RdfFormat.N_QUADS)
    assert len(again) == len(copy)
    assert [problem for problem in found(list(again)) if problem.severity == "violation"] == []


def test_a_term_that_nobody_declared_is_a_violation() -> None:
    odd = Quad(NamedNode("urn:x"), NamedNode(f"{VOCABULARY}weather"), NamedNode("urn:y"), DefaultGraph())
    [problem] = found([*valid(), odd])
    assert (problem.subject, problem.severity, problem.shape) == (f"{VOCABULARY}weather", "violation", "")
