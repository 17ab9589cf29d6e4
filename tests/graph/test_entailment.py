"""What axioms entail: each kind of axiom; and that changes followed up come to the same as all made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.build import Build, GraphInfo
from graph.builds import Builds
from graph.entailment import ENTAILED_GRAPH, entail
from graph.entailment.inference import Inference
from graph.entailment.rules import rules_of

PREFIXES = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(autouse=True, scope="module")
def unsynced() -> Iterator[None]:
    """Nothing here depends on what a disk holds after a crash, and waiting for it takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.writing.sync", lambda path: None)
        yield


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + turtle, RdfFormat.TURTLE)]


def publish(builds: Builds, **graphs: str | None) -> Build:
    """A build in which these graphs have taken the place of what was there; None takes a graph out."""
    with builds.writer() as writer:
        for name, turtle in graphs.items():
            if turtle is None:
                writer.remove_graph(f"http://example.org/{name}")
            else:
                writer.replace_graph(f"http://example.org/{name}", triples(turtle))
        return writer.publish()


def entailed(build: Build) -> set[Triple]:
    found = build.open().quads_for_pattern(None, None, None, NamedNode(ENTAILED_GRAPH))
    return {quad.triple for quad in found}


def is_merge(build: Build) -> bool:
    """Whether the default graph holds what the named graphs hold, each triple once, and nothing else."""
    named, merged = set(), []
    for quad in build.open():
        if quad.graph_name == DefaultGraph():
            merged.append(quad.triple)
        else:
            named.add(quad.triple)
    return sorted(map(str, named)) == sorted(map(str, merged)) and len(merged) == build.triples


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        # rdfs:subClassOf, by way of a class between
        (
            ":Final rdfs:subClassOf :Report . :Report rdfs:subClassOf :Document . :r a :Final .",
            ":r a :Report, :Document .",
        ),
        # owl:equivalentClass, either way
        (":Act owl:equivalentClass :Law . :a a :Act . :b a :Law .", ":a a :Law . :b a :Act ."),
        # rdfs:subPropertyOf
        (":cites rdfs:subPropertyOf :refersTo . :f :cites :p .", ":f :refersTo :p ."),
        # owl:equivalentProperty, either way
        (":on owl:equivalentProperty :at . :a :on :b . :c :at :d .", ":a :at :b . :c :on :d ."),
        # rdfs:domain
        (":cites rdfs:domain :Finding . :f :cites :p .", ":f a :Finding ."),
        # rdfs:range
        (":cites rdfs:range :Provision . :f :cites :p .", ":p a :Provision ."),
        # a range of values that are no things
        (":says rdfs:range :Word . :size rdfs:range xsd:integer . :f :says 'no' ; :size 3 .", ""),
        # owl:inverseOf, either way
        (
            ":cites owl:inverseOf :citedBy . :f :cites :p . :q :citedBy :g .",
            ":p :citedBy :f . :g :cites :q .",
        ),
        # owl:SymmetricProperty
        (":beside a owl:SymmetricProperty . :a :beside :b .", ":b :beside :a ."),
        # owl:TransitiveProperty
        (
            ":within a owl:TransitiveProperty . :a :within :b . :b :within :c . :c :within :d .",
            ":a :within :c, :d . :b :within :d .",
        ),
        # owl:TransitiveProperty in a circle
        (
            ":within a owl:TransitiveProperty . :a :within :b . :b :within :a .",
            ":a :within :a . :b :within :b .",
        ),
        # owl:propertyChainAxiom of three links
        (
            (
                ":uncle owl:propertyChainAxiom ( :parent :parent :son ) ."
                " :a :parent :b . :b :parent :c . :c :son :d ."
            ),
            ":a :uncle :d .",
        ),
        # a chain that goes on from its own end
        (
            (
                ":names owl:propertyChainAxiom ( :names :renamedTo ) ."
                " :m :names :a . :a :renamedTo :b . :b :renamedTo :c ."
            ),
            ":m :names :b, :c .",
        ),
        # a chain one of whose links has no name is no chain of the others
        (":p owl:propertyChainAxiom ( [ owl:inverseOf :q ] :r ) . :a :r :b .", ""),
        # a list that breaks off
        (":p owl:propertyChainAxiom [ rdf:first :q ] . :a :q :b .", ""),
        # a class without a name
        (":Finding rdfs:subClassOf [ owl:unionOf ( :A :B ) ] . :f a :Finding .", ""),
        # owl:hasValue of a class that is the same, either way
        (
            (
                ":Court owl:equivalentClass [ owl:onProperty :kind ; owl:hasValue :court ] ."
                " :a :kind :court . :b a :Court . :c :kind :party ."
            ),
            ":a a :Court . :b :kind :court .",
        ),
        # owl:hasValue of a wider class
        (
            (
                ":Court rdfs:subClassOf [ owl:onProperty :kind ; owl:hasValue :court ] ."
                " :a :kind :court . :b a :Court ."
            ),
            ":b :kind :court .",
        ),
        # owl:hasValue of a narrower class, for a value that is no thing
        (
            (
                "[ owl:onProperty :early ; owl:hasValue true ] rdfs:subClassOf :Early ."
                " :a :early true . :b a :Early . :c :early false ."
            ),
            ":a a :Early .",
        ),
        # owl:hasValue of no property
        (":Court rdfs:subClassOf [ owl:hasValue :court ] . :a a :Court .", ""),
        # disjointness: nothing follows from it
        (":A owl:disjointWith :B . :a a :A .", ""),
        # what is said already
        (":cites rdfs:subPropertyOf :refersTo . :f :cites :p ; :refersTo :p .", ""),
    ],
)
def test_what_follows_from_each_kind_of_axiom(builds: Builds, said: str, follows: str) -> None:
    build = publish(builds, all=said)
    assert entailed(build) == set(triples(follows))
    assert is_merge(build)
    assert (ENTAILED_GRAPH in build.graphs) == bool(follows)


def test_what_follows_joins_the_graphs_and_is_told_from_them(builds: Builds) -> None:
    build = publish(
        builds,
        ontology=":citesWithin owl:propertyChainAxiom ( :cites :within ) ."
        " :within a owl:TransitiveProperty .",
        standards=":p7.5 :within :p7 . :p7 :within :copenhagen .",
        report=":finding :cites :p7.5 .",
    )
    follows = triples(":p7.5 :within :copenhagen . :finding :citesWithin :p7, :copenhagen .")
    assert entailed(build) == set(follows)
    assert build.graphs[ENTAILED_GRAPH].quads == 3
    assert build.quads == build.triples == 12
    for name in ("ontology", "standards", "report"):
        said = build.open().quads_for_pattern(None, None, None, NamedNode(f"http://example.org/{name}"))
        assert not {quad.triple for quad in said} & set(follows)


AXIOMS = (
    ":within a owl:TransitiveProperty . :part rdfs:subPropertyOf :within ; owl:inverseOf :whole ."
    ":cites rdfs:subPropertyOf :citesWithin ; rdfs:domain :Finding . :Finding rdfs:subClassOf :Thing ."
    ":citesWithin owl:propertyChainAxiom ( :citesWithin :within ) . :beside a owl:SymmetricProperty ."
)


def test_what_rests_on_two_things_stays_until_both_are_gone(builds: Builds) -> None:
    publish(
        builds,
        ontology=AXIOMS,
        one=":f :cites :p .",
        two=":f :cites :q .",
        register=":p :part :i . :q :part :i .",
    )
    rests = set(triples(":f :citesWithin :i ."))
    assert rests <= entailed(publish(builds, one=None))
    assert not rests & entailed(publish(builds, two=None))


def test_what_is_said_is_no_longer_told_as_entailed_and_comes_back(builds: Builds) -> None:
    follows = set(triples(":a :within :b ."))
    assert follows <= entailed(publish(builds, ontology=AXIOMS, one=":a :part :b ."))
    build = publish(builds, two=":a :within :b .")
    assert not follows & entailed(build)
    assert is_merge(build)
    build = publish(builds, two=None)
    assert follows <= entailed(build)
    assert is_merge(build)


def test_another_axiom_is_followed_up_everywhere(builds: Builds) -> None:
    publish(builds, ontology=":within a owl:TransitiveProperty .", one=":a :within :b . :b :within :c .")
    build = publish(builds, ontology=":within a owl:SymmetricProperty .")
    assert entailed(build) == set(triples(":b :within :a . :c :within :b ."))
    assert ENTAILED_GRAPH not in publish(builds, ontology=None).graphs


def test_nobody_writes_what_is_entailed_by_hand(builds: Builds) -> None:
    with builds.writer() as writer:
        writer.replace_graph(
            "http://example.org/all", triples(":a a owl:TransitiveProperty . :x :a :y . :y :a :z .")
        )
        writer.replace_graph(ENTAILED_GRAPH, triples(":y :a :z . :z :a :x ."))
        build = writer.publish()
    assert entailed(build) == set(triples(":x :a :z ."))
    assert is_merge(build)


def test_the_same_content_has_the_same_id_however_it_came_about(builds: Builds, tmp_path: Path) -> None:
    publish(builds, ontology=AXIOMS, one=":f :cites :p .", register=":p :part :q .")
    publish(builds, one=":g :cites :q .", register=":p :part :q . :q :part :r .")
    slow = publish(builds, one=":f :cites :p .")
    anew = publish(
        Builds(tmp_path / "anew"),
        ontology=AXIOMS,
        one=":f :cites :p .",
        register=":p :part :q . :q :part :r .",
    )
    assert slow.id == anew.id
    assert slow.graphs == anew.graphs
    assert entailed(slow) == entailed(anew)


NAMES = [NamedNode(f"http://example.org/{name}") for name in "abcd"]
PROPERTIES = [
    NamedNode(f"http://example.org/{name}")
    for name in ("within", "part", "whole", "cites", "citesWithin", "beside")
]
STATEMENTS = st.builds(Triple, st.sampled_from(NAMES), st.sampled_from(PROPERTIES), st.sampled_from(NAMES))
GRAPHS = st.fixed_dictionaries({name: st.sets(STATEMENTS, max_size=7) for name in ("one", "two")})


@given(st.lists(GRAPHS, min_size=2, max_size=4))
@settings(max_examples=150, deadline=None)
def test_changes_followed_up_come_to_the_same_as_all_anew(steps: list[dict[str, set[Triple]]]) -> None:
    axioms = set(triples(AXIOMS))
    before, known = None, set[Triple]()
    for step in steps:
        said = axioms.union(*step.values())
        draft = Draft({"ontology": axioms, **step}, known)
        info = entail(draft.store, {**draft.graphs, **draft.told(before)}, before)
        held = draft.store.quads_for_pattern(None, None, None, NamedNode(ENTAILED_GRAPH))
        known = {quad.triple for quad in held}
        assert known == everything(said) - said
        assert {quad.triple for quad in draft.store} == everything(said)
        assert (info.quads if info else 0) == len(known)
        before = draft.finished(info)


class Draft:
    """A draft in memory, and the build it becomes: all that :func:`entail` asks of both."""

    def __init__(self, graphs: dict[str, set[Triple]], entailed: set[Triple]) -> None:
        self.store = Store()
        self.graphs: dict[str, GraphInfo] = {}
        for name, held in {**graphs, ENTAILED_GRAPH: entailed}.items():
            iri = name if name == ENTAILED_GRAPH else f"http://example.org/{name}"
            for graph in (NamedNode(iri), DefaultGraph()):
                self.store.extend(Quad(t.subject, t.predicate, t.object, graph) for t in held)
            if name != ENTAILED_GRAPH:
                self.graphs[iri] = GraphInfo(len(held), str(sorted(map(str, held))))

    def told(self, before: Any) -> dict[str, GraphInfo]:
        held = before.graphs.get(ENTAILED_GRAPH) if before else None
        return {ENTAILED_GRAPH: held} if held else {}

    def finished(self, info: GraphInfo | None) -> Any:
        self.graphs |= {ENTAILED_GRAPH: info} if info else {}
        return self

    def open(self) -> Store:
        return self.store


def everything(said: set[Triple]) -> set[Triple]:
    """All that follows from ``said``, found the plain way: every rule on everything until nothing is new."""
    store = Store()
    store.extend(Quad(*triple) for triple in said)
    inference = Inference(rules_of(store))
    while True:
        new = {found for quad in [*store] for found in inference.following(quad.triple, store)}
        new -= {quad.triple for quad in store}
        if not new:
            return {quad.triple for quad in store}
        store.extend(Quad(*triple) for triple in new)
