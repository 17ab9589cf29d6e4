"""What a graph holds, counted: the numbers of a VoID description (https://www.w3.org/TR/void/, section 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

Key: TypeAlias = tuple[str, ...]

_Names: TypeAlias = tuple[str, ...]

TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass
class Statistics:
    """Counts over one graph. Keys are tuples of IRIs.

    ``classes`` counts things by ``(class,)``; ``properties`` statements by ``(property,)``,
    ``class_properties`` by ``(class, property)``, ``links`` by ``(class, property, class of the value)`` and
    ``datatypes`` by ``(class, property, datatype of the value)``. ``examples`` has one thing of each class,
    the first by its IRI.
    """

    triples: int = 0
    subjects: int = 0
    classes: Counter[Key] = field(default_factory=Counter)
    properties: Counter[Key] = field(default_factory=Counter)
    class_properties: Counter[Key] = field(default_factory=Counter)
    links: Counter[Key] = field(default_factory=Counter)
    datatypes: Counter[Key] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: Statistics) -> Statistics:
        """The statistics of two graphs together that are about different things."""
        return Statistics(
            self.triples + other.triples,
            self.subjects + other.subjects,
            self.classes + other.classes,
            self.properties + other.properties,
            self.class_properties + other.class_properties,
            self.links + other.links,
            self.datatypes + other.datatypes,
            {**other.examples, **self.examples},
        )


Classes: TypeAlias = MutableMapping[object, list[str]]
"""The classes of things, by their nodes."""


def classes_of(store: Store) -> Classes:
    """The classes of the things in the default graph of a store, those without an address left out."""
    classes: Classes = {}
    for quad in store.quads_for_pattern(None, TYPE, None, DefaultGraph()):
        if isinstance(quad.object, NamedNode):
            classes.setdefault(quad.subject, []).append(quad.object.value)
    return classes


def statistics(store: Store, classes: Classes) -> Statistics:
    """Count the default graph of a store, whose things and those it leads to are of these classes.

    Statements are counted by what they have in common, their subject's classes, property, and classes or
    datatype of the value, which are few; what the counts add up to is worked out from those. One such pass
    takes a fraction of the time that the engine takes to join and group.
    """
    alike: Counter[tuple[_Names, str, _Names, str]] = Counter()
    subjects: set[NamedNode | BlankNode | Triple] = set()
    named = {thing: tuple(names) for thing, names in classes.items()}
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        subject, value = quad.subject, quad.object
        subjects.add(subject)
        if isinstance(value, Literal):
            alike[named.get(subject, ()), quad.predicate.value, (), value.datatype.value] += 1
        else:
            alike[named.get(subject, ()), quad.predicate.value, named.get(value, ()), ""] += 1
    found = Statistics(subjects=len(subjects))
    for (names, predicate, linked, datatype), count in alike.items():
        found.triples += count
        found.properties[predicate,] += count
        for name in names:
            found.class_properties[name, predicate] += count
            if datatype:
                found.datatypes[name, predicate, datatype] += count
            for other in linked:
                found.links[name, predicate, other] += count
    for subject in subjects:
        _count_thing(subject, named.get(subject, ()), found)
    return found


def _count_thing(thing: object, classes: Sequence[str], found: Statistics) -> None:
    for name in classes:
        found.classes[name,] += 1
        if isinstance(thing, NamedNode):
            found.examples[name] = min(found.examples.get(name, thing.value), thing.value)
