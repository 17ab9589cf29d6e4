"""What describes a build, in a named graph of its own that the merge of all graphs holds as well."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Quad, Store, Triple

from graph.statistics import Statistics, classes_of, statistics

if TYPE_CHECKING:
    from graph.writing import BuildWriter


@dataclass(frozen=True, slots=True)
class Description:
    """How a build is described.

    ``graph`` is the IRI of the named graph that holds it. ``key`` stands for all that the description says
    beside what follows from the build's content and the circumstances of making it; another key makes
    another build. ``start`` gets the draft, the id it will have and the time (ISO 8601, UTC), and returns
    what makes the triples from the numbers; their subjects are IRIs that no other graph says anything of.
    """

    graph: str
    key: str
    start: Callable[[BuildWriter, str, str], Callable[[Statistics], Iterable[Triple]]]


def settle(make: Callable[[Statistics], Iterable[Triple]], content: Store) -> list[Triple]:
    """The triples of a description that counts itself: its numbers are those of the content and of itself.

    It is made again until the numbers stay. They do: which classes and properties it uses settles after the
    first rounds, and from then on only numbers change, each taking the place of another.
    """
    classes = classes_of(content)
    counted, own = statistics(content, classes), Statistics()
    while True:
        triples = list(dict.fromkeys(make(counted + own)))
        store = Store()
        store.extend(Quad(*triple) for triple in triples)
        found = statistics(store, ChainMap(classes_of(store), classes))
        if found == own:
            return triples
        own = found
