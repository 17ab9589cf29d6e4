"""Results of contestants, from tables and sentences about the invented Republic of Varland."""

from __future__ import annotations

import pytest
from reports import report_of

from loaders.model import ReportType
from loaders.results import find_results


def results(*paragraphs: str, **fields: object) -> list[tuple[str, str, object]]:
    return [
        (fact.property, fact.qualifier, fact.value) for fact in find_results(report_of(*paragraphs, **fields))
    ]


IN_PROSE = [
    # (text, property, contestant, value, reason)
    ("Tide received 41.2 per cent of the vote and 52 seats.", "result-percent", "Tide", 41.2, "in prose"),
    (
        "Tide received 41.2 per cent of the vote and 52 seats.",
        "result-seats",
        "Tide",
        52,
        "in the same sentence",
    ),
    (
        "Tide received 41.2 per cent of the vote, followed by Shore with 27.1 per cent.",
        "result-percent",
        "Shore",
        27.1,
        "the one behind",
    ),
    ("The ruling River Union (RU) won 90 of 150 seats.", "result-seats", "RU", 90, "by the abbreviation"),
]


@pytest.mark.parametrize(("text", "key", "contestant", "value", "reason"), IN_PROSE)
def test_results_in_prose(text: str, key: str, contestant: str, value: object, reason: str) -> None:
    assert (key, contestant, value) in results(text), reason


def test_a_sentence_about_another_election_tells_no_result() -> None:
    assert results("In the last elections, Tide won 52 seats.") == []


def test_a_results_table() -> None:
    told = results(
        "Name of party\tVotes\tShare (%)\tMandates",
        "<i>Tide</i>\t6 183 757\t82.2 %\t84",
        "Shore\t540,406\t7.18\t0",
        "Total\t6,724,163\t100\t84",
    )
    assert told == [
        ("result-votes", "Tide", 6_183_757),
        ("result-percent", "Tide", 82.2),
        ("result-seats", "Tide", 84),
        ("result-votes", "Shore", 540_406),
        ("result-percent", "Shore", 7.18),
        ("result-seats", "Shore", 0),
    ]


def test_contestants_are_called_by_what_stands_in_brackets() -> None:
    told = results(
        "No.\tParty\tVotes, %\tVotes in 2019\tList seats\tDistrict seats\tTotal seats",
        "1.\tHarbour Peoples Union (HPU)\t41.2\t30,000\t10\t4\t14",
        "2.\tWave (*Val*)\t27.1\t20,000\t6\t2\t8",
    )
    assert told == [
        ("result-percent", "HPU", 41.2),
        ("result-seats", "HPU", 14),
        ("result-percent", "Val", 27.1),
        ("result-seats", "Val", 8),
    ]


def test_what_stands_behind_a_person_is_their_party() -> None:
    told = results("Candidate\tVotes", "Ilva Teren (HPU)\t10,000", election_types=("presidential",))
    assert told == [("result-votes", "Ilva Teren", 10_000)]


def test_a_result_told_twice_and_differently_is_told_twice() -> None:
    told = results("Party\tVotes", "Tide\t10,000", "Party\tVotes", "Tide\t10,012", "Tide\t10,012")
    assert told == [("result-votes", "Tide", 10_000), ("result-votes", "Tide", 10_012)]


def test_a_heading_in_wide_columns() -> None:
    told = results("Party        Votes     Seats", "Tide\t10,000\t7")
    assert told == [("result-votes", "Tide", 10_000), ("result-seats", "Tide", 7)]


def test_columns_that_hold_the_same_twice_tell_nothing() -> None:
    told = results("Party\tVotes (first)\tVotes (second)\tSeats", "Tide\t10,000\t12,000\t7")
    assert told == [("result-seats", "Tide", 7)]


def test_before_election_day_there_are_no_results() -> None:
    assert results("Tide won 52 seats.", report_type=ReportType.INTERIM) == []
