"""The questions that each kind of user asks, as canned queries, with the rows that the example answers."""

from __future__ import annotations

from api.canned import run_canned
from graph.asking import Endpoint

FINAL, STATEMENT = "xa-2021-05-16-final", "xa-2024-06-02-preliminary"
COPENHAGEN, COMMENT = "osce-copenhagen-1990", "un-ccpr-gc25"
ACT, BOARD = "xa/election-act-2015", "xa/central-election-board"


def rows(example: Endpoint, name: str, columns: str, **given: str) -> list[tuple[object, ...]]:
    found = run_canned(example, name, given).rows
    return [tuple(row[column] for column in columns.split()) for row in found]


def test_what_does_each_finding_rest_on(example: Endpoint) -> None:
    columns = "finding assessment standards laws bodies footnotes"
    assert rows(example, "finding-grounds", columns, report=FINAL) == [
        (f"{FINAL}/152", "concern", None, None, None, None),
        (f"{FINAL}/242", "in-line", None, None, None, None),
        (f"{FINAL}/328", "contrary", f"{COPENHAGEN}/7.3 un-iccpr-1966/25(b)", ACT, None, "1"),
        (f"{FINAL}/461", "improvement", None, None, BOARD, None),
        (
            f"{FINAL}/691",
            "contrary",
            f"{COPENHAGEN}/7.5 {COPENHAGEN}/24 {COMMENT}/15 {COMMENT}/16 {COMMENT}/17",
            None,
            None,
            "2",
        ),
        (f"{FINAL}/803", "in-line", None, None, BOARD, None),
        (f"{FINAL}/1031", "concern", None, None, "xa/fair-free", None),
    ]


def test_what_did_observers_find_on_a_body(example: Endpoint) -> None:
    columns = "election finding assessment topics standards"
    assert rows(example, "body-findings", columns, body=BOARD) == [
        ("xa-2021-05-16", f"{FINAL}/461", "improvement", "election-administration", None),
        ("xa-2021-05-16", f"{FINAL}/803", "in-line", "candidate-registration", None),
    ]


def test_what_did_observers_find_on_a_law(example: Endpoint) -> None:
    columns = "election finding assessment articles standards"
    assert rows(example, "law-findings", columns, law=ACT) == [
        ("xa-2021-05-16", f"{FINAL}/328", "contrary", None, f"{COPENHAGEN}/7.3 un-iccpr-1966/25(b)")
    ]


def test_which_finding_does_a_footnote_support(example: Endpoint) -> None:
    columns = "footnote standards finding assessment"
    assert rows(example, "footnote-findings", columns, report=FINAL) == [
        ("1", "un-iccpr-1966/25(b)", f"{FINAL}/328", "contrary"),
        ("2", f"{COMMENT}/15 {COMMENT}/16 {COMMENT}/17", f"{FINAL}/691", "contrary"),
    ]


def test_which_standards_do_findings_on_a_topic_rest_on(example: Endpoint) -> None:
    columns = "instrument provision findings contrary concern in_line improvement reports"
    assert rows(example, "topic-standards", columns, topic="candidate-registration") == [
        (COPENHAGEN, "7.5", 2, 1, 0, 1, 0, 2),
        (COPENHAGEN, "24", 1, 1, 0, 0, 0, 1),
        (COMMENT, "15", 1, 1, 0, 0, 0, 1),
        (COMMENT, "16", 1, 1, 0, 0, 0, 1),
        (COMMENT, "17", 1, 1, 0, 0, 0, 1),
    ]
