"""``/sparql`` by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from api.app import create_app
from api.settings import Settings
from graph.builds import Builds
from graph.local import LocalEndpoint

EX = "http://example.org/"
SELECT = "SELECT ?s ?text WHERE { ?s ?p ?text } ORDER BY ?s"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def fill(store: Path) -> Builds:
    """Two named graphs with three statements."""
    builds = Builds(store)
    with builds.writer() as writer:
        for graph, words in {"first": ["ballot", "wähler"], "second": ["count"]}.items():
            writer.replace_graph(
                EX + graph,
                [Triple(NamedNode(EX + word), NamedNode(f"{EX}says"), Literal(word)) for word in words],
            )
        writer.publish()
    return builds


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("sparql") / "store").root


@pytest.fixture(scope="module")
def endpoint(store: Path) -> Iterator[LocalEndpoint]:
    with LocalEndpoint(store) as endpoint:
        yield endpoint


@pytest.fixture
def client(endpoint: LocalEndpoint, store: Path) -> FlaskClient:
    return create_app(endpoint, Settings(store=store)).test_client()


def get(client: FlaskClient, query: str, accept: str | None = None, **more: str):  # type: ignore[no-untyped-def]
    headers = {} if accept is None else {"Accept": accept}
    return client.get("/sparql", query_string={"query": query, **more}, headers=headers)


def test_get_form_and_body_answer_alike(client: FlaskClient) -> None:
    by_get = client.get("/sparql", query_string={"query": SELECT})
    by_form = client.post("/sparql", data={"query": SELECT})
    by_body = client.post("/sparql", data=SELECT, content_type=f"{QUERY}; charset=utf-8")
    assert by_get.status_code == by_form.status_code == by_body.status_code == 200
    assert by_get.data == by_form.data == by_body.data
    assert len(by_get.get_json(force=True)["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        # results: what is asked for by name
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (ASK, "application/json", "application/json"),
        # graphs: likewise
        (CONSTRUCT, "text/turtle", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (f"DESCRIBE <{EX}count>", "text/n3", "text/n3"),
        # anything goes: the richest form
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (CONSTRUCT, "*/*", "text/turtle"),
        # one header for both kinds of query, as rdflib and SPARQLWrapper send it
        (SELECT, "application/sparql-results+xml,application/rdf+xml,*/*", "application/sparql-results+xml"),
        (CONSTRUCT, "application/sparql-results+xml,application/rdf+xml", "application/rdf+xml"),
        # quality decides before order
        (SELECT, "text/csv;q=0.5, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        (SELECT, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (SELECT, "text/*", "text/csv"),
        (SELECT, "text/csv;charset=utf-8", "text/csv"),
    ],
)
def test_the_accept_header_decides(
    client: FlaskClient, query: str, accept: str | None, expected: str
) -> None:
    response = get(client, query, accept)
    assert response.status_code == 200
    assert response.mimetype == expected
    assert "Accept" in response.vary
    assert response.data


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT])
def test_a_browser_is_shown_a_table(client: FlaskClient, query: str) -> None:
    response = get(client, query, BROWSER)
    assert response.status_code == 303
    assert urlsplit(response.location).path == "/sparql/table"
    assert parse_qs(urlsplit(response.location).query)["query"] == [query]


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "image/png"), (SELECT, "text/turtle"), (CONSTRUCT, "text/csv")]
)
def test_what_cannot_be_given_is_406(client: FlaskClient, query: str, accept: str) -> None:
    response = get(client, query, accept)
    assert response.status_code == 406
    assert response.mimetype == "application/problem+json"
    assert "application/" in response.get_json(force=True)["detail"]


def test_csv_holds_the_words(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(get(client, SELECT, "text/csv").text)))
    assert [row["text"] for row in rows] == ["ballot", "count", "wähler"]


def test_graph_parameters_make_the_dataset(client: FlaskClient) -> None:
    def count(query: str = COUNT, **graphs: str) -> str:
        return get(client, query, "text/csv", **graphs).text.split()[1]

    in_graphs = COUNT.replace("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }")
    assert count() == "3"
    assert count(**{"default-graph-uri": f"{EX}first"}) == "2"
    assert count(in_graphs, **{"named-graph-uri": f"{EX}second"}) == "1"
    assert count(**{"named-graph-uri": f"{EX}second"}) == "0"
    # the request goes before the query
    assert (
        count(COUNT.replace("WHERE", f"FROM <{EX}second> WHERE"), **{"default-graph-uri": f"{EX}first"})
        == "2"
    )


def test_several_default_graphs_are_merged(client: FlaskClient) -> None:
    fields = [("query", COUNT), ("default-graph-uri", f"{EX}first"), ("default-graph-uri", f"{EX}second")]
    response = client.post(
        "/sparql", data=urlencode(fields), content_type=FORM, headers={"Accept": "text/csv"}
    )
    assert response.text.split() == ["n", "3"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_parameters_change_nothing(client: FlaskClient, method: str) -> None:
    fields = {"query": SELECT, "format": "xml", "output": "xml", "results": "xml"}
    sent = {"query_string": fields} if method == "get" else {"data": fields}
    response = client.open("/sparql", method=method.upper(), headers={"Accept": "text/csv"}, **sent)
    assert response.mimetype == "text/csv"


@pytest.mark.parametrize(
    ("fields", "body", "content_type", "status"),
    [
        pytest.param({"query": ["ASK {}", "ASK {}"]}, None, None, 400, id="two queries"),
        pytest.param({"query": ""}, None, None, 400, id="an empty query"),
        pytest.param({"query": "SELECT nonsense"}, None, None, 400, id="no SPARQL"),
        pytest.param({"query": "INSERT DATA { <a:a> <a:b> 1 }"}, None, None, 400, id="an update as a query"),
        pytest.param({"update": "CLEAR ALL"}, None, None, 400, id="an update"),
        pytest.param({"query": "ASK {}", "update": "CLEAR ALL"}, None, None, 400, id="a query and an update"),
        pytest.param({"query": "ASK {}", "default-graph-uri": "not an IRI"}, None, None, 400, id="no IRI"),
        pytest.param({"query": "ASK { SERVICE <a:a> {} }"}, None, None, 400, id="SERVICE"),
        pytest.param({}, b"", FORM, 400, id="an empty form"),
        pytest.param({}, b"update=CLEAR+ALL", FORM, 400, id="an update in a form"),
        pytest.param({"query": "ASK {}"}, b"query=ASK+%7B%7D", FORM, 400, id="in the address and the form"),
        pytest.param({"query": "ASK {}"}, b"ASK {}", QUERY, 400, id="in the address and the body"),
        pytest.param({}, b"ASK { ?s ?p '\xff' }", QUERY, 400, id="no UTF-8"),
        pytest.param({}, b"CLEAR ALL", "application/sparql-update", 415, id="an update as the body"),
        pytest.param({}, b"ASK {}", "text/plain", 415, id="another type"),
        pytest.param({}, b"ASK {}", "", 415, id="no type"),
        pytest.param({}, b"ASK {}" + b" " * 1_000_000, QUERY, 413, id="a huge body"),
        pytest.param({"query": "ASK {}" + " " * 70_000}, None, None, 400, id="a long query"),
    ],
)
def test_bad_requests_are_problem_documents(
    client: FlaskClient, fields: dict[str, str], body: bytes | None, content_type: str | None, status: int
) -> None:
    method = "GET" if body is None else "POST"
    response = client.open(
        "/sparql", method=method, query_string=fields, data=body, content_type=content_type
    )
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem = json.loads(response.data)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql", method=method)
    assert response.status_code == 405
    assert set(response.allow) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    response, head = get(client, SELECT), client.head("/sparql", query_string={"query": SELECT})
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag"):
        assert head.headers[name] == response.headers[name]


def test_pages_of_any_origin_may_ask(client: FlaskClient) -> None:
    preflight = client.options(
        "/sparql", headers={"Origin": "http://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    for response in (preflight, get(client, SELECT), get(client, "nonsense")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in response.headers["Access-Control-Expose-Headers"]


def test_what_a_client_has_already_is_not_sent_again(client: FlaskClient) -> None:
    first = get(client, SELECT)
    again = client.get(
        "/sparql", query_string={"query": SELECT}, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Accept" in again.vary


def test_tags_tell_queries_types_and_datasets_apart(client: FlaskClient) -> None:
    responses = [
        get(client, SELECT),
        get(client, SELECT, "text/csv"),
        get(client, SELECT + " "),
        get(client, SELECT, **{"default-graph-uri": f"{EX}first"}),
        get(client, SELECT, **{"named-graph-uri": f"{EX}first"}),
    ]
    assert len({response.headers["ETag"] for response in responses}) == len(responses)


def test_a_tag_is_another_after_a_new_build(tmp_path: Path) -> None:
    builds = fill(tmp_path / "store")
    with LocalEndpoint(builds.root) as endpoint:
        client = create_app(endpoint, Settings(store=builds.root)).test_client()
        tag = get(client, SELECT).headers["ETag"]
        with builds.writer() as writer:
            writer.remove_graph(f"{EX}first")
            writer.publish()
        again = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_what_differs_each_time_is_not_kept(client: FlaskClient) -> None:
    response = get(client, "SELECT (RAND() AS ?r) {}")
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("accept", "mimetype"), [("*/*", "text/turtle"), ("application/rdf+xml",) * 2])
def test_without_a_query_the_service_describes_itself(
    client: FlaskClient, accept: str, mimetype: str
) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    assert response.mimetype == mimetype
    form = RdfFormat.from_media_type(mimetype)
    assert form is not None
    found = {
        (quad.predicate.value.rpartition("#")[2], quad.object.value)
        for quad in parse(response.data, form)
        if not str(quad.object).startswith("_:")
    }
    assert ("endpoint", "http://localhost/sparql") in found
    assert ("name", f"{EX}second") in found
    assert any(name == "supportedLanguage" for name, _ in found)


def test_health_names_the_build(client: FlaskClient, store: Path) -> None:
    found = client.get("/health").get_json()
    build = Builds(store).current()
    assert build is not None
    assert found["build"] == build.id
    assert (found["quads"], found["bundled"]) == (3, False)


def test_nothing_loaded_is_said_plainly(tmp_path: Path) -> None:
    with LocalEndpoint(tmp_path / "none") as endpoint:
        client = create_app(endpoint, Settings(store=tmp_path / "none")).test_client()
        response = get(client, ASK)
        assert response.status_code == 503
        assert "scrutineer load" in response.get_json(force=True)["detail"]
        assert client.get("/health").status_code == 503
