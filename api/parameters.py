"""The values of a canned query's parameters: checked, and turned into the terms that are bound."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from graph.binding import Term
from graph.errors import BadRequest
from ontology import PREFIXES, address
from queries import Parameter, Query

XSD_DATE = NamedNode(PREFIXES["xsd"] + "date")

DAY = r"\d{4}-\d{2}-\d{2}"
REPORT = re.compile(rf"[a-z]{{2}}-{DAY}-(?:final|preliminary|interim|nam|opinion)(?:-\d+)?")
ELECTION = re.compile(rf"[a-z]{{2}}-{DAY}")
COUNTRY = re.compile(r"[a-z]{2}")
STANDARD = re.compile(r"[a-z][a-z0-9-]*(?:/[^\s/<>\"{}|^`\\]+)?")
NAMED = re.compile(r"(?:[a-z]{2}|int)/[^\s/<>\"{}|^`\\]+")
TOPIC = re.compile(r"[a-z]+(?:-[a-z]+)*")


def terms(query: Query, given: Mapping[str, str]) -> dict[str, Term]:
    """The terms to bind for the values ``given`` by parameter name; an empty value counts as not given.

    :raises BadRequest: for a parameter that the query does not have, one that is missing, or a value that is
        not of its form; the message says what was expected
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise BadRequest(
                f"The query {query.name} has no parameter {name!r}; it takes {', '.join(known) or 'none'}."
            )
    values = {name: value.strip() for name, value in given.items() if value.strip()}
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            raise BadRequest(
                f"The query {query.name} needs the parameter {parameter.name}: {parameter.about}. "
                f"For example {parameter.name}={parameter.example}"
            )
    return {name: term(known[name], value) for name, value in values.items()}


def term(parameter: Parameter, value: str) -> Term:
    """The term for one value.

    :raises BadRequest: where the value is not of the parameter's form
    """
    try:
        return FORMS[parameter.type](parameter, value)
    except ValueError as error:
        raise BadRequest(
            f"{parameter.name}={value!r} is not {error}. Expected: {parameter.about}, "
            f"for example {parameter.name}={parameter.example}"
        ) from None


def _identifier(pattern: re.Pattern[str], kind: str) -> Callable[[Parameter, str], Literal]:
    def read(_: Parameter, value: str) -> Literal:
        key = _key(value, kind).lower()
        if not pattern.fullmatch(key):
            raise ValueError(f"the identifier of a{'n' if kind[0] in 'aeiou' else ''} {kind}")
        return Literal(key)

    return read


def _date(_: Parameter, value: str) -> Literal:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    # fromisoformat also reads '20210516' and '2021-W19-7', which nobody expects to be taken for a day.
    if day is None or day.isoformat() != value:
        raise ValueError("a day of the calendar in the form YYYY-MM-DD")
    return Literal(value, datatype=XSD_DATE)


def _thing(pattern: re.Pattern[str], kind: str, name: str) -> Callable[[Parameter, str], NamedNode]:
    def read(_: Parameter, value: str) -> NamedNode:
        key = _key(value, kind)
        if not pattern.fullmatch(key):
            raise ValueError(f"the key or the address of a {name}")
        return NamedNode(address(kind, key))

    return read


def _choice(parameter: Parameter, value: str) -> Literal:
    if value not in parameter.choices:
        raise ValueError(f"one of {', '.join(parameter.choices)}")
    return Literal(value)


def _key(value: str, kind: str) -> str:
    """What follows ``/id/{kind}/`` in ``value`` where it is an address, here or elsewhere; else ``value``."""
    return unquote(value.partition(f"/id/{kind}/")[2] or value)


FORMS: dict[str, Callable[[Parameter, str], Term]] = {
    "report": _identifier(REPORT, "report"),
    "election": _identifier(ELECTION, "election"),
    "country": _identifier(COUNTRY, "country"),
    "date": _date,
    "standard": _thing(STANDARD, "standard", "provision"),
    "body": _thing(NAMED, "body", "body"),
    "law": _thing(NAMED, "law", "law"),
    "topic": _thing(TOPIC, "topic", "topic"),
    "choice": _choice,
}
