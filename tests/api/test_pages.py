"""The pages for people."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FINAL, STATEMENT = "xa-2021-05-16-final", "xa-2024-06-02-preliminary"
PAGES = [
    "/", "/search?q=Copenhagen+7.5", "/standards", "/queries", "/queries/laws", "/queries/findings?show=rows",
    "/queries/recommendation-history?country=xa", "/sparql", "/sparql/table?query=ASK+%7B%7D", "/ontology",
    f"/id/report/{FINAL}", f"/id/report/{STATEMENT}", "/id/standard/osce-copenhagen-1990",
    "/id/standard/osce-copenhagen-1990/7.5", f"/id/finding/{FINAL}/691", f"/id/recommendation/{FINAL}/1",
    "/id/election/xa-2021-05-16", "/id/country/xa", "/id/body/xa/central-election-board", "/id/topic/media",
    "/id/body/xa/shore", "/id/law/xa/election-act-2015", f"/id/finding/{STATEMENT}/512", "/how-to-ask",
    "/data/",
]  # fmt: skip
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Reader(HTMLParser):
    """Reads a page as a browser would: its text, links and labels; notes elements that are not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.fields: list[str] = []
        self.labelled: list[str] = []
        self.elements: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.add(tag)
        self.links += [given["href"]] if tag == "a" else []
        self.ids += [given["id"]] if "id" in given else []
        self.fields += [given.get("id", "")] if tag in ("input", "select", "textarea") else []
        self.labelled += [given.get("for", "")] if tag == "label" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(client: FlaskClient, path: str, status: int = 200) -> Reader:
    response = client.get(path, headers=BROWSER)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    return Reader(response.text)


def words(page: Reader) -> str:
    return " ".join(page.text.split())


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed_and_accessible(client: FlaskClient, path: str) -> None:
    page = read(client, path)
    assert not page.wrong
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert set(page.fields) <= set(page.labelled)  # every field has a label
    assert {"main", "h1", "nav"} <= page.elements
    assert "script" not in page.elements


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_somewhere(client: FlaskClient, path: str) -> None:
    page = read(client, path)
    inside = {link for link in page.links if link.startswith("/")}
    broken = [link for link in sorted(inside) if client.get(link, headers=BROWSER).status_code >= 400]
    needing = {f"/queries/{name}" for name in ("provision-findings", "election-comparison")}
    assert not [link for link in broken if link not in needing]
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_nothing_is_fetched_from_elsewhere_and_no_script_runs(client: FlaskClient) -> None:
    response = client.get(f"/id/report/{FINAL}", headers=BROWSER)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert not re.search(r'(?:src|href)="(?:https?:)?//', response.text.split("<main")[0])


def test_the_words_of_a_report_are_escaped(client: FlaskClient) -> None:
    page = client.get(f"/id/report/{FINAL}", headers=BROWSER).text
    assert "&lt;Fair &amp; Free&gt;" in page
    assert "<Fair" not in page


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("Copenhagen 7.5", "/id/standard/osce-copenhagen-1990/7.5"),
        ("paragraph 7.5 of the 1990 OSCE Copenhagen Document", "/id/standard/osce-copenhagen-1990/7.5"),
        ("ICCPR 25", "/id/standard/un-iccpr-1966/25"),
        ("article 25 (b) ICCPR", "/id/standard/un-iccpr-1966/25(b)"),
        ("General Comment 25", "/id/standard/un-ccpr-gc25"),
        ("general comment 25 paragraph 16", "/id/standard/un-ccpr-gc25/16"),
        ("covenant on civil and political rights", "/id/standard/un-iccpr-1966"),
        ("Copenhagen 99", "/id/standard/osce-copenhagen-1990"),
    ],
)
def test_search_finds_first_what_was_meant(client: FlaskClient, typed: str, link: str) -> None:
    response = client.get("/search", query_string={"q": typed}, headers=BROWSER)
    hits = re.findall(r'class="hit" href="([^"]+)"', response.text)
    assert hits[0] == link


def test_search_says_when_nothing_fits(client: FlaskClient) -> None:
    assert "No instrument fits “<zzz>”" in words(read(client, "/search?q=<zzz>"))
    assert "no provision “99”" in words(read(client, "/search?q=Copenhagen+99"))


def test_a_report_is_shown_with_everything_in_its_place(client: FlaskClient) -> None:
    page = client.get(f"/id/report/{FINAL}", headers=BROWSER).text
    cited = (
        '<a class="citation" href="/id/standard/osce-copenhagen-1990/7.3" title="osce-copenhagen-1990/7.3">'
    )
    assert f"{cited}paragraph 7.3 of the 1990 OSCE Copenhagen Document</a>" in page
    assert 'id="at-328"' in page
    assert "citation unresolved" in page
    reader = Reader(page)
    assert "II. LEGAL FRAMEWORK" in reader.text
    assert "2 104 511" in words(reader)
    assert "not loaded" not in reader.text


@pytest.mark.parametrize(
    "path",
    [
        f"/id/{kind}/{FINAL}/{key}"
        for kind, key in [
            ("finding", 691),
            ("citation", "573.1"),
            ("recommendation", 1),
            ("section", 2),
            ("paragraph", 3),
            ("footnote", 1),
        ]
    ]
    + [f"/id/follow-up/{STATEMENT}/321", "/id/standard/osce-copenhagen-1990/7.5"],
)
def test_what_stands_in_a_report_leads_to_its_place_there(client: FlaskClient, path: str) -> None:
    places = [link for link in read(client, path).links if "#at-" in link]
    assert places
    for link in places:
        report, _, place = link.partition("#")
        assert place in read(client, report).ids


def test_a_provision_is_shown_with_its_findings(client: FlaskClient) -> None:
    response = client.get("/id/standard/osce-copenhagen-1990/7.5", headers=BROWSER)
    page = Reader(response.text)
    assert "citizens may seek office on their own or with a party" in page.text
    assert "2 findings rest on it" in page.text
    assert "<mark>paragraphs 7.5 and 24 of the 1990 OSCE Copenhagen Document</mark>" in response.text
    assert f"/id/report/{FINAL}#at-691" in page.links


def test_a_provision_cited_in_a_footnote_shows_the_note(client: FlaskClient) -> None:
    response = client.get("/id/standard/un-ccpr-gc25/16", headers=BROWSER)
    assert "<mark>Paragraphs 15-17 of General Comment No. 25 to the ICCPR</mark>" in response.text
    assert "Cited in the range 15-17" in response.text


def test_a_body_leads_to_what_was_found_on_it_and_to_its_other_names(client: FlaskClient) -> None:
    board = read(client, "/id/body/xa/central-election-board")
    assert "2 findings speak of it" in board.text
    assert "published its decisions within a day" in board.text
    assert f"/id/finding/{FINAL}/461" in board.links
    shore = read(client, "/id/body/xa/shore")
    assert "Formerly" in shore.text
    assert "/id/body/xa/ebb" in shore.links


def test_a_law_shows_when_it_was_amended_and_what_was_found_on_it(client: FlaskClient) -> None:
    page = read(client, "/id/law/xa/election-act-2015")
    assert "amendment-2023-05" in page.ids
    assert f"/id/finding/{FINAL}/328" in page.links


def test_a_finding_says_why_what_it_counts_and_what_it_leads_to(client: FlaskClient) -> None:
    contrary = read(client, f"/id/finding/{FINAL}/691")
    assert "Assessed so for the words “at odds with”" in contrary.text
    assert f"/id/recommendation/{FINAL}/1" in contrary.links
    counted = read(client, f"/id/finding/{STATEMENT}/512")
    assert "Its figures" in counted.text
    assert "20" in counted.text


def test_a_recommendation_says_who_should_act_and_what_leads_up_to_it(client: FlaskClient) -> None:
    page = read(client, f"/id/recommendation/{FINAL}/1")
    assert "Who would have to act (not named)" in page.text
    assert f"/id/finding/{FINAL}/691" in page.links
    assert "/id/standard/osce-copenhagen-1990/7.5" in page.links


def test_certain_and_proposed_follow_ups_are_kept_apart(client: FlaskClient) -> None:
    first = words(read(client, f"/id/recommendation/{FINAL}/1"))
    certain, _, proposed = first.partition("May also be meant here (proposed)")
    assert "was addressed." in certain
    assert "Certain: the report names recommendation 1 of the 2021 report." in certain
    assert "No other statement fits." in proposed
    second = words(read(client, f"/id/recommendation/{FINAL}/2"))
    certain, _, proposed = second.partition("May also be meant here (proposed)")
    assert "No later report loaded here names this recommendation by its number" in certain
    assert "the blanket ban partly remains" in proposed
    assert "Proposed, score 0.91: same matter: voting rights of prisoners" in proposed


def test_a_follow_up_shows_which_recommendations_it_names_and_which_it_may_mean(client: FlaskClient) -> None:
    page = words(read(client, f"/id/follow-up/{STATEMENT}/321"))
    named, _, proposed = page.partition("May be meant (proposed)")
    assert "independent candidates may stand" in named
    assert "No recommendation is proposed." in proposed
    page = words(read(client, f"/id/follow-up/{STATEMENT}/378"))
    named, _, proposed = page.partition("May be meant (proposed)")
    assert "It names no recommendation" in named
    assert "convicted persons should be reconsidered" in proposed


def test_a_query_is_a_form_and_shows_rows(client: FlaskClient) -> None:
    form = read(client, "/queries/provision-findings")
    assert {"p-provision", "p-report", "p-from"} <= set(form.fields)
    assert "Rows" not in form.text
    rows = read(client, "/queries/provision-findings?provision=osce-copenhagen-1990/7.5&report=&show=rows")
    assert f"/id/finding/{FINAL}/691" in rows.links
    assert "/api/v1/queries/provision-findings.csv?provision=osce-copenhagen-1990/7.5" in rows.links


def test_a_query_says_what_is_wrong_with_a_value(client: FlaskClient) -> None:
    assert "YYYY-MM-DD" in read(client, "/queries/findings?from=soon", 400).text


def test_the_editor_shows_tables_graphs_and_problems(client: FlaskClient) -> None:
    def run(query: str) -> Reader:
        response = client.get("/sparql/table", query_string={"query": query}, headers=BROWSER)
        return Reader(response.text)

    assert "yes" in run("ASK { ?any ?thing ?holds }").text
    assert "3 rows" in run("SELECT ?x { VALUES ?x { 1 2 3 } }").text
    assert "made-up words" in run('CONSTRUCT { <http://e/a> <http://e/b> "made-up words" } {}').text
    assert "not valid SPARQL" in run("SELEKT").text


def test_problems_are_pages_for_browsers_and_documents_for_programs(client: FlaskClient) -> None:
    assert "Not Found" in read(client, "/id/body/xa/none", 404).text
    assert client.get("/nowhere").mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "path", [f"/id/report/{FINAL}", "/id/standard/osce-copenhagen-1990/7.5", f"/id/finding/{FINAL}/691"]
)
def test_pages_say_plainly_that_a_text_is_missing(client_without_text: FlaskClient, path: str) -> None:
    page = words(read(client_without_text, path))
    assert "not loaded here" in page
    assert "the graph that comes with Scrutineer" in page
    assert "Independent candidates may not stand" not in page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_without_text(client_without_text: FlaskClient, path: str) -> None:
    assert not read(client_without_text, path).wrong
