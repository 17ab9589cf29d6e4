"""The canned queries over HTTP."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from queries import canned

URL = "/api/v1/queries"


def test_the_list_declares_each_query(client: FlaskClient) -> None:
    found = {query["name"]: query for query in client.get(URL).json["queries"]}  # type: ignore[index]
    assert set(found) == set(canned())
    provision = found["provision-findings"]["parameters"][0]
    assert (provision["name"], provision["required"]) == ("provision", True)
    assert client.get(found["citations"]["url"]).status_code == 200


def test_json_holds_rows_by_column(client: FlaskClient) -> None:
    answer = client.get(f"{URL}/recommendations?country=xa").json
    assert answer is not None
    assert answer["query"] == "recommendations"
    assert answer["parameters"] == {"country": "xa"}
    assert answer["columns"][:3] == ["report", "number", "priority"]
    assert answer["rows"][0]["priority"] is True
    assert answer["rows"][1]["inline_start"] is None
    assert answer["build"] == client.get("/health").json["build"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "accept"),
    [("/findings.csv", "application/json"), ("/findings", "text/csv"), ("/findings.csv", "")],
)
def test_csv_by_suffix_or_by_accept(client: FlaskClient, path: str, accept: str) -> None:
    response = client.get(URL + path, headers={"Accept": accept} if accept else {})
    assert response.content_type == "text/csv; charset=utf-8; header=present"
    lines = response.data.decode("utf-8").split("\r\n")
    assert lines[0].startswith("report,start,end,quote")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert len(rows) == 9
    assert rows[-1]["in_summary"] == "false"
    # Quotation marks and commas inside a cell come through.
    assert any('fined for "insult", which' in row["quote"] for row in rows)


def test_json_is_the_default_and_its_suffix_beats_the_header(client: FlaskClient) -> None:
    assert client.get(f"{URL}/laws").mimetype == "application/json"
    assert client.get(f"{URL}/laws", headers={"Accept": "*/*"}).mimetype == "application/json"
    assert client.get(f"{URL}/laws.json", headers={"Accept": "text/csv"}).mimetype == "application/json"


def test_what_nobody_can_answer_is_refused(client: FlaskClient) -> None:
    assert client.get(f"{URL}/laws", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nothing", 404, "There are: amendments, "),
        ("/nothing.csv", 404, "There are: amendments, "),
        ("/findings?colour=red", 400, "colour"),
        ("/provision-findings", 400, "provision=osce-copenhagen-1990/7.5"),
        ("/findings?from=yesterday", 400, "from=2020-01-01"),
        ("/findings?report=a&report=b", 400, "2 times"),
        ("/election-comparison?left=xa-2021-05-16", 400, "right"),
    ],
)
def test_problems_say_what_was_expected(client: FlaskClient, path: str, status: int, said: str) -> None:
    response = client.get(URL + path)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert said in response.json["detail"]  # type: ignore[index]


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"{URL}/findings")
    again = client.get(f"{URL}/findings", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    # Another question, or another form of the answer, has another tag.
    other = client.get(f"{URL}/findings?country=xa", headers={"If-None-Match": first.headers["ETag"]})
    table = client.get(f"{URL}/findings.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (other.status_code, table.status_code) == (200, 200)


def test_pages_of_any_origin_may_read(client: FlaskClient) -> None:
    response = client.get(f"{URL}/laws", headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in response.headers["Vary"]


def test_unresolved_citations_are_listed_with_the_reason(client: FlaskClient) -> None:
    answer = client.get("/api/v1/citations?status=unresolved").get_json()
    [row] = answer["citations"]
    assert (row["report"], row["start"], row["instrument"]) == ("xa-2021-05-16-final", 956, None)
    assert row["reason"]
    resolved = client.get("/api/v1/citations").get_json()["citations"]
    assert len(resolved) > 1
    assert all(found["instrument"] and found["reason"] is None for found in resolved)
    assert client.get("/api/v1/citations?status=lost").status_code == 400
