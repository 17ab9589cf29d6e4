"""What became of earlier recommendations, and which ones are meant. All sentences are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from reports import report_of

from loaders.follow_ups import find_follow_ups
from loaders.model import FollowUp

STATUSES = [
    # Said outright, in many words.
    ("Long-standing ODIHR recommendations on campaign finance have yet to be implemented.", "unaddressed"),
    ("None of the recommendations on the media was taken up.", "unaddressed"),
    ("No steps were taken on previous recommendations concerning observers.", "unaddressed"),
    ("Earlier recommendations to decriminalize insult were ignored.", "unaddressed"),
    ("The deposit remains unchanged, although ODIHR has repeatedly recommended lowering it.", "unaddressed"),
    ("The Board acted upon a previous recommendation and streamed its sessions.", "addressed"),
    ("The new code takes into account many earlier ODIHR recommendations.", "addressed"),
    ("Two priority recommendations, on candidates and on recounts, have been met.", "addressed"),
    ("The lowering of the deposit satisfies an earlier recommendation.", "addressed"),
    ("A prior recommendation on media ownership was followed in part.", "partly"),
    ("The bill in the eastern province responds in part to a previous recommendation.", "partly"),
    ("The reform went some way towards meeting previous ODIHR recommendations.", "partly"),
    ("The reform addressed only some of the previous recommendations.", "partly"),
    ("Most previous recommendations remain unaddressed.", "unaddressed"),
    ("The new act addressed several prior ODIHR recommendations.", "addressed"),
    ("The changes partly addressed a previous recommendation.", "partly"),
    # Negated.
    ("The rules have not yet been changed, and earlier recommendations were not implemented.", "unaddressed"),
    # Two things said of different recommendations.
    ("Some earlier recommendations were implemented, but others remain unaddressed.", "partly"),
    # By contrast alone.
    ("Despite previous recommendations, prisoners may still not vote.", "unaddressed"),
    ("Contrary to a prior recommendation, insult remains a crime.", "unaddressed"),
    ("As previously recommended, results should be published by polling station.", "unaddressed"),
    (
        "Observers are barred, contrary to paragraph 8 of that 1990 OSCE document and prior recommendations.",
        "unaddressed",
    ),
    ("The ban runs counter to prior ODIHR recommendations.", "unaddressed"),
    # Done, as advised.
    ("As previously recommended by ODIHR, the threshold was lowered to three per cent.", "addressed"),
    ("Observers may now follow the tabulation, in response to a prior recommendation.", "addressed"),
    ("In line with a previous ODIHR recommendation, the deposit was lowered.", "addressed"),
    # Not done: the sentence argues for it.
    ("This underscores the need for earlier lists, in line with previous recommendations.", "unaddressed"),
    # An aim says that something was done in part.
    ("The amendments aimed to address some past recommendations.", "partly"),
]

NOT_FOLLOW_UPS = [
    # Plans.
    "The Board is preparing a bill with a view to addressing previous recommendations.",
    "The working group was set up to follow up on prior ODIHR recommendations.",
    "This report should be read together with previous recommendations.",
    # The mission's offer of help.
    "ODIHR stands ready to assist in addressing the recommendations in this and previous reports.",
    # The report's own advice.
    "The mission stands ready to help implement the recommendations in this and previous reports.",
    # No earlier recommendation at all.
    "The complaint was not addressed by the court.",
    "The Board issued recommendations to polling boards.",
]


def follow_ups(text: str) -> tuple[FollowUp, ...]:
    return find_follow_ups(report_of(text, section="legal-framework"))


@pytest.mark.parametrize(("sentence", "status"), STATUSES)
def test_what_became_of_them(sentence: str, status: str) -> None:
    assert [found.status for found in follow_ups(sentence)] == [status]


@pytest.mark.parametrize("sentence", NOT_FOLLOW_UPS)
def test_what_is_no_follow_up(sentence: str) -> None:
    assert follow_ups(sentence) == ()


WAYS = yaml.safe_load(Path(__file__).with_name("ways_of_following_up.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("paragraph", "statuses"), WAYS)
def test_ways_of_following_up(paragraph: str, statuses: list[str]) -> None:
    assert [found.status for found in follow_ups(paragraph)] == statuses


NUMBERED = [
    # A list, with the year of the report.
    (
        "Recommendations 1, 5 and 11 of the 2015 final report were partially implemented.",
        [("partly", ("1", "5", "11"), 2015)],
    ),
    # A range.
    ("Prior recommendations 3-5 from 2018 remain unaddressed.", [("unaddressed", ("3", "4", "5"), 2018)]),
    # Two reports in one sentence.
    (
        "Recommendations 2 and 7 of the 2016 report and recommendation 9 of the 2019 report are implemented.",
        [("addressed", ("2", "7"), 2016), ("addressed", ("9",), 2019)],
    ),
    # Two statuses in one sentence.
    (
        "Recommendations 2 of 2016 was implemented, while recommendation 4 of 2016 remains unaddressed.",
        [("addressed", ("2",), 2016), ("unaddressed", ("4",), 2016)],
    ),
    # The statuses stand in front of the numbers, and the year is told once.
    (
        (
            "ODIHR rates as fully implemented recommendations 2 and 6 of the 2016 report, as partly"
            " implemented recommendations 3 and 8, and as not implemented recommendations 11-13."
        ),
        [
            ("addressed", ("2", "6"), 2016),
            ("partly", ("3", "8"), 2016),
            ("unaddressed", ("11", "12", "13"), 2016),
        ],
    ),
    # The year stands in front.
    (
        "In its 2016 final report, ODIHR made recommendation 5, which was implemented.",
        [("addressed", ("5",), 2016)],
    ),
    # A year that is not the report's.
    ("Prior recommendation 2, on the 2019 amendments, was addressed.", [("addressed", ("2",), None)]),
    # A date, and a report by another's name.
    (
        "Recommendation 4 of the OSCE/ODIHR final report of 12 May 2031 was partially implemented.",
        [("partly", ("4",), 2031)],
    ),
    # No range runs backwards, and none is longer than a list.
    ("Recommendations 9-2 of 2016 were implemented.", [("addressed", ("9", "2"), 2016)]),
]


@pytest.mark.parametrize(("sentence", "expected"), NUMBERED)
def test_numbers_and_years(sentence: str, expected: list[tuple[str, tuple[str, ...], int]]) -> None:
    assert [(f.status, f.numbers, f.year) for f in follow_ups(sentence)] == expected


def test_follow_ups_in_footnotes_are_found() -> None:
    report = report_of(
        "The list follows.[4]", footnotes={4: "Prior recommendations 3 and 4 of 2018 were implemented."}
    )
    assert [(f.numbers, f.year) for f in find_follow_ups(report)] == [(("3", "4"), 2018)]


def test_numbers_go_on_being_of_the_report_last_named_in_the_paragraph() -> None:
    found = follow_ups(
        "Recommendations 5 and 12 of the final report on the 2029 parliamentary elections have been fully"
        " implemented. Recommendation 2 from the same report was mostly implemented. Recommendation 7"
        " and also recommendation 3 from the report on the 2028 presidential election, have been partially"
        " implemented."
    )
    assert [(f.status, f.numbers, f.year, f.election) for f in found] == [
        ("addressed", ("5", "12"), 2029, "parliamentary"),
        ("partly", ("2",), 2029, "parliamentary"),
        ("partly", ("7",), 2029, "parliamentary"),
        ("partly", ("3",), 2028, "presidential"),
    ]


def test_a_sentence_takes_the_numbers_of_its_footnote() -> None:
    report = report_of(
        "Several earlier recommendations on recounts remain unaddressed.[4]",
        footnotes={
            4: "See recommendations 5 and 12 of the 2016 report and priority recommendation 3 of 2019."
        },
    )
    assert [(f.status, f.numbers, f.year, f.footnote) for f in find_follow_ups(report)] == [
        ("unaddressed", ("5", "12"), 2016, 4),
        ("unaddressed", ("3",), 2019, 4),
    ]


def test_a_footnote_that_tells_a_status_is_a_statement_of_its_own() -> None:
    report = report_of(
        "Several earlier recommendations remain unaddressed.[4]",
        footnotes={4: "Recommendation 5 of the 2016 report was partially implemented."},
    )
    assert [(f.status, f.numbers, f.footnote) for f in find_follow_ups(report)] == [
        ("unaddressed", (), None),
        ("partly", ("5",), None),
    ]
