"""What is taken whole over HTTP: the description, dumps and tables."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from api.tables import names
from graph.asking import Endpoint
from loaders.dataset import DATASET, DUMPS
from ontology import BASE, PREFIXES, VOCABULARY

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TRIPLES = NamedNode(PREFIXES["void"] + "triples")


def triples(turtle: bytes) -> set[Triple]:
    return {quad.triple for quad in parse(turtle, RdfFormat.TURTLE)}


def test_the_description_is_where_void_says(client: FlaskClient) -> None:
    answer = client.get("/.well-known/void")
    assert answer.mimetype == "text/turtle"
    found = triples(answer.data)
    assert len(Graph().parse(answer.data, format="turtle")) == len(found)
    assert any(triple.subject == DATASET and triple.predicate == TRIPLES for triple in found)
    here = NamedNode("http://localhost/sparql")
    assert Triple(DATASET, NamedNode(PREFIXES["void"] + "sparqlEndpoint"), here) in found
    assert (
        client.get("/.well-known/void", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


def test_the_description_in_other_forms(client: FlaskClient) -> None:
    for media_type in ("application/ld+json", "application/rdf+xml", "application/n-triples"):
        assert client.get("/.well-known/void", headers={"Accept": media_type}).mimetype == media_type
    browser = client.get("/.well-known/void", headers={"Accept": BROWSER})
    assert (browser.status_code, browser.headers["Location"]) == (303, "/data/")
    assert client.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406


def test_the_service_description_and_the_store_say_the_same(client: FlaskClient) -> None:
    service = triples(client.get("/sparql", headers={"Accept": "text/turtle"}).data)
    stored = triples(client.get("/data/dataset").data)
    assert len(stored) > 500
    assert stored <= service
    default = NamedNode(PREFIXES["sd"] + "defaultDataset")
    assert [triple.object for triple in service if triple.predicate == default] == [DATASET]


def test_the_page_leads_to_all_of_it(client: FlaskClient) -> None:
    page = client.get("/data/").text
    for path in re.findall(r'href="(/data/[^"]+)"', page):
        assert client.get(path).status_code == 200, path
    for name in (*DUMPS, *(f"tables/{name}.csv" for name in names())):
        assert f'"/data/{name}"' in page


def test_a_dump_is_one_file_that_can_be_taken_in_parts(client: FlaskClient) -> None:
    whole = client.get("/data/scrutineer.nq.gz")
    assert whole.mimetype == "application/gzip"
    graphs = {quad.graph_name.value for quad in parse(gzip.decompress(whole.data), RdfFormat.N_QUADS)}
    assert f"{BASE}data/xa-2021-05-16-final" in graphs
    part = client.get("/data/scrutineer.nq.gz", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.data) == (206, whole.data[:10])
    tag = whole.headers["ETag"]
    assert client.get("/data/scrutineer.nq.gz", headers={"If-None-Match": tag}).status_code == 304


# --- tables -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def metadata(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/data/tables/csv-metadata.json")
    assert answer.mimetype == "application/csvm+json"
    found: dict[str, Any] = json.loads(answer.text)
    return found


@pytest.fixture(scope="module")
def tables(client: FlaskClient) -> dict[str, list[dict[str, str]]]:
    return {
        name: list(csv.DictReader(io.StringIO(client.get(f"/data/tables/{name}.csv").text)))
        for name in names()
    }


READ = {
    "string": str,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def test_tables_are_what_their_description_says(
    metadata: dict[str, Any], tables: dict[str, list[dict[str, str]]]
) -> None:
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    assert [described["url"] for described in metadata["tables"]] == [f"{name}.csv" for name in names()]
    for described in metadata["tables"]:
        schema, rows = described["tableSchema"], tables[described["url"].removesuffix(".csv")]
        assert rows
        assert list(rows[0]) == [column["titles"] for column in schema["columns"]]
        for column in schema["columns"]:
            cells = [row[column["titles"]] for row in rows]
            assert all(READ[column["datatype"]](cell) is not None for cell in cells if cell)
            assert all(cells) or not column["required"]
        keys = [tuple(row[column] for column in schema.get("primaryKey", row)) for row in rows]
        assert len(keys) == len(set(keys))


def test_what_a_table_refers_to_is_there(
    metadata: dict[str, Any], tables: dict[str, list[dict[str, str]]]
) -> None:
    (citations,) = (table for table in metadata["tables"] if table["url"] == "citations.csv")
    (key,) = citations["tableSchema"]["foreignKeys"]
    target = tables[key["reference"]["resource"].removesuffix(".csv")]
    there = {tuple(row[column] for column in key["reference"]["columnReference"]) for row in target}
    referring = [tuple(row[column] for column in key["columnReference"]) for row in tables["citations"]]
    assert {reference for reference in referring if all(reference)} <= there


def test_templates_make_addresses_that_the_graph_knows(
    metadata: dict[str, Any], tables: dict[str, list[dict[str, str]]], example: Endpoint
) -> None:
    for described in metadata["tables"]:
        schema, row = described["tableSchema"], tables[described["url"].removesuffix(".csv")][0]
        templates = [
            column["valueUrl"]
            for column in schema["columns"]
            if "valueUrl" in column and row[column["titles"]]
        ]
        for template in (*templates, *([schema["aboutUrl"]] if "aboutUrl" in schema else [])):
            iri = template.replace("{+", "{").format(**row)
            assert example.holds(f"ASK {{ <{iri}> ?p ?o }}"), iri
        for column in schema["columns"]:
            if column.get("propertyUrl", "").startswith(VOCABULARY):
                assert example.holds(f"ASK {{ <{column['propertyUrl']}> a ?kind }}"), column


def test_tables_come_in_one_file_too(client: FlaskClient, metadata: dict[str, Any]) -> None:
    answer = client.get("/data/tables.zip")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        assert packed.namelist() == [*(f"{name}.csv" for name in names()), "csv-metadata.json"]
        assert json.loads(packed.read("csv-metadata.json")) == metadata
        assert packed.read("findings.csv") == client.get("/data/tables/findings.csv").data


def test_a_table_says_where_it_is_described(client: FlaskClient) -> None:
    answer = client.get("/data/tables/findings.csv")
    assert 'rel="describedby"; type="application/csvm+json"' in answer.headers["Link"]
    assert client.get("/data/tables/none.csv").status_code == 404
