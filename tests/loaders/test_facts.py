"""Figures of an election, found in sentences and tables about the invented Republic of Varland."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from reports import report_of

from loaders.facts import find_facts
from loaders.model import Evidence, Span

IDENTITY = {
    "country",
    "election-type",
    "election-date",
    "early",
    "report-type",
    "report-date",
    "mission-type",
}


def figures(*paragraphs: str, **fields: object) -> list[tuple[str, str, object]]:
    facts = find_facts(report_of(*paragraphs, **fields))
    return [(fact.property, fact.qualifier, fact.value) for fact in facts if fact.property not in IDENTITY]


TOLD = [
    # (text, property, qualifier, value, reason)
    (
        "The EOM, headed by Ambassador Ilva Teren, has 12 experts.",
        "head-of-mission",
        "",
        "Ilva Teren",
        "title",
    ),
    (
        "The mission was led by Chief Observer, Šana van Orn, MEP.",
        "head-of-mission",
        "",
        "Šana van Orn",
        "EU",
    ),
    ("Some 2.4 million voters are registered.", "registered-voters", "", 2_400_000, "in millions"),
    (
        "The number of registered voters was 2 412 310.",
        "registered-voters",
        "",
        2_412_310,
        "blanks in digits",
    ),
    ("The final voter lists included 2,412,310 voters.", "registered-voters", "", 2_412_310, "on the lists"),
    ("The CEC registered all 120 candidates.", "candidates-registered", "", 120, "'all'"),
    ("Of 14 nominees, the CEC registered six candidates.", "candidates-registered", "", 6, "in words"),
    ("Of 20 nominees, 14 candidates were registered.", "candidates-registered", "", 14, "passive"),
    ("The CEC registered seven party lists.", "party-lists", "", 7, "lists"),
    ("They ran for the 120-member parliament.", "seats-total", "", 120, "an adjective"),
    ("Parliament has 120 members.", "seats-total", "", 120, "a verb"),
    (
        "Eighty-one members are elected in one constituency under a proportional system.",
        "seats-proportional",
        "",
        81,
        "a number of two words",
    ),
    ("Parties must pass a five per cent threshold.", "threshold-percent", "", 5, "before the noun"),
    ("The threshold was lowered from 7 to 5 per cent.", "threshold-percent", "", 5, "the new one"),
    (
        "There are 48 District Election Commissions (DECs).",
        "commissions",
        "DEC",
        48,
        "the level in the singular",
    ),
    ("There are some 700 polling boards (PBs).", "commissions", "PB", 700, "in small letters"),
    ("The preliminary turnout was reported at 61.2 per cent.", "turnout-percent", "", 61.2, "reported at"),
    ("In total, 320 observers from 38 countries were deployed.", "observers", "", 320, "countries"),
    ("Voting was observed in 900 polling stations.", "polling-stations-observed", "voting", 900, "passive"),
    ("We observed the opening of 90 polling stations.", "polling-stations-observed", "opening", 90, "active"),
    (
        "Tabulation was observed in 60 of the 72 DECs.",
        "polling-stations-observed",
        "tabulation",
        60,
        "the observed ones, not all",
    ),
    (
        "Geir Orn headed the delegation of parliamentarians. Ilva J. Teren is the Head of the ODIHR EOM.",
        "head-of-mission",
        "",
        "Ilva J. Teren",
        "of several heads ODIHR's, told behind the name",
    ),
    (
        "Baroness Ilva Teren headed the ODIHR EOM.",
        "head-of-mission",
        "",
        "Ilva Teren",
        "a verb behind the name",
    ),
    (
        "The EU EOM's Chief Observer, Ms Ilva Teren, spoke.",
        "head-of-mission",
        "",
        "Ilva Teren",
        "an apposition",
    ),
    (
        "The voter list, published on 3 May, included a total of 2,412,310 eligible voters.",
        "registered-voters",
        "",
        2_412_310,
        "words between",
    ),
    ("There were 2,412,310 voters on the list.", "registered-voters", "", 2_412_310, "on the list"),
    (
        "A total of 389 candidates, including 136 women, contested the elections.",
        "candidates-registered",
        "",
        389,
        "who contested, with an aside",
    ),
    (
        "A total of 389 candidates, including 136 women, contested the elections.",
        "candidates-women",
        "",
        136,
        "in the aside",
    ),
    ("The CEC registered 389 candidates, 136 of them women.", "candidates-women", "", 136, "behind a comma"),
    (
        "The CEC registered 389 candidates. Women made up 136 (35 per cent) of the candidates.",
        "candidates-women",
        "",
        136,
        "the share tells the whole",
    ),
    ("The CEC registered 18 of the 20 party lists.", "party-lists", "", 18, "of those submitted"),
    ("Voters elected 101 members of parliament.", "seats-total", "", 101, "an object"),
    (
        "The parliament has 150 members, 120 under a proportional system and 30 by majority.",
        "seats-proportional",
        "",
        120,
        "of two systems",
    ),
    ("Some 73 seats are filled from party lists.", "seats-proportional", "", 73, "filled"),
    (
        "The threshold is 5 per cent for parties and 7 per cent for coalitions.",
        "threshold-percent",
        "",
        5,
        "that of parties",
    ),
    ("Coalitions must pass an 8 per cent threshold.", "threshold-percent", "coalition", 8, "not parties"),
    (
        "Parties that obtain 4 per cent or more of the valid votes enter parliament.",
        "threshold-percent",
        "",
        4,
        "or more",
    ),
    ("Turnout was announced at 57.31 per cent.", "turnout-percent", "", 57.31, "no time of the day"),
    (
        "Some 61.6 per cent of registered voters cast their ballots.",
        "turnout-percent",
        "",
        61.6,
        "without the word",
    ),
    ("The CEC said that 1,212,310 voters, or 50.2 per cent, voted.", "turnout-percent", "", 50.2, "apposed"),
    ("In total, 420 IEOM observers from 43 countries came.", "observers", "", 420, "a word between"),
    (
        "The IEOM observed the opening in 90 polling stations, voting in 1,243, and counting in 80, it said.",
        "polling-stations-observed",
        "voting",
        1_243,
        "a list that names the places once",
    ),
    (
        "Counting was assessed negatively in 20 of the 90 polling stations observed.",
        "polling-stations-observed",
        "counting",
        90,
        "all observed, not those assessed",
    ),
    (
        "There are 56 Municipal and City Election Commissions (MCECs).",
        "commissions",
        "MCEC",
        56,
        "'and' in the name of the level",
    ),
    (
        "Precinct election commissions (PECs) count. A total of 700 PECs were formed.",
        "commissions",
        "PEC",
        700,
        "by the abbreviation",
    ),
    (
        "There are 48 district (DEC) and 700 precinct (PEC) election commissions.",
        "commissions",
        "DEC",
        48,
        "one noun for two levels",
    ),
]

NOT_TOLD = [
    ("Marek Lund is the Head of the OSCE Mission to Varland.", "head-of-mission", "no observation mission"),
    ("Marek Lund led the delegation of the OSCE PA.", "head-of-mission", "a delegation"),
    ("Some 12,300 voters were registered for mobile voting.", "registered-voters", "a part"),
    ("In Orn district, 81,300 voters were registered.", "registered-voters", "a part of the country"),
    ("Signature thresholds reach five per cent of voters.", "threshold-percent", "signatures"),
    ("The 50 per cent turnout threshold was abolished.", "threshold-percent", "turnout"),
    ("At noon, turnout stood at 20.4 per cent.", "turnout-percent", "before the end"),
    ("By 17:00, 43.1 per cent of registered voters had voted.", "turnout-percent", "before the end"),
    ("River Watch deployed 340 observers.", "observers", "citizen observers"),
    (
        "Precinct election commissions (PECs) count. EOM observers visited 32 PECs.",
        "commissions",
        "some of them",
    ),
    ("In 41 districts, 82 candidates contested the runoff.", "candidates-registered", "some of them"),
    ("In the 2016 elections, 2.1 million voters were registered.", "registered-voters", "another election"),
    ("The list needs 5,000 signatures of registered voters.", "registered-voters", "signatures"),
    ("There are 14,000 registered voters abroad.", "registered-voters", "a part of the country's voters"),
    ("The 40-member upper house met.", "seats-total", "the other house"),
    ("The six-member Language Commission met.", "seats-total", "another body"),
    ("The outgoing parliament has 120 members.", "seats-total", "the parliament that was"),
    ("Tide nominated 90 candidates, including 30 women.", "candidates-women", "one party's candidates"),
    ("Turnout in Orn region was 52 per cent.", "turnout-percent", "a part of the country"),
    ("There are 17 regional District Election Commissions (DECs).", "commissions", "a part of the level"),
    ("Voting was assessed negatively in 30 polling stations.", "polling-stations-observed", "an assessment"),
    ("Geir Orn headed the delegation of parliamentarians.", "head-of-mission", "another head"),
]


@pytest.mark.parametrize(("text", "key", "qualifier", "value", "reason"), TOLD)
def test_figures_that_are_told(text: str, key: str, qualifier: str, value: object, reason: str) -> None:
    assert (key, qualifier, value) in figures(text), reason


@pytest.mark.parametrize(("text", "key", "reason"), NOT_TOLD)
def test_figures_of_something_else(text: str, key: str, reason: str) -> None:
    assert key not in {found for found, _, _ in figures(text)}, reason


WAYS = yaml.safe_load(Path(__file__).with_name("ways_of_telling_figures.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "key", "qualifier", "value"), WAYS)
def test_ways_of_telling_figures(text: str, key: str, qualifier: str, value: object) -> None:
    told = [
        fact for fact in figures(text) if fact[:2] == (key, qualifier) or (value is None and fact[0] == key)
    ]
    assert told == ([] if value is None else [(key, qualifier, value)])


@pytest.mark.parametrize(
    ("texts", "values", "reason"),
    [
        (
            ("Some 2.4 million voters are registered.", "There are 2,412,310 registered voters."),
            [2_412_310],
            "rounded",
        ),
        (
            ("There are 2,412,310 registered voters.", "In Orn, 80,100 registered voters live."),
            [2_412_310],
            "a part",
        ),
        (
            ("There are 2,412,310 registered voters.", "Registered voters\t2 412 390"),
            [2_412_310, 2_412_390],
            "told twice, and differently",
        ),
    ],
)
def test_which_of_two_figures_counts(texts: tuple[str, ...], values: list[int], reason: str) -> None:
    assert [told for key, _, told in figures(*texts) if key == "registered-voters"] == values, reason


SMALL = [
    # (what a report tells, property, the values told: two where it contradicts itself, reason)
    (("The CEC registered seven lists.", "Six lists were registered."), "party-lists", [7, 6], "a slip"),
    (("The CEC registered seven lists.", "Five lists were registered."), "party-lists", [7], "too far apart"),
    (
        ("The CEC registered seven lists.", "Six lists were registered.", "One list withdrew on 3 May."),
        "party-lists",
        [7],
        "a change that the report tells",
    ),
    (
        ("The CEC registered seven lists.", "By 5 May, six lists were registered."),
        "party-lists",
        [7],
        "a day",
    ),
    (
        ("The CEC registered nine candidates.", "Eight candidates were registered, all of them men."),
        "candidates-registered",
        [9],
        "those of one kind",
    ),
    (
        ("The CEC registered nine candidates.", "Eight candidates were registered."),
        "candidates-registered",
        [9, 8],
        "the same thing",
    ),
    (("Parliament has 15 members.", "The 16-member parliament met."), "seats-total", [15, 16], "seats"),
    (
        ("Parliament has 15 members.", "The bill is for a 16-member parliament."),
        "seats-total",
        [15],
        "a plan",
    ),
    (
        (
            "There are 14 District Election Commissions (DECs).",
            "There are 15 District Election Commissions (DECs).",
        ),
        "commissions",
        [14, 15],
        "the same level",
    ),
    (
        (
            "There are 14 District Election Commissions (DECs).",
            "In total, 13 District Election Commissions met.",
        ),
        "commissions",
        [14],
        "some of the level",
    ),
]


@pytest.mark.parametrize(("texts", "key", "values", "reason"), SMALL)
def test_small_figures_contradict_each_other_where_they_tell_the_same(
    texts: tuple[str, ...], key: str, values: list[int], reason: str
) -> None:
    assert [value for found, _, value in figures(*texts) if found == key] == values, reason


def test_candidates_are_split_by_ballot_where_the_report_splits_them() -> None:
    told = figures(
        "The CEC registered 9 party lists, on which 312 candidates stand.",
        "Of the 312 registered candidates on lists, 94 were women.",
        "In single-mandate districts, 277 candidates, including 61 women, were registered.",
    )
    split = {(key, qualifier): value for key, qualifier, value in told if key.startswith("candidates")}
    assert split == {
        ("candidates-registered", "party-list"): 312,
        ("candidates-registered", "single-mandate"): 277,
        ("candidates-women", "party-list"): 94,
        ("candidates-women", "single-mandate"): 61,
    }


def test_the_identity_comes_with_the_words_it_was_read_from() -> None:
    report = report_of("Varland votes.", evidence={"country": Evidence("xv", Span(0, 7))}, early=True)
    facts = {fact.property: fact for fact in find_facts(report)}
    assert facts.keys() == IDENTITY
    assert facts["early"].value is True
    assert facts["election-date"].value == date(2023, 5, 14)
    assert report.source.quote(facts["country"].span or Span(0, 0)) == "Varland"


def test_contests_held_on_the_same_day_are_told_beside_the_first() -> None:
    facts = find_facts(report_of("Varland votes.", election_types=("parliamentary", "local")))
    told = [(fact.qualifier, fact.value) for fact in facts if fact.property == "election-type"]
    assert told == [("", "parliamentary"), ("concurrent", "local")]


def test_a_figure_told_again_is_one_fact_with_several_places() -> None:
    report = report_of(
        "Some 2.4 million voters are registered.",
        "There are 2,412,310 registered voters.",
        "Registered voters\t2 412 310",
    )
    [fact] = [fact for fact in find_facts(report) if fact.property == "registered-voters"]
    told = [report.source.quote(span) for span in (fact.span or Span(0, 1), *fact.again)]
    assert told == ["2,412,310", "2.4 million", "2 412 310"]


def test_shares_are_decimals_and_counts_whole_numbers() -> None:
    facts = find_facts(report_of("Turnout was 69 per cent.", "The CEC registered all 120 candidates."))
    types = {fact.property: type(fact.value) for fact in facts}
    assert types["turnout-percent"] is float
    assert types["candidates-registered"] is int


def test_rows_of_a_table_belong_to_the_round_that_stands_over_it() -> None:
    told = figures("First round", "Turnout (%)\t51.2", "Second round", "Turnout (%)\t50.8")
    assert told == [("turnout-percent", "", 51.2), ("turnout-percent", "second round", 50.8)]
