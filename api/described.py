"""What the pages of things have in common: what the graph says of a thing, and rows put together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from api.lookup import Row, rows
from api.reading import Mark, Piece, pieces_of_quote, pieces_with_words
from ontology import PREFIXES

TYPE = PREFIXES["rdf"] + "type"
POINTERS = 300
"""How many pointing statements a page lists; it says so where there are more."""


def described(iri: str) -> dict[str, Any]:
    """What templates need of any thing: its name, its properties, and what points at it."""
    said: dict[str, dict[str, Any]] = {}
    for row in rows("thing", thing=iri):
        entry = said.setdefault(str(row["property"]), {"name": row["propertyName"], "values": {}})
        entry["values"].setdefault(row["value"], row["name"])
    pointing = rows("pointing", thing=iri)
    groups = [
        (iri_of, group[0]["propertyName"], group)
        for iri_of, found in groupby(pointing[:POINTERS], key=itemgetter("property"))
        if (group := list(found))
    ]

    def values(local: str) -> list[Any]:
        entries = (entry for iri_of, entry in said.items() if iri_of.endswith((f"#{local}", f"/{local}")))
        return [found for entry in entries for found in entry["values"]]

    def value(local: str) -> Any:
        return next(iter(values(local)), None)

    return {
        "iri": iri,
        "said": said,
        "value": value,
        "values": values,
        "types": [str(name or kind) for kind, name in said.get(TYPE, {"values": {}})["values"].items()],
        "name": next(filter(None, map(value, ("label", "prefLabel", "title", "sentence"))), None),
        "pointing": groups,
        "cut_at": POINTERS if len(pointing) > POINTERS else None,
    }


def grouped_by(found: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    """Rows by what stands in a column, in their order."""
    groups: dict[Any, list[Row]] = {}
    for row in found:
        groups.setdefault(row[column], []).append(row)
    return groups


def marked(quote: Any, sentence: Any, start: Any, citations: Iterable[dict[str, Any]]) -> list[Piece]:
    """The words of a finding with its citations marked.

    Where a page end or a footnote stands inside the quote, the sentence as a person reads it is shown, and
    the citing words are looked for in it; else the marks are set by their offsets.
    """
    body = [row for row in citations if not row["footnote"]]
    if quote and (not sentence or quote.split() == sentence.split()):
        return pieces_of_quote(quote, start, [Mark("citation", row["start"], row["end"]) for row in body])
    return pieces_with_words(str(sentence or ""), [str(row["quote"] or "") for row in body])
