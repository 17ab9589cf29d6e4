"""Values for a query's parameters, bound as terms and never pasted as text.

A parameter is a variable with a ``VALUES`` block of its own, so that the query on disk is valid SPARQL as it
stands::

    VALUES ?country { UNDEF }                       # optional: without a value, no restriction
    VALUES ?provision { <https://example.org/7.5> } # an example, put aside when a value is bound

:func:`bind` replaces the block's terms with the values given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from graph.tokens import tokens

Term: TypeAlias = NamedNode | Literal


def bind(query: str, values: Mapping[str, Term | Sequence[Term]]) -> str:
    """The query with ``values`` in the places of its parameters.

    :param query: SPARQL text with a block ``VALUES ?name { … }`` for each parameter
    :param values: terms by the parameter's name, without the question mark; several terms mean "any of
        these". A parameter not named here keeps its block, but for ``{ UNDEF }``, which says nothing and is
        taken out (the engine plans better without it)
    :raises ValueError: where the query has no place for one of the names
    """
    wanted = {name: _block(name, terms) for name, terms in values.items()}
    pieces, end, placed = [], 0, set()
    for name, start, stop in parameters(query):
        pieces.append(query[end:start])
        if name in wanted:
            pieces.append(wanted[name])
            placed.add(name)
        elif not _is_undefined(query[start:stop]):
            pieces.append(query[start:stop])
        end = stop
    if missing := wanted.keys() - placed:
        raise ValueError(f"the query has no block VALUES ?{min(missing)} {{ … }} to bind a value to")
    return "".join([*pieces, query[end:]])


def parameters(query: str) -> Iterator[tuple[str, int, int]]:
    """The blocks ``VALUES ?name { … }`` of a query: name, start and end (offsets in characters).

    Comments, strings and IRIs are passed over; blocks of several variables are not parameters.
    """
    seen = [token for token in tokens(query) if token.kind != "comment"]
    for at in range(len(seen) - 3):
        keyword, variable, bracket = seen[at : at + 3]
        if keyword.text.upper() == "VALUES" and variable.text[0] in "?$" and bracket.text == "{":
            closing = next((token for token in seen[at + 3 :] if token.text == "}"), None)
            if closing:
                yield variable.text[1:], keyword.start, closing.start + 1


def _block(name: str, terms: Term | Sequence[Term]) -> str:
    several = [terms] if isinstance(terms, NamedNode | Literal) else terms
    return f"VALUES ?{name} {{ {' '.join(str(term) for term in several)} }}"


def _is_undefined(block: str) -> bool:
    return re.fullmatch(r"\s*UNDEF\s*", block[block.index("{") + 1 : -1], re.IGNORECASE) is not None
