"""Results of contestants, from tables and sentences about the invented Republic of Varland."""

from __future__ import annotations

import pytest
from reports import report_in_sections, report_of

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


ROUNDS = [
    (
        ["First round", "Candidate\tVotes", "Orn\t900", "Run-off, 28 May", "Candidate\tVotes", "Orn\t950"],
        [("result-votes", "Orn", 900), ("result-votes", "Orn (second round)", 950)],
        "the line over each table",
    ),
    (
        ["Candidate\tVotes in the first round\tVotes in the second round", "Orn\t900\t1,450"],
        [("result-votes", "Orn", 900), ("result-votes", "Orn (second round)", 1_450)],
        "the heading of each column",
    ),
    (
        ["\tFirst round\tSecond round", "Candidate\tVotes\t%\tVotes\t%", "Orn\t900\t45.0\t1,450\t72.5"],
        [
            ("result-votes", "Orn", 900),
            ("result-votes", "Orn (second round)", 1_450),
            ("result-percent", "Orn", 45),
            ("result-percent", "Orn (second round)", 72.5),
        ],
        "a row over pairs of columns",
    ),
    (
        ["Results of the first and second rounds", "Candidate\tVotes", "Orn\t900"],
        [],
        "both rounds over one column: it is not clear which",
    ),
    (
        ["Orn received 45 per cent of the vote and advanced to the second round."],
        [("result-percent", "Orn", 45)],
        "who advances has told the first round",
    ),
    (
        ["In the second round, Orn won 53.4 per cent of the vote."],
        [("result-percent", "Orn (second round)", 53.4)],
        "a sentence about the second",
    ),
    (
        ["In the second round Orn won 53.4 per cent of the vote, against 45 per cent in the first round."],
        [],
        "a sentence about both",
    ),
]


@pytest.mark.parametrize(("paragraphs", "told", "reason"), ROUNDS)
def test_rounds_are_not_mixed(paragraphs: list[str], told: list[object], reason: str) -> None:
    assert results(*paragraphs, election_types=("presidential",)) == told, reason


TABLES = [
    (
        ["Party\tVotes\t%", "Tide\t6’183’757\t82,2 %", "Shore\t540.406\t7,18 %"],
        [("Tide", 6_183_757), ("Tide", 82.2), ("Shore", 540_406), ("Shore", 7.18)],
        "marks mean what they can mean in a column of votes or of shares",
    ),
    (
        ["List\tVotes (%)\tSeats (share)", "Tide\t712 408 (40.91 %)\t46 (45.5 %)"],
        [("Tide", 712_408), ("Tide", 40.91), ("Tide", 46)],
        "two figures in a cell; the share of the seats is another share",
    ),
    (
        [
            "Party\tVotes",
            "Tide\t900",
            "Against all candidates\t30",
            "Invalid ballots\t12",
            "blank votes\t3",
            "TOTAL\t945",
            "Registered voters\t1,200",
            "Others\t5",
        ],
        [("Tide", 900)],
        "rows that are no contestant's",
    ),
    (
        ["Region\tRegistered voters\tVotes cast\tTurnout (%)", "Orn\t80,100\t40,050\t50.0"],
        [],
        "turnout by region",
    ),
    (["Candidate\tMinutes\t%", "Teren\t120\t40.0"], [], "airtime"),
    (["Candidate\tSignatures submitted\t% valid", "Teren\t12,000\t96.0"], [], "signatures"),
    (["Results of the 2019 elections", "Party\tVotes", "Tide\t900"], [], "the elections before"),
    (
        ["Party\tVotes\tSeats\t% of seats", "Tide\t900\t9\t60.0"],
        [("Tide", 900), ("Tide", 9)],
        "a share of seats is no share of votes",
    ),
    (
        ["Party\tVotes", "Tide\t900", "Channel\tParty", "First\t120"],
        [("Tide", 900)],
        "another table right behind",
    ),
    (
        ["Orn district", "Party\tVotes", "Tide\t900", "Hamar district", "Party\tVotes", "Tide\t400"],
        [],
        "tables of districts: neither is the result",
    ),
]


@pytest.mark.parametrize(("paragraphs", "told", "reason"), TABLES)
def test_tables_in_many_layouts(paragraphs: list[str], told: list[object], reason: str) -> None:
    assert [(name, value) for _, name, value in results(*paragraphs)] == told, reason


def test_tables_of_the_annex_go_before_those_of_other_sections() -> None:
    report = report_in_sections(
        (("political-context", 1, "PARLIAMENT"), "Party\tSeats", "Tide\t60"),
        (("results-annex", 1, "ANNEX: RESULTS"), "Party\tSeats", "Tide\t40"),
    )
    assert [fact.value for fact in find_results(report)] == [40]


def test_sentences_tell_the_figures_of_a_table_again_or_otherwise() -> None:
    report = report_of(
        "Tide won 41 per cent of the vote and 52 seats. Shore won 27.3 per cent of the vote.",
        "Party\t%\tSeats",
        "Tide\t41.2\t52",
        "Shore\t27.1\t30",
    )
    told = [(fact.qualifier, fact.value, len(fact.again)) for fact in find_results(report)]
    assert told == [
        ("Tide", 41.2, 1),  # 41 per cent is the same, rounded
        ("Tide", 52, 1),
        ("Shore", 27.1, 0),
        ("Shore", 27.3, 0),  # and this is a contradiction
        ("Shore", 30, 0),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (["Answer\tVotes\t%", "In favour\t900\t60.0", "Against\t600\t40.0"], [900, 60, 600, 40]),
        (["Option\tVotes", "No\t600", "Invalid\t9"], [600]),
        (
            ["Some 60.1 per cent of voters supported the amendment and 39.9 per cent voted against."],
            [60.1, 39.9],
        ),
        (["As announced, 60.1 per cent voted in favour."], [60.1]),
    ],
)
def test_referendums_are_told_by_answer(paragraphs: list[str], told: list[float]) -> None:
    found = results(*paragraphs, election_types=("referendum",))
    assert [value for _, _, value in found] == told
    assert {name for _, name, _ in found} <= {"Yes", "No"}
