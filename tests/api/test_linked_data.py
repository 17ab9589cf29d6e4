"""Things, graphs and the vocabulary under their own addresses."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from api.json_ld import context
from ontology import BASE, VOCABULARY

BOARD = "id/body/xa/central-election-board"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMS = [
    (".ttl", "text/turtle", RdfFormat.TURTLE),
    (".jsonld", "application/ld+json", RdfFormat.JSON_LD),
    (".rdf", "application/rdf+xml", RdfFormat.RDF_XML),
    (".nt", "application/n-triples", RdfFormat.N_TRIPLES),
]


def triples(body: bytes, form: RdfFormat) -> list[Triple]:
    if form == RdfFormat.JSON_LD:  # nothing is fetched: the context is put in the place of its address
        body = json.dumps({**json.loads(body), "@context": context()}).encode()
    return [quad.triple for quad in parse(body, form, base_iri=BASE)]


@pytest.mark.parametrize(("suffix", "media_type", "form"), FORMS)
def test_rdf_by_suffix_and_by_accept(
    client: FlaskClient, suffix: str, media_type: str, form: RdfFormat
) -> None:
    by_suffix = client.get(f"/{BOARD}{suffix}", headers={"Accept": BROWSER})
    by_accept = client.get(f"/{BOARD}", headers={"Accept": media_type})
    assert by_suffix.mimetype == by_accept.mimetype == media_type
    found = triples(by_suffix.data, form)
    assert set(found) == set(triples(by_accept.data, form))
    board = NamedNode(BASE + BOARD)
    assert Triple(board, LABEL, Literal("Central Election Board")) in found
    pointing = [triple.predicate.value for triple in found if triple.object == board]
    assert pointing.count(f"{VOCABULARY}names") == pointing.count(f"{VOCABULARY}mentions") == 2
    assert len(found) == len(set(found))


def test_a_browser_gets_a_page_that_names_its_data(client: FlaskClient) -> None:
    response = client.get(f"/{BOARD}", headers={"Accept": BROWSER})
    assert response.mimetype == "text/html"
    assert f"</{BOARD}.ttl>" in response.headers["Link"]
    assert "Accept" in response.headers["Vary"]


def test_a_program_that_says_nothing_gets_rdf(client: FlaskClient) -> None:
    assert client.get(f"/{BOARD}").mimetype == "text/turtle"
    assert client.get(f"/{BOARD}", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "key",
    [
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
        "law/xa/election-act-2015",
        "standard/osce-copenhagen-1990",
        "standard/osce-copenhagen-1990/7.5",
        "standard/un-iccpr-1966/25(b)",
        "standard/un-iccpr-1966/25%28b%29",  # browsers and proxies may encode brackets
        "topic/media",
    ],
)
def test_every_kind_of_thing_has_a_page_and_data(client: FlaskClient, key: str) -> None:
    assert client.get(f"/id/{key}", headers={"Accept": BROWSER}).status_code == 200
    assert client.get(f"/id/{key}", headers={"Accept": "text/turtle"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/id/body/xa/none", "/id/planet/mars", "/id/body/xa/none.ttl", "/data/none"]
)
def test_what_the_graph_does_not_know_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_a_slash_too_many_leads_to_the_thing(client: FlaskClient) -> None:
    response = client.get("/id/country/xa/")
    assert (response.status_code, response.headers["Location"]) == (303, "/id/country/xa")


def test_unchanged_data_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get(f"/{BOARD}.ttl").headers["ETag"]
    assert client.get(f"/{BOARD}.ttl", headers={"If-None-Match": tag}).status_code == 304


def test_a_named_graph_can_be_taken_whole(client: FlaskClient) -> None:
    turtle = client.get("/data/xa-2024-06-02-preliminary", headers={"Accept": BROWSER})
    lines = client.get("/data/xa-2024-06-02-preliminary.nt")
    assert turtle.mimetype == "text/turtle"
    assert b"@prefix scr:" in turtle.data
    found = set(triples(lines.data, RdfFormat.N_TRIPLES))
    assert found == set(triples(turtle.data, RdfFormat.TURTLE))
    assert not any("xa-2021-05-16-final/691" in str(triple.subject) for triple in found)


@pytest.mark.parametrize(("suffix", "media_type", "form"), FORMS)
def test_the_vocabulary(client: FlaskClient, suffix: str, media_type: str, form: RdfFormat) -> None:
    response = client.get(f"/ontology{suffix}")
    assert response.mimetype == media_type
    finding = NamedNode(f"{VOCABULARY}Finding")
    assert any(triple.subject == finding for triple in triples(response.data, form))
    assert client.get("/ontology", headers={"Accept": media_type}).mimetype == media_type


def test_the_vocabulary_as_a_page(client: FlaskClient) -> None:
    page = client.get("/ontology", headers={"Accept": BROWSER}).text
    assert 'id="Finding"' in page
    assert "assesses something or rests on a cited standard" in page


def test_the_text_that_targets_of_annotations_count_in_is_at_the_reports_address(client: FlaskClient) -> None:
    response = client.get("/id/report/xa-2021-05-16-final", headers={"Accept": "text/plain"})
    assert response.mimetype == "text/plain"
    assert response.text[408:458] == "paragraph 7.3 of the 1990 OSCE Copenhagen Document"


def test_without_a_text_its_address_says_so(client_without_text: FlaskClient) -> None:
    response = client_without_text.get("/id/report/xa-2021-05-16-final", headers={"Accept": "text/plain"})
    assert response.status_code == 406
    assert "not loaded here" in response.json["detail"]  # type: ignore[index]


def test_versions_and_shapes_of_the_vocabulary_have_addresses(client: FlaskClient) -> None:
    described = client.get("/ontology.ttl").text
    version = re.search(r'owl:versionInfo "([^"]+)"', described)
    assert version
    assert client.get(f"/ontology/{version[1]}").status_code == 303
    assert client.get("/ontology/0.0").status_code == 404
    assert "sh:NodeShape" in client.get("/ontology/shapes.ttl").text
