"""Asking the graph: the one interface that pages, canned queries and programs use.

An :class:`Endpoint` answers SPARQL queries, wherever the graph lives. :class:`graph.local.LocalEndpoint` asks
the builds of a folder on this machine.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

from graph.build import Build

JSON_RESULTS = "application/sparql-results+json"
TURTLE = "text/turtle"
XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER = XSD + "integer"
BOOLEAN = XSD + "boolean"
REAL = frozenset(XSD + name for name in ("decimal", "double", "float"))


class Iri(str):
    """An IRI in a table of results, so that a page can tell it from a text."""

    __slots__ = ()


Cell: TypeAlias = Iri | str | int | float | bool | None
"""One value of a table: ``xsd:integer`` is an int, decimals and doubles a float, ``xsd:boolean`` a bool,
every other literal (dates too, in ISO 8601) its text; unbound is None."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its media type, its bytes, and the id of the build it was read from."""

    media_type: str
    body: bytes
    build_id: str


@dataclass(frozen=True, slots=True)
class Table:
    """The result of a SELECT: the names of its columns, and rows that map each of them to its value."""

    columns: tuple[str, ...]
    rows: list[dict[str, Cell]]


class Endpoint(ABC):
    """Something that answers SPARQL 1.1 queries. A context manager: leaving it closes it.

    The default graph of a query is the merge of all named graphs (each triple once), unless the query or the
    caller says otherwise. Every method raises the query errors of :mod:`graph.errors`.
    """

    @abstractmethod
    def ask(
        self,
        query: str,
        *,
        results: str | None = JSON_RESULTS,
        graph: str | None = TURTLE,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """Run a query of any form.

        :param query: SPARQL 1.1 text
        :param results: media type of the answer if the query is a SELECT or an ASK (see
            :mod:`graph.formats`); None where the client accepts none that fits
        :param graph: media type of the answer if it is a CONSTRUCT or a DESCRIBE, or None likewise
        :param default_graphs: IRIs of the graphs that make up the default graph, overriding the query's own
        :param named_graphs: IRIs of the graphs that GRAPH may name, overriding the query's own
        """

    @abstractmethod
    def build(self) -> Build | None:
        """The build that the next query will be asked of, or None where nothing has been loaded."""

    @abstractmethod
    def close(self) -> None:
        """Give back processes and sockets. Closing twice does nothing."""

    def select(self, query: str) -> Table:
        """Run a SELECT and read its rows."""
        return read_table(json.loads(self.ask(query, results=JSON_RESULTS, graph=None).body))

    def holds(self, query: str) -> bool:
        """Run an ASK: does the pattern occur?"""
        return bool(json.loads(self.ask(query, results=JSON_RESULTS, graph=None).body)["boolean"])

    def construct(self, query: str, media_type: str = TURTLE) -> Answer:
        """Run a CONSTRUCT or a DESCRIBE."""
        return self.ask(query, results=None, graph=media_type)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_table(found: dict[str, Any]) -> Table:
    """The table that an answer to a SELECT holds, in the SPARQL JSON results format."""
    columns = tuple(found["head"]["vars"])
    bindings = found["results"]["bindings"]
    return Table(columns, [{name: cell(row.get(name)) for name in columns} for row in bindings])


def cell(term: dict[str, Any] | None) -> Cell:
    """The value of one term of the SPARQL JSON results format."""
    if term is None:
        return None
    text: str = term["value"]
    datatype = term.get("datatype")
    if term["type"] == "uri":
        return Iri(text)
    if datatype == INTEGER:
        return int(text)
    if datatype == BOOLEAN:
        return text in ("true", "1")
    if datatype in REAL:
        return float(text)
    return text
