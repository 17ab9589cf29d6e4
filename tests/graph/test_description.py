"""What describes a build: counted with the rest, left out of what the build's id depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple
from small import EX, statements

from graph.builds import Build, Builds
from graph.description import Description, settle
from graph.statistics import Statistics, classes_of, statistics
from graph.writing import BuildWriter

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DESCRIPTION = f"{EX}description"


def describing(word: str, key: str = "key") -> Description:
    """A description that tells the number of statements, and a word."""

    def start(draft: BuildWriter, build: str, created: str) -> Callable[[Statistics], Iterator[Triple]]:
        node = NamedNode(f"{EX}dataset")

        def triples(counted: Statistics) -> Iterator[Triple]:
            for name, value in {"triples": counted.triples, "id": build, "word": word}.items():
                yield Triple(node, NamedNode(EX + name), Literal(value))

        return triples

    return Description(DESCRIPTION, key, start)


def publish(builds: Builds, description: Description, word: str = "ballot") -> Build:
    with builds.writer() as writer:
        writer.replace_graph(f"{EX}first", statements(3, word))
        return writer.publish(description=description)


def described(build: Build) -> dict[str, str]:
    found = build.open().quads_for_pattern(NamedNode(f"{EX}dataset"), None, None, NamedNode(DESCRIPTION))
    return {quad.predicate.value.removeprefix(EX): quad.object.value for quad in found}


def test_a_description_is_in_the_store_and_counts_itself(builds: Builds) -> None:
    build = publish(builds, describing("one"))
    assert described(build) == {"triples": "6", "id": build.id, "word": "one"}
    assert build.quads == build.triples == 6
    assert list(build.graphs) == [f"{EX}first"]
    assert build.description == DESCRIPTION
    assert builds.current() == build


def test_the_same_content_keeps_its_build_and_its_description(builds: Builds) -> None:
    first = publish(builds, describing("one"))
    assert publish(builds, describing("two")) == first
    assert described(first)["word"] == "one"


def test_another_key_makes_another_build(builds: Builds) -> None:
    assert publish(builds, describing("one")).id != publish(builds, describing("two", key="other")).id


def test_the_next_build_is_described_anew(builds: Builds) -> None:
    first = publish(builds, describing("one"))
    second = publish(builds, describing("two"), word="turnout")
    assert described(second) == {"triples": "6", "id": second.id, "word": "two"}
    assert described(first)["word"] == "one"
    with builds.writer() as writer:
        writer.replace_graph(f"{EX}first", statements(1))
        bare = writer.publish()
    assert (bare.description, bare.triples, described(bare)) == ("", 1, {})


def test_counts_by_class_property_and_value() -> None:
    finding, report = NamedNode(f"{EX}Finding"), NamedNode(f"{EX}Report")
    one, two = NamedNode(f"{EX}1"), NamedNode(f"{EX}2")
    stands_in, start = NamedNode(f"{EX}report"), NamedNode(f"{EX}start")
    store = Store()
    for triple in [
        (one, TYPE, finding),
        (two, TYPE, report),
        (one, stands_in, two),
        (one, start, Literal(7)),
    ]:
        store.add(Quad(*triple))
    found = statistics(store, classes_of(store))
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert (found.triples, found.subjects) == (4, 2)
    assert found.classes == {(finding.value,): 1, (report.value,): 1}
    assert found.properties == {(TYPE.value,): 2, (stands_in.value,): 1, (start.value,): 1}
    assert found.class_properties[finding.value, start.value] == 1
    assert found.links == {(finding.value, stands_in.value, report.value): 1}
    assert found.datatypes == {(finding.value, start.value, integer): 1}
    assert found.examples == {finding.value: one.value, report.value: two.value}


def test_a_description_that_lists_what_it_uses_settles() -> None:
    def listing(counted: Statistics) -> Iterator[Triple]:
        for (name,), count in counted.properties.items():
            node = NamedNode(f"{EX}partition/{name.rpartition('/')[2]}")
            yield Triple(node, NamedNode(f"{EX}property"), NamedNode(name))
            yield Triple(node, NamedNode(f"{EX}count"), Literal(count))

    content = Store()
    content.extend(Quad(*triple) for triple in statements(1))
    triples = settle(listing, content)
    counts = {
        t.subject.value.rpartition("/")[2]: t.object.value for t in triples if "count" in t.predicate.value
    }
    assert counts == {"says": "1", "property": "3", "count": "3"}
