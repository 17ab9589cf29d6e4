"""Each canned query over the invented reports: the promised columns, and the rows that are there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from pyoxigraph import Store

from api.canned import NoSuchQuery, run_canned
from graph.asking import Endpoint
from graph.errors import BadRequest
from queries import canned

FINAL, STATEMENT = "xa-2021-05-16-final", "xa-2024-06-02-preliminary"
COPENHAGEN = "osce-copenhagen-1990"

# What users are promised. A change here breaks their notebooks.
PROMISED = {
    "citations": "report start end quote instrument provision printed rule footnote anchor_start anchor_end"
    " finding",
    "findings": "report start end quote sentence assessment topics section in_summary standards",
    "recommendations": "report number priority group start end inline_start inline_end topics quote",
    "follow-ups": "report start end quote status topics recommendations",
    "bodies": "report body name abbreviation aliases kind mentions",
    "laws": "report law name aliases year kind mentions",
    "amendments": "law name date report start end quote",
    "election-facts": "report election property qualifier value start",
    "provision-findings": "report election date finding quote assessment topics footnote",
    "standards-cited": "instrument provision findings reports elections",
    "recommendation-history": "recommendation report number topics later_report status quote link score"
    " reason sentence",
    "election-comparison": "property qualifier left right",
    "topic-timeline": "country date topic assessment findings",
    "observation-figures": "report finding start end quote stage observed percent count total hedge"
    " assessment",
    # Beyond the promise: the questions of test_competency.py.
    "finding-grounds": "report finding assessment standards laws bodies footnotes quote",
    "body-findings": "report election date finding assessment topics standards quote",
    "law-findings": "report election date finding assessment articles standards quote",
    "footnote-findings": "report footnote text standards finding assessment quote",
    "topic-standards": "instrument provision findings contrary concern in_line improvement reports",
}
NEEDED = {
    "provision-findings": {"provision": f"{COPENHAGEN}/7.5"},
    "recommendation-history": {"country": "xa"},
    "election-comparison": {"left": "xa-2021-05-16", "right": "xa-2024-06-02"},
    "body-findings": {"body": "xa/central-election-board"},
    "law-findings": {"law": "xa/election-act-2015"},
    "topic-standards": {"topic": "candidate-registration"},
}


def rows(example: Endpoint, name: str, given: Mapping[str, str], columns: str) -> list[tuple[object, ...]]:
    found = run_canned(example, name, given).rows
    return [tuple(row[column.replace("~", " ")] for column in columns.split()) for row in found]


def test_there_are_the_promised_queries() -> None:
    assert set(canned()) == set(PROMISED)


@pytest.mark.parametrize("name", PROMISED)
def test_each_has_the_promised_columns_in_order(example: Endpoint, name: str) -> None:
    found = run_canned(example, name, NEEDED.get(name, {}))
    # One promised column, "later report", has a space; its variable has an underscore.
    assert " ".join(column.replace(" ", "_") for column in found.columns) == PROMISED[name]
    assert ("later report" in found.columns) == (name == "recommendation-history")
    assert found.rows


@pytest.mark.parametrize("name", PROMISED)
def test_each_is_valid_as_it_stands_on_disk(name: str) -> None:
    answer = Store().query(canned()[name].text)
    assert " ".join(variable.value for variable in answer.variables) == PROMISED[name]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", PROMISED)
def test_each_can_be_narrowed_to_nothing(example: Endpoint, name: str) -> None:
    given = {**NEEDED.get(name, {}), "report": "xa-2030-01-01-final"}
    assert run_canned(example, name, given).rows == []


@pytest.mark.parametrize("name", ["findings", "citations", "election-facts"])
@pytest.mark.parametrize(
    ("given", "reports"),
    [
        ({}, {FINAL, STATEMENT}),
        ({"report": FINAL}, {FINAL}),
        ({"country": "xa"}, {FINAL, STATEMENT}),
        ({"country": "zz"}, set()),
        ({"from": "2021-05-16"}, {FINAL, STATEMENT}),  # the day itself counts
        ({"from": "2021-05-17"}, {STATEMENT}),
        ({"to": "2024-06-02"}, {FINAL, STATEMENT}),
        ({"to": "2024-06-01"}, {FINAL}),
        ({"from": "2022-01-01", "to": "2023-01-01"}, set()),
        ({"from": "", "report": " "}, {FINAL, STATEMENT}),  # a form sends its empty fields too
    ],
)
def test_rows_are_narrowed_by_report_country_and_election_day(
    example: Endpoint, name: str, given: dict[str, str], reports: set[str]
) -> None:
    assert {row["report"] for row in run_canned(example, name, given).rows} == reports


UNRESOLVED = (956, None, None, "2", 691, f"{FINAL}/691")


def test_citations_keep_ranges_and_footnotes(example: Endpoint) -> None:
    columns = "start instrument provision footnote anchor_start finding"
    resolved = rows(example, "citations", {"report": FINAL}, columns)
    assert resolved == [
        (408, COPENHAGEN, "7.3", None, 328, f"{FINAL}/328"),
        (573, "un-iccpr-1966", "25(b)", "1", 328, f"{FINAL}/328"),
        (742, COPENHAGEN, "24", None, 691, f"{FINAL}/691"),
        (742, COPENHAGEN, "7.5", None, 691, f"{FINAL}/691"),
        (865, "un-ccpr-gc25", "15-17", "2", 691, f"{FINAL}/691"),
    ]
    # What could not be resolved is asked for by its status.
    assert rows(example, "citations", {"report": FINAL, "status": "unresolved"}, columns) == [UNRESOLVED]
    assert rows(example, "citations", {"report": FINAL, "status": "all"}, columns) == [*resolved, UNRESOLVED]


def test_lists_in_a_cell_are_in_order_and_do_not_multiply_each_other(example: Endpoint) -> None:
    columns = "start assessment topics section in_summary standards"
    found = rows(example, "findings", {"report": FINAL}, columns)
    assert len(found) == 7
    assert found[0] == (152, "concern", "legal-framework", f"{FINAL}/1", True, None)
    assert found[2] == (
        328, "contrary", "legal-framework suffrage-rights", f"{FINAL}/2", False,
        f"{COPENHAGEN}/7.3 un-iccpr-1966/25(b)",
    )  # fmt: skip
    assert found[4][-1] == f"{COPENHAGEN}/7.5 {COPENHAGEN}/24 un-ccpr-gc25/15 un-ccpr-gc25/16 un-ccpr-gc25/17"


def test_recommendations(example: Endpoint) -> None:
    columns = "number priority group start end inline_start inline_end topics"
    assert rows(example, "recommendations", {}, columns) == [
        (
            "1",
            True,
            "Priority Recommendations",
            1171,
            1247,
            691,
            801,
            "candidate-registration legal-framework",
        ),
        ("2", False, "Other Recommendations", 1278, 1356, None, None, "suffrage-rights"),
        ("3", False, "Other Recommendations", 1360, 1419, None, None, "publication-of-results"),
    ]


def test_follow_ups_name_only_what_they_are_certain_of(example: Endpoint) -> None:
    assert rows(example, "follow-ups", {}, "start status recommendations") == [
        (321, "addressed", f"{FINAL}/1"),
        (378, "partly", None),
    ]


def test_mentions_are_not_multiplied_by_aliases(example: Endpoint) -> None:
    columns = "body name abbreviation aliases kind mentions"
    odihr = "OSCE Office for Democratic Institutions and Human Rights"
    assert rows(example, "bodies", {}, columns) == [
        ("int/odihr", odihr, "ODIHR", "ODIHR", "international-organisation", 1),
        (
            "xa/central-election-board",
            "Central Election Board",
            "CEB",
            "CEB|the Board",
            "election-commission",
            2,
        ),
        ("xa/fair-free", "Fair & Free", None, None, "media", 1),
        ("xa/ebb", "Ebb", None, None, "party", 1),
        ("xa/shore", "Shore", None, None, "party", 1),
    ]
    assert rows(example, "laws", {"report": FINAL}, "law name aliases year kind mentions") == [
        ("xa/election-act-2015", "Election Act", "Election Act of 2015", 2015, "law", 2)
    ]


def test_figures_keep_their_types(example: Endpoint) -> None:
    found = rows(example, "election-facts", {}, "property qualifier value")
    assert ("registered-voters", None, 2104511) in found
    assert ("result-percent", "Hill Union", 33.7) in found
    assert ("early", None, True) in found
    assert ("election-date", None, "2024-06-02") in found


@pytest.mark.parametrize(
    ("provision", "findings"),
    [
        (f"{COPENHAGEN}/7.5", [f"{FINAL}/691", f"{STATEMENT}/139"]),
        (f"{COPENHAGEN}/7", [f"{FINAL}/328", f"{FINAL}/691", f"{STATEMENT}/139"]),  # a parent has its parts'
        (COPENHAGEN, [f"{FINAL}/328", f"{FINAL}/691", f"{STATEMENT}/139"]),  # so has the instrument
        ("un-ccpr-gc25/16", [f"{FINAL}/691"]),  # inside the range 15-17
        ("un-iccpr-1966/25(b)", [f"{FINAL}/328"]),
        (f"https://w3id.org/scrutineer/id/standard/{COPENHAGEN}/7.3", [f"{FINAL}/328"]),
        (f"http://127.0.0.1:8000/id/standard/{COPENHAGEN}/7.3", [f"{FINAL}/328"]),  # copied from a page
        (f"{COPENHAGEN}/7.10", []),  # known and not cited; not the same as 7.1
        (f"{COPENHAGEN}/99", []),
    ],
)
def test_a_provision_leads_to_the_findings_that_rest_on_it(
    example: Endpoint, provision: str, findings: list[str]
) -> None:
    assert rows(example, "provision-findings", {"provision": provision}, "finding") == [
        (f,) for f in findings
    ]


def test_the_footnote_of_a_provision_is_told(example: Endpoint) -> None:
    given = {"provision": "un-iccpr-1966/25(b)"}
    assert rows(example, "provision-findings", given, "election date assessment footnote") == [
        ("xa-2021-05-16", "2021-05-16", "contrary", "1")
    ]


def test_standards_cited_counts_findings_reports_and_elections(example: Endpoint) -> None:
    columns = "instrument provision findings reports elections"
    found = rows(example, "standards-cited", {}, columns)
    assert found[0] == (COPENHAGEN, "7.5", 2, 2, 2)
    assert found[1:3] == [(COPENHAGEN, "24", 1, 1, 1), (COPENHAGEN, "7.3", 1, 1, 1)]


HISTORY = [
    (
        f"{FINAL}/1", STATEMENT, "addressed", "certain", 1.0,
        "the report names recommendation 1 of the 2021 report",
    ),
    (
        f"{FINAL}/2", STATEMENT, "partly", "proposed", 0.91,
        "same matter: voting rights of prisoners; common words 0.71",
    ),
    (f"{FINAL}/3", None, None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("links", "shown"), [("", {"certain", "proposed"}), ("certain", {"certain"}), ("proposed", {"proposed"})]
)
def test_history_shows_links_of_each_kind_and_tells_them_apart(
    example: Endpoint, links: str, shown: set[str]
) -> None:
    columns = "recommendation later~report status link score reason"
    found = rows(example, "recommendation-history", {"country": "xa", "links": links}, columns)
    # A recommendation that nothing is left of keeps a row of its own.
    assert found == [row if row[3] in shown else (row[0], *[None] * 5) for row in HISTORY]


def test_elections_are_compared_figure_by_figure(example: Endpoint) -> None:
    found = rows(
        example, "election-comparison", NEEDED["election-comparison"], "property qualifier left right"
    )
    assert ("registered-voters", None, "2104511", "2150032") in found
    assert ("party-lists", None, "8|9", None) in found  # a report that contradicts itself
    assert ("early", None, None, "true") in found


def test_observation_figures_are_numbers_with_what_was_counted(example: Endpoint) -> None:
    columns = "finding start end quote stage observed percent count assessment"
    assert rows(example, "observation-figures", {}, columns) == [
        (
            f"{STATEMENT}/512", 548, 575, "a fifth of polling stations", "counting", "polling stations", 20,
            None, "concern",
        )
    ]  # fmt: skip


def test_observation_figures_of_a_loaded_report_keep_their_places(endpoint: Endpoint) -> None:
    found = run_canned(endpoint, "observation-figures", {"report": "xv-2031-05-11-final"}).rows
    told = [
        (row["quote"], row["stage"], row["percent"], row["count"], row["total"], row["hedge"])
        for row in found
    ]
    assert ("one count in eight", "counting", 12.5, None, None, None) in told
    assert ("some 44 per cent of polling stations visited", "voting", 44, None, None, "some") in told
    assert ("all 24 DEBs observed", "tabulation", None, 24, 24, None) in told


def test_topics_are_counted_election_by_election(example: Endpoint) -> None:
    found = rows(example, "topic-timeline", {}, "country date topic assessment findings")
    assert ("xa", "2021-05-16", "candidate-registration", "contrary", 1) in found
    assert ("xa", "2024-06-02", "counting", "concern", 1) in found
    assert sum(int(str(row[-1])) for row in found) == 11  # nine findings, two of them with two topics


def test_without_wording_only_the_wording_is_missing(
    example: Endpoint, example_without_text: Endpoint
) -> None:
    for name in PROMISED:
        given = NEEDED.get(name, {})
        full, bare = run_canned(example, name, given).rows, run_canned(example_without_text, name, given).rows
        assert bare == [
            {**row, **{key: None for key in ("quote", "sentence", "text") if key in row}} for row in full
        ]


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("findings", {"colour": "red"}, "no parameter 'colour'"),
        ("provision-findings", {}, "needs the parameter provision"),
        ("findings", {"from": "2021"}, "YYYY-MM-DD"),
        ("findings", {"to": "2021-02-30"}, "YYYY-MM-DD"),
        ("findings", {"from": "20210516"}, "YYYY-MM-DD"),
        ("findings", {"country": "Arcadia"}, "identifier of a country"),
        ("findings", {"report": "xa-2021-final"}, "identifier of a report"),
        ("provision-findings", {"provision": "a> b"}, "address of a provision"),
        ("recommendation-history", {"country": "xa", "links": "all"}, "certain, proposed, repeated"),
    ],
)
def test_what_is_wrong_with_a_parameter_is_said(
    example: Endpoint, name: str, given: dict[str, str], expected: str
) -> None:
    with pytest.raises(BadRequest, match=expected):
        run_canned(example, name, given)


def test_an_unknown_query_is_answered_with_those_there_are(example: Endpoint) -> None:
    with pytest.raises(NoSuchQuery, match=r"citations.*topic-timeline"):
        run_canned(example, "nothing", {})


def test_amendments_of_laws_with_their_dates_and_places(example: Endpoint) -> None:
    told = ("xa/election-act-2015", "Election Act", "2023-05", "May 2023 amendments to the Election Act")
    assert rows(example, "amendments", {}, "law name date quote") == [told]
    assert rows(example, "amendments", {"report": FINAL}, "law") == []
