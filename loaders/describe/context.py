"""What every part of a report's description needs: the report's addresses, and how places are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pyoxigraph import NamedNode

from loaders.model import Extraction, Report, Span
from loaders.triples import Value
from ontology import address

_T = TypeVar("_T")


@dataclass(frozen=True)
class Context:
    """A report and what was found in it, with the addresses of its parts."""

    found: Extraction
    id: str = field(init=False)
    findings: frozenset[int] = field(init=False)
    """The source offsets at which the report's findings start."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.report.identity.report_id)
        starts = frozenset(finding.sentence.span.start for finding in self.found.findings)
        object.__setattr__(self, "findings", starts)

    @property
    def report(self) -> Report:
        return self.found.report

    @property
    def iri(self) -> NamedNode:
        """The address of the report."""
        return self.node("report")

    def node(self, kind: str, *key: object) -> NamedNode:
        """The address of a part of the report: ``node("footnote", 3)``."""
        return NamedNode(address(kind, "/".join([self.id, *map(str, key)])))

    def finding(self, start: int | None) -> NamedNode | None:
        """The address of the finding whose sentence starts at this source offset; None where none does."""
        return self.node("finding", start) if start in self.findings else None

    def section(self, index: int | None) -> NamedNode | None:
        """The address of a section by its index in ``Report.sections``."""
        return None if index is None else self.node("section", self.report.sections[index].ordinal)

    @property
    def country(self) -> NamedNode:
        return NamedNode(address("country", self.report.identity.country))

    @property
    def election(self) -> NamedNode | None:
        """The election that the report is about; a legal opinion is about none."""
        identity = self.report.identity
        if identity.election_date is None:
            return None
        return NamedNode(address("election", f"{identity.country}-{identity.election_date.isoformat()}"))

    def quoted(self, span: Span) -> dict[str, Value]:
        """The properties that tie a thing to its words."""
        return {**bounds("", span), "quote": self.report.source.quote(span)}

    def place(self, span: Span) -> NamedNode:
        """The address of a place in the report's source text: the report's, with the characters behind it
        (RFC 5147, section 2.2.1: ``#char=10,20`` are the ten characters after the tenth).
        """
        return NamedNode(f"{self.iri.value}#char={span.start},{span.end}")


def bounds(name: str, span: Span | None) -> dict[str, Value]:
    """The two properties of a span: ``start`` and ``end``, or ``anchorStart`` and ``anchorEnd`` …"""
    if span is None:
        return {}
    return {f"{name}Start" if name else "start": span.start, f"{name}End" if name else "end": span.end}


def topic_nodes(topics: Iterable[str]) -> list[Value]:
    """The addresses of topics."""
    return [NamedNode(address("topic", topic)) for topic in topics]


def keyed(things: Iterable[_T], key: Callable[[_T], object]) -> Iterator[tuple[str, _T]]:
    """Things with the last part of their addresses; the second with the same key gets ``.2``, and so on."""
    seen: Counter[object] = Counter()
    for thing in things:
        seen[key(thing)] += 1
        nth = seen[key(thing)]
        yield (str(key(thing)) if nth == 1 else f"{key(thing)}.{nth}"), thing
