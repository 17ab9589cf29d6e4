"""Blank nodes by names that depend on the content of their graph alone."""

from __future__ import annotations

import hashlib
from typing import TypeVar

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad

_T = TypeVar("_T")


def with_lasting_names(quads: list[Quad], graph: NamedNode) -> list[Quad]:
    """The quads of one graph, their blank nodes renamed: the same graph read again has the same names.

    A parser names blank nodes at random, which would give every load another build. The names are those of
    RDF Dataset Canonicalization (https://www.w3.org/TR/rdf-canon/), behind a digest of the graph's name: two
    graphs of one store share no blank node.
    """
    if not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        return quads
    dataset = Dataset(Quad(*quad.triple) for quad in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    prefix = f"b{hashlib.sha256(graph.value.encode()).hexdigest()[:8]}"
    return [
        Quad(_renamed(quad.subject, prefix), quad.predicate, _renamed(quad.object, prefix), graph)
        for quad in dataset
    ]


def _renamed(term: _T, prefix: str) -> _T | BlankNode:
    return BlankNode(prefix + term.value) if isinstance(term, BlankNode) else term
