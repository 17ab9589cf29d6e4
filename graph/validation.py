"""Holding a graph against SHACL shapes and against the vocabulary it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pyshacl
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

_SHOWN = 200  # characters of a value that a message shows


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: the IRI of the thing it is about, and what is wrong in words."""

    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}"


def validate(quads: Iterable[Quad], shapes: bytes, vocabulary: str) -> list[Problem]:
    """What is wrong with a graph, in the order of its things.

    :param quads: the graph, with the vocabulary and the concept schemes it uses
    :param shapes: SHACL shapes in Turtle (https://www.w3.org/TR/shacl/); a shape's ``sh:message`` is what a
        problem says
    :param vocabulary: the namespace whose terms must all be declared in the graph
    """
    data = Graph()
    # All graphs merged, by way of N-Triples: rdflib then reads what the engine stored.
    data.parse(data=serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES), format="nt")
    problems = [
        *_violations(data, Graph().parse(data=shapes, format="turtle")),
        *_undeclared(data, vocabulary),
    ]
    return sorted(set(problems), key=str)


def _violations(data: Graph, shapes: Graph) -> Iterator[Problem]:
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False)
    if conforms or not isinstance(report, Graph):
        return
    for result in report.subjects(RDF.type, SH.ValidationResult):
        message = str(report.value(result, SH.resultMessage))
        value = report.value(result, SH.value)
        found = f" Found: {str(value)[:_SHOWN]}" if isinstance(value, Literal | URIRef) else ""
        yield Problem(str(report.value(result, SH.focusNode)), message + found)


def _undeclared(data: Graph, vocabulary: str) -> Iterator[Problem]:
    """Terms of the vocabulary that the graph uses without declaring them."""
    declared = {str(subject) for subject in data.subjects(RDFS.label)}
    used = Counter(map(str, chain(data.predicates(), data.objects(None, RDF.type))))
    for term, count in used.items():
        if term.startswith(vocabulary) and term not in declared:
            yield Problem(term, f"The vocabulary does not declare this term, which is used {count} times.")
