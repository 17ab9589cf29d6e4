"""The graph without the reports' own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import Literal, Quad, RdfFormat, parse

from loaders.triples import scr
from ontology import BASE, turtle_files


@cache
def properties_with_wording() -> frozenset[str]:
    """The properties that the vocabulary marks with ``scr:holdsWording``."""
    return frozenset(
        quad.subject.value
        for file in turtle_files()
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE)
        if quad.predicate == scr("holdsWording") and quad.object == Literal(True)
    )


def without_wording(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads without those whose values are a report's own words; reports are marked as having no text."""
    left_out = properties_with_wording()
    available = scr("textAvailable")
    for quad in quads:
        if quad.predicate == available:
            yield Quad(quad.subject, available, Literal(False), quad.graph_name)
        elif quad.predicate.value not in left_out:
            yield quad
