"""Small helps for writing triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from pyoxigraph import Literal, NamedNode, Triple

from ontology import PREFIXES, VOCABULARY

Value = str | int | float | bool | date | datetime | NamedNode | Literal | None


def scr(name: str) -> NamedNode:
    """The term of our own vocabulary with that name."""
    return NamedNode(VOCABULARY + name)


def term(name: str) -> NamedNode:
    """The term that a prefixed name such as ``dcterms:title`` stands for."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def literal(value: str | int | float | bool | date | datetime) -> Literal:
    """A typed literal; the engine keeps ``xsd:integer``, ``xsd:decimal`` and the like as they are."""
    if isinstance(value, bool):
        return Literal(value)
    if isinstance(value, float):
        return Literal(f"{value:f}".rstrip("0").rstrip("."), datatype=term("xsd:decimal"))
    if isinstance(value, datetime):
        return Literal(value.isoformat(), datatype=term("xsd:dateTime"))
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=term("xsd:date"))
    return Literal(value)


def moment(iso: str) -> Literal | None:
    """A day ('2018-06-29'), month ('2018-06') or year ('2018') as a literal of its type; '' gives None."""
    kinds = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}
    return Literal(iso, datatype=term(kinds[len(iso)])) if iso else None


def about(subject: NamedNode, *classes: str, **values: Value | Iterable[Value]) -> Iterator[Triple]:
    """Triples about one thing. A keyword is a property: ``start`` is ours, ``dcterms_title`` has its prefix
    before the underscore. None gives no triple, a list one for each of its values.
    """
    for name in classes:
        yield Triple(subject, term("rdf:type"), term(name) if ":" in name else scr(name))
    for keyword, given in values.items():
        prefix, underscore, local = keyword.partition("_")
        predicate = term(f"{prefix}:{local}") if underscore else scr(keyword)
        several = given if isinstance(given, list | tuple) else (given,)
        for value in several:
            if value is not None and value != "":
                yield Triple(
                    subject, predicate, value if isinstance(value, NamedNode | Literal) else literal(value)
                )
