"""Parameters are bound as terms: no value can say more than a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from graph.binding import bind, parameters

QUERY = """
# VALUES ?country { UNDEF } in a comment is no parameter
SELECT ?country ?text WHERE {
  VALUES ?country { UNDEF }
  VALUES ?text { "as it stands" }
  BIND("VALUES ?country { UNDEF }" AS ?quoted)
}
"""


def rows(query: str) -> list[dict[str, str | None]]:
    found = Store().query(query)
    names = [variable.value for variable in found.variables]  # type: ignore[union-attr]
    return [
        {name: row[name].value if row[name] else None for name in names}  # type: ignore[index, union-attr]
        for row in found  # type: ignore[union-attr]
    ]


def test_the_query_stands_as_it_is() -> None:
    assert rows(QUERY) == rows(bind(QUERY, {})) == [{"country": None, "text": "as it stands"}]


def test_parameters_are_found_outside_comments_and_strings() -> None:
    assert [name for name, _, _ in parameters(QUERY)] == ["country", "text"]


def test_a_value_and_several() -> None:
    bound = bind(QUERY, {"country": NamedNode("http://example.org/xy"), "text": [Literal("a"), Literal("b")]})
    assert rows(bound) == [
        {"country": "http://example.org/xy", "text": "a"},
        {"country": "http://example.org/xy", "text": "b"},
    ]


def test_any_of_nothing_is_nothing() -> None:
    assert rows(bind(QUERY, {"text": []})) == []


def test_a_name_without_a_place_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"\?town"):
        bind(QUERY, {"town": Literal("x")})


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_a_text_holds_it_stays_a_text(text: str) -> None:
    assert rows(bind(QUERY, {"text": Literal(text)})) == [{"country": None, "text": text}]
