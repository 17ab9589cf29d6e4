"""What a graph holds, counted: the numbers of a VoID description (https://www.w3.org/TR/void/, section 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import QuerySolutions, Store

from queries import statistic

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Statistics:
    """Counts over one graph. Keys are tuples of IRIs.

    ``classes`` counts things by ``(class,)``; ``properties`` statements by ``(property,)``,
    ``class_properties`` by ``(class, property)``, ``links`` by ``(class, property, class of the value)`` and
    ``datatypes`` by ``(class, property, datatype of the value)``. ``examples`` has one thing of each class.
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


def statistics(store: Store) -> Statistics:
    """Count the default graph of a store."""
    (whole,) = _solve(store, "triples")
    first = {row["class"].value: row["first"] for row in _solve(store, "classes")}
    examples = {name: thing.value for name, thing in first.items() if thing}  # none where a thing is blank
    return Statistics(
        int(whole["count"].value),
        int(whole["subjects"].value),
        _count(store, "classes", ("class",)),
        _count(store, "properties", ("property",)),
        _count(store, "class-properties", ("class", "property")),
        _count(store, "class-links", ("class", "property", "other")),
        _count(store, "class-datatypes", ("class", "property", "datatype")),
        examples,
    )


def _count(store: Store, name: str, key: Iterable[str]) -> Counter[Key]:
    rows = _solve(store, name)
    return Counter({tuple(row[part].value for part in key): int(row["count"].value) for row in rows})


def _solve(store: Store, name: str) -> QuerySolutions:
    found = store.query(statistic(name))
    assert isinstance(found, QuerySolutions), "statistics are SELECT queries"  # noqa: S101
    return found
