"""JSON-LD answers: short keys, and the same graph as the Turtle of the same address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from api.json_ld import context, document
from ontology import BASE, PREFIXES, VOCABULARY

THING = f"{BASE}id/finding/xa-2021-05-16-final/1"
XSD = PREFIXES["xsd"]
KEYS = [
    "report/xa-2021-05-16-final",
    "election/xa-2021-05-16",
    "country/xa",
    "section/xa-2021-05-16-final/2",
    "paragraph/xa-2021-05-16-final/1",
    "footnote/xa-2021-05-16-final/1",
    "finding/xa-2021-05-16-final/691",
    "citation/xa-2021-05-16-final/742.1",
    "recommendation/xa-2021-05-16-final/1",
    "follow-up/xa-2024-06-02-preliminary/321",
    "body/xa/central-election-board",
    "law/xa/election-act-2015",
    "standard/un-iccpr-1966/25(b)",
    "topic/media",
]
PATHS = [
    *(f"/id/{key}" for key in KEYS),
    *(f"/api/v1/things/{key}" for key in KEYS),
    "/data/xa-2021-05-16-final",
    "/ontology",
]


def with_context(client: FlaskClient, body: str) -> str:
    """The document with its context fetched from where it says, as a processor would."""
    said = json.loads(body)
    address = said["@context"]
    assert address == "http://localhost/ontology/context.jsonld"
    return json.dumps({**said, **client.get("/ontology/context.jsonld").get_json()})


@pytest.mark.parametrize("path", PATHS)
def test_json_ld_is_the_same_graph_as_turtle(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}.jsonld")
    assert answer.mimetype == "application/ld+json"
    body = with_context(client, answer.text)
    turtle = client.get(f"{path}.ttl").data
    by_rdflib, expected = Graph().parse(data=body, format="json-ld"), Graph().parse(turtle, format="turtle")
    assert len(expected) > 1
    assert isomorphic(by_rdflib, expected)
    lines = "".join(f"{quad.triple} .\n" for quad in parse(body.encode(), RdfFormat.JSON_LD))
    assert isomorphic(Graph().parse(data=lines, format="nt"), expected)


def test_a_finding_reads_like_json(client: FlaskClient) -> None:
    found = client.get("/api/v1/things/finding/xa-2021-05-16-final/691").get_json()
    assert list(found)[:3] == ["@context", "@id", "@type"]
    assert found["@id"] == f"{BASE}id/finding/xa-2021-05-16-final/691"
    assert "Finding" in found["@type"]
    assert found["report"] == f"{BASE}id/report/xa-2021-05-16-final"
    assert found["assessment"] == "contrary"
    assert found["start"] == 691
    assert found["inSummary"] is False
    assert {"@id": f"{BASE}id/citation/xa-2021-05-16-final/742.1"} in found["@reverse"]["supports"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/ld+json"),
        ("application/json", "application/json"),  # what programs that know no JSON-LD ask for
        ("text/html,*/*;q=0.8", "application/ld+json"),
        ("text/turtle", "text/turtle"),
    ],
)
def test_things_in_the_rest_interface_are_json_ld_unless_asked_otherwise(
    client: FlaskClient, accept: str | None, media_type: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    assert client.get("/api/v1/things/country/xa", headers=headers).mimetype == media_type


def test_what_the_rest_interface_does_not_know(client: FlaskClient) -> None:
    for path in ("/api/v1/things/country/zz", "/api/v1/things/planet/mars"):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_the_context_names_every_term_of_the_vocabulary(client: FlaskClient) -> None:
    answer = client.get("/ontology/context.jsonld")
    assert answer.mimetype == "application/ld+json"
    terms = answer.get_json()["@context"]
    assert terms["Finding"] == "scr:Finding"
    assert terms["report"] == {"@id": "scr:report", "@type": "@id"}
    assert terms["electionDate"] == {"@id": "scr:electionDate", "@type": "xsd:date"}
    tag = answer.headers["ETag"]
    assert client.get("/ontology/context.jsonld", headers={"If-None-Match": tag}).status_code == 304


def literal(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


VALUES: list[tuple[str, object, Any]] = [
    # property, its value, and how it is written
    ("value", Literal("text"), "text"),
    ("value", literal("12", "integer"), 12),
    ("value", literal("true", "boolean"), True),
    # a JSON number with a point would be read as a double
    ("value", literal("1.5", "decimal"), {"@value": "1.5", "@type": "xsd:decimal"}),
    # too large for programs that read doubles, and not the shortest way of writing 7
    ("value", literal("9007199254740993", "integer"), {"@value": "9007199254740993", "@type": "xsd:integer"}),
    ("value", literal("07", "integer"), {"@value": "07", "@type": "xsd:integer"}),
    ("value", literal("1", "boolean"), {"@value": "1", "@type": "xsd:boolean"}),
    ("value", literal("2021-05-16", "date"), {"@value": "2021-05-16", "@type": "xsd:date"}),
    ("value", Literal("vote", language="en"), {"@value": "vote", "@language": "en"}),
    ("value", NamedNode(f"{BASE}id/country/xa"), {"@id": f"{BASE}id/country/xa"}),
    ("electionDate", literal("2021-05-16", "date"), "2021-05-16"),
    # the context would make a date, an address or a concept of these
    ("electionDate", Literal("2021-05-16"), {"@value": "2021-05-16"}),
    ("electionDate", literal("2021", "integer"), {"@value": 2021}),
    ("report", Literal("a report"), {"@value": "a report"}),
    ("assessment", Literal("contrary"), {"@value": "contrary"}),
    ("assessment", NamedNode(f"{VOCABULARY}contrary"), "contrary"),
    # a word that the context has as a prefix
    ("assessment", NamedNode(f"{VOCABULARY}org"), f"{VOCABULARY}org"),
    ("report", NamedNode("urn:a:b"), "urn:a:b"),
]


@pytest.mark.parametrize(("name", "value", "written"), VALUES)
def test_values_are_written_so_that_they_are_read_again(name: str, value: Any, written: Any) -> None:
    triple = Triple(NamedNode(THING), NamedNode(VOCABULARY + name), value)
    found = json.loads(document([triple], "context", THING))
    assert found[name] == written
    body = json.dumps({**found, "@context": context()})
    assert [quad.triple for quad in parse(body.encode(), RdfFormat.JSON_LD)] == [triple]
    assert len(Graph().parse(data=body, format="json-ld")) == 1


def test_what_is_said_of_other_things_is_kept() -> None:
    said = [
        Triple(NamedNode(THING), NamedNode(f"{VOCABULARY}start"), literal("1", "integer")),
        Triple(NamedNode(f"{BASE}id/country/xa"), NamedNode(f"{VOCABULARY}countryCode"), Literal("xa")),
    ]
    found = {**json.loads(document(said, "context", THING)), "@context": context()}
    read = {quad.triple for quad in parse(json.dumps(found).encode(), RdfFormat.JSON_LD)}
    assert read == set(said)
