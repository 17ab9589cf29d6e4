"""A look at a query's text before anything parses it.

A few kilobytes of nesting overflow the stack of whatever process parses them. That process can be lost, but
it is kinder to say at once what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import QueryRefused, QueryTooComplex
from graph.limits import Limits
from graph.tokens import Token, tokens

# Keywords that, like an operator, add a level to the engine's tree of the query.
CLAUSES = frozenset(
    ["AS", "BIND", "EXISTS", "FILTER", "GRAPH", "IN", "MINUS", "NOT", "OPTIONAL", "SELECT", "UNION", "VALUES"]
)
VOLATILE = frozenset(["BNODE", "NOW", "RAND", "STRUUID", "UUID"])
CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Screened:
    """What the text gives away: whether the same query of the same build can have another answer each time
    (NOW, RAND, fresh blank nodes …)."""

    volatile: bool


def screen(query: str, limits: Limits) -> Screened:
    """Look through a query's text.

    :raises QueryTooComplex: where it is longer, more deeply nested, or has more parts than the limits allow
    :raises QueryRefused: where it uses SERVICE
    """
    if (size := len(query.encode("utf-8", "surrogatepass"))) > limits.query:
        raise QueryTooComplex(f"The query has {size} bytes; at most {limits.query} are read.")
    # An escape for a character (\u0028) is left alone, as the engine takes it in strings and IRIs only.
    seen = list(tokens(query))
    _check("brackets open at once", _depth(seen), limits.nesting)
    _check("operators and clauses", _operators(seen), limits.operators)
    _check("triple patterns", _patterns(seen), limits.patterns)
    words = {token.text.upper() for token in seen if token.kind == "word"}
    if "SERVICE" in words:
        raise QueryRefused("SERVICE is not offered: queries here do not reach out to other servers.")
    return Screened(not words.isdisjoint(VOLATILE))


def _check(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise QueryTooComplex(f"The query has {count} {what}; at most {limit} are allowed. Ask in parts.")


def _depth(seen: list[Token]) -> int:
    depth = deepest = 0
    for token in seen:
        if token.kind == "bracket":
            depth = depth + 1 if token.text in CLOSING else max(0, depth - 1)
            deepest = max(deepest, depth)
    return deepest


def _operators(seen: list[Token]) -> int:
    return sum(token.kind == "operator" or token.text.upper() in CLAUSES for token in seen)


def _patterns(seen: list[Token]) -> int:
    """How many ``.``, ``;`` and ``,`` stand between triples, and not in a list of arguments."""
    inside: list[str] = []
    count = 0
    for token in seen:
        if token.kind == "bracket" and token.text in CLOSING:
            inside.append(token.text)
        elif token.kind == "bracket" and inside:
            inside.pop()
        elif token.kind == "mark" and inside and inside[-1] != "(":
            count += 1
    return count
