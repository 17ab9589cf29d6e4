"""The worked queries of "How to ask": each answers its question of the example with these rows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from api.app import create_app
from api.settings import Settings
from graph.asking import Endpoint
from ontology import BASE, VOCABULARY, data_file
from queries import Example, examples

EXPECTED = yaml.safe_load(Path(__file__).with_name("worked_queries.yaml").read_text("utf-8"))
BY_NAME = {example.name: example for example in examples()}


def answered(example: Endpoint, asked: Example) -> list[str]:
    """The rows, a line each: cells parted by a bar, addresses without their base, "-" for nothing."""
    found = example.select(asked.text)
    return [" | ".join(_cell(cell) for cell in row.values()) for row in found.rows]


def _cell(value: object) -> str:
    if value is None:
        return "-"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text.removeprefix(BASE).removeprefix("id/") or "-"


@pytest.mark.parametrize("name", EXPECTED)
def test_each_answers_its_question(example: Endpoint, name: str) -> None:
    assert answered(example, BY_NAME[name]) == EXPECTED[name]


def test_the_one_that_answers_rdf_tells_all_of_a_finding(example: Endpoint) -> None:
    told = example.construct(BY_NAME["everything-on-a-finding"].text, "application/n-triples").body.decode()
    assert "ontology#assessment" in told
    assert "ontology#supports" in told


def test_a_list_of_concepts_has_every_scheme(example: Endpoint) -> None:
    rows = answered(example, BY_NAME["labels-of-concepts"])
    schemes = {row.partition(" | ")[0] for row in rows}
    assert {"topics", "assessments", "follow-up statuses", "body kinds", "action kinds"} <= schemes
    assert any(row.startswith("assessments | in-line | in line | ") for row in rows)


def test_on_another_graph_they_ask_of_what_it_holds(endpoint: Endpoint, tmp_path: Path) -> None:
    client = create_app(endpoint, Settings(store=tmp_path)).test_client()
    page = client.get("/how-to-ask").text
    assert "/id/finding/xv-20" in page
    assert "/id/finding/xa-" not in page
    assert "/id/recommendation/xa-" not in page


def test_all_are_held_to_their_rows() -> None:
    elsewhere = {"everything-on-a-finding", "labels-of-concepts", "read-or-entailed"}
    assert set(EXPECTED) | elsewhere == set(BY_NAME)


@pytest.mark.parametrize("asker", ["researcher", "analyst", "application"])
def test_each_kind_of_user_asks_at_least_five(asker: str) -> None:
    assert sum(example.asked_by == asker for example in examples()) >= 5


def test_each_class_is_shown_by_a_query() -> None:
    """A class counts as shown where one that it is a kind of is."""
    graph = Graph().parse(data=data_file("scrutineer.ttl").read_text("utf-8"), format="turtle")
    shown = {
        URIRef(VOCABULARY + name[4:]) for each in examples() for name in each.shows if name[:4] == "scr:"
    }
    classes = {term for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)}
    missing = {
        term.removeprefix(VOCABULARY)
        for term in classes
        if term.startswith(VOCABULARY) and not shown & {*graph.transitive_objects(term, RDFS.subClassOf)}
    }
    assert missing == set()


def test_what_is_entailed_is_told_from_what_is_read(example: Endpoint) -> None:
    rows = dict(row.split(" | ") for row in answered(example, BY_NAME["read-or-entailed"]))
    entailed = {iri.rpartition("#")[2]: int(count) for iri, count in rows.items()}
    assert entailed["citesWithin"] > 0
    assert "cites" not in entailed


def test_each_stands_on_the_page_and_can_be_run(client: FlaskClient) -> None:
    page = client.get("/how-to-ask").text
    for example in examples():
        assert f'id="{example.name}"' in page
        assert client.get("/sparql/table", query_string={"query": example.text}).status_code == 200
