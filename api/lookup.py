"""What several pages look up in the graph. Lists that only a new build changes are read once per build."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pyoxigraph import NamedNode

from api.canned import natural
from api.context import build_id, endpoint
from api.search import Instrument
from graph.asking import Cell, Endpoint
from graph.binding import bind
from ontology import BASE
from queries import Example, examples, page

Row = dict[str, Cell]

_NAMED = re.compile(rf"<(?P<iri>{re.escape(BASE)}id/(?P<kind>finding|recommendation|report)/[^>]+)>")


def rows(name: str, **things: str) -> list[Row]:
    """The rows of the page query ``name``, with the addresses ``things`` bound to its parameters."""
    return ask(endpoint(), name, **things)


def ask(source: Endpoint, name: str, **things: str) -> list[Row]:
    """As :func:`rows`, of a given endpoint."""
    return source.select(bind(page(name), {key: NamedNode(iri) for key, iri in things.items()})).rows


def counts() -> Row:
    """How many reports, elections, countries, findings, citations and recommendations there are."""
    return _counts(endpoint(), build_id())


def reports() -> list[Row]:
    """All reports, newest election first."""
    return _reports(endpoint(), build_id())


def instruments() -> tuple[Instrument, ...]:
    """All instruments of the register, with what they are searched by."""
    return _instruments(endpoint(), build_id())


def natural_order(found: list[Row], column: str) -> list[Row]:
    """Rows in the order of a column in which 7.9 comes before 7.10."""
    return sorted(found, key=lambda row: natural(str(row[column])))


@lru_cache(maxsize=2)
def _counts(source: Endpoint, build: str) -> Row:
    return ask(source, "counts")[0]


@lru_cache(maxsize=2)
def _reports(source: Endpoint, build: str) -> list[Row]:
    return ask(source, "reports")


@lru_cache(maxsize=2)
def _instruments(source: Endpoint, build: str) -> tuple[Instrument, ...]:
    numbers: dict[Cell, set[str]] = {}
    for row in ask(source, "all-provisions"):
        numbers.setdefault(row["key"], set()).add(str(row["number"]))
    cited = {row["key"]: row["findings"] for row in ask(source, "instruments-cited")}
    return tuple(
        Instrument.named(
            key=str(row["key"]),
            title=str(row["title"]),
            names=[str(row[name]) for name in ("aliases", "symbol", "year") if row[name]],
            provisions=numbers.get(row["key"], ()),
            findings=int(cited.get(row["key"]) or 0),
        )
        for row in ask(source, "instruments")
    )


def worked_queries() -> tuple[Example, ...]:
    """The worked queries, asking of things that the graph holds: where it lacks the one that a query names,
    one of the same kind stands in its place.
    """
    return _worked_queries(endpoint(), build_id())


@lru_cache(maxsize=2)
def _worked_queries(source: Endpoint, build: str) -> tuple[Example, ...]:
    known = {str(row["kind"]): str(row["thing"]) for row in ask(source, "representatives")}

    def held(named: re.Match[str]) -> str:
        iri = named["iri"]
        if source.holds(bind(page("exists"), {"thing": NamedNode(iri)})):
            return named[0]
        return f"<{known.get(named['kind'], iri)}>"

    return tuple(replace(each, text=_NAMED.sub(held, each.text)) for each in examples())
