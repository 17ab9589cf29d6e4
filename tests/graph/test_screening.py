"""What is told from a query's text before it is parsed."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from graph.errors import QueryRefused, QueryTooComplex
from graph.limits import Limits
from graph.screening import screen

SMALL = Limits(query=2000, nesting=5, operators=8, patterns=4)

ALLOWED = {
    "brackets in a string": 'ASK { BIND("((((((((" AS ?x) }',
    "brackets in a long string": 'ASK { BIND("""(((((" ((((""" AS ?x) }',
    "brackets in a comment": "ASK { # ((((((((\n }",
    "brackets in an IRI": "ASK { <http://example.org/((((((((> ?p ?o }",
    "operators in an IRI": "ASK { <http://example.org/+-+-+-+-+-+-> ?p ?o }",
    "hyphens and dots in names": "PREFIX a-b-c-d-e-f-g-h-i: <x:y> ASK { a-b-c-d-e-f-g-h-i:j-k.l ?p ?o }",
    "commas in a list of arguments": "ASK { FILTER(1 IN (1, 2, 3, 4, 5, 6, 7)) }",
    "a number with a point": "ASK { FILTER(1.5 < 2.5) }",
    "a bracket in an escape": r'ASK { BIND("\u0022" AS ?x) BIND("\u0028" AS ?y) }',
    "service as a name": 'ASK { ?SERVICE <http://example.org/SERVICE> "SERVICE" }',
    "less-than is no IRI": "ASK { FILTER(1 < 2 && 3 > 2) }",
}

TOO_COMPLEX = {
    "too long": "ASK { }" + " " * 2000,
    "groups": "ASK " + "{" * 6 + "}" * 6,
    "parentheses": "ASK { FILTER(((((((1))))))) }",
    "lists": "ASK { ?s ?p [ ?q [ ?q [ ?q [ ?q [] ] ] ] ] }",
    "a chain of not": "ASK { FILTER(" + "!" * 9 + "true) }",
    "a chain of sums": "ASK { FILTER(1+1+1+1+1+1+1+1+1+1) }",
    "a chain of unions": "ASK { {}" + " UNION {}" * 9 + " }",
    "a chain of optionals": "ASK { " + "OPTIONAL {} " * 9 + " }",
    "triples": "ASK { ?a ?b ?c . ?a ?b ?d ; ?e ?f , ?g . ?h ?i ?j . }",
}


@pytest.mark.parametrize("query", ALLOWED.values(), ids=ALLOWED)
def test_what_only_looks_complex_passes(query: str) -> None:
    Store().query(query)  # it is valid SPARQL
    screen(query, SMALL)


@pytest.mark.parametrize("query", TOO_COMPLEX.values(), ids=TOO_COMPLEX)
def test_what_is_too_complex_is_refused(query: str) -> None:
    Store().query(query)  # it is valid SPARQL, so that nothing but its size is against it
    with pytest.raises(QueryTooComplex):
        screen(query, SMALL)


@pytest.mark.parametrize(
    "query", ["ASK { SERVICE <http://example.org/> {} }", "ASK { service silent ?s {} }"]
)
def test_service_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused):
        screen(query, Limits())


def test_what_changes_each_time_is_seen() -> None:
    assert screen("SELECT (now() AS ?t) {}", Limits()).volatile
    assert not screen("SELECT ?now {}", Limits()).volatile
