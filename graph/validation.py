"""Holding a graph against SHACL shapes and against the vocabulary it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pyshacl
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

_SHOWN = 200  # characters of a value that a message shows


VIOLATION = "violation"
SEVERITIES = (VIOLATION, "warning", "info")
"""What would mislead whoever asks the graph; what is odd; what is no fault (https://www.w3.org/TR/shacl/#severity)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or odd: the IRI of the thing it is about, and what is wrong in words.

    ``severity`` is one of ``SEVERITIES``; ``shape`` is the IRI of the shape that finds it, empty for a
    term that the vocabulary does not declare.
    """

    subject: str
    message: str
    severity: str = VIOLATION
    shape: str = ""

    def __str__(self) -> str:
        aside = "" if self.severity == VIOLATION else f" ({self.severity})"
        return f"{self.subject}: {self.message}{aside}"


def validate(quads: Iterable[Quad], shapes: bytes, vocabulary: str) -> list[Problem]:
    """What is wrong with a graph, the most severe first, then in the order of its things.

    :param quads: the graph, with the vocabulary and the concept schemes it uses
    :param shapes: SHACL shapes in Turtle (https://www.w3.org/TR/shacl/); a shape's ``sh:message`` is what a
        problem says, its ``sh:severity`` how bad that is
    :param vocabulary: the namespace whose terms must all be declared in the graph
    """
    data = Graph()
    # All graphs merged, by way of N-Triples: rdflib then reads what the engine stored.
    data.parse(data=serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES), format="nt")
    problems = [
        *_violations(data, Graph().parse(data=shapes, format="turtle")),
        *_undeclared(data, vocabulary),
    ]
    return sorted(set(problems), key=lambda problem: (SEVERITIES.index(problem.severity), str(problem)))


def _violations(data: Graph, shapes: Graph) -> Iterator[Problem]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False)
    assert isinstance(report, Graph), "only a validation that was told to abort answers otherwise"  # noqa: S101
    for result in report.subjects(RDF.type, SH.ValidationResult):
        message = str(report.value(result, SH.resultMessage))
        thing, value = (report.value(result, each) for each in (SH.focusNode, SH.value))
        found = (
            f" Found: {str(value)[:_SHOWN]}" if isinstance(value, Literal | URIRef) and value != thing else ""
        )
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)).lower()
        shape = _named(report.value(result, SH.sourceShape), shapes)
        yield Problem(str(thing), message + found, severity, shape)


def _named(shape: Node | None, shapes: Graph) -> str:
    """The IRI of a shape, or of the one that an unnamed shape is part of."""
    while isinstance(shape, BNode):
        shape = shapes.value(predicate=SH.property, object=shape)
    return str(shape)


def _undeclared(data: Graph, vocabulary: str) -> Iterator[Problem]:
    """Terms of the vocabulary that the graph uses without declaring them."""
    declared = {str(subject) for subject in data.subjects(RDFS.label)}
    used = Counter(map(str, chain(data.predicates(), data.objects(None, RDF.type))))
    for term, count in used.items():
        if term.startswith(vocabulary) and term not in declared:
            yield Problem(term, f"The vocabulary does not declare this term, which is used {count} times.")
