"""Amendments of laws with their dates, told in sentences about the invented Republic of Varland."""

from __future__ import annotations

import pytest
from reports import report_of

from loaders.amendments import find_amendments
from loaders.laws import find_laws
from loaders.model import Amendment, Report

RIVERS, MEDIA, CONSTITUTION = "xv/law-on-river", "xv/law-on-media", "xv/constitution"


def amendments(report: Report) -> tuple[Amendment, ...]:
    return find_amendments(report, find_laws(report))


TOLD = [
    # (sentence, law and date of each, reason)
    ("The 2018 amendments to the Law on Rivers help.", {(RIVERS, "2018")}, "a year before"),
    ("A June 2018 amendment to the Media Law helps.", {(MEDIA, "2018-06")}, "a month before"),
    (
        "Following amendments to the Constitution and the Law on Rivers in 2017, more may stand.",
        {(CONSTITUTION, "2017"), (RIVERS, "2017")},
        "two laws and a year behind",
    ),
    ("Amendments to the Media Law adopted in May 2018 help.", {(MEDIA, "2018-05")}, "adopted in"),
    ("Amendments enacted on 4 May 2018 to the Media Law help.", {(MEDIA, "2018-05-04")}, "the law last"),
    (
        "The Law on Rivers was amended in December 2016 and June 2017.",
        {(RIVERS, "2016-12"), (RIVERS, "2017-06")},
        "two months",
    ),
    (
        "The Law on Rivers was amended in January and June 2017.",
        {(RIVERS, "2017-01"), (RIVERS, "2017-06")},
        "a month that takes its year from the next",
    ),
    (
        "The Media Law was amended in 2017, 2018 and 2020.",
        {(MEDIA, "2017"), (MEDIA, "2018"), (MEDIA, "2020")},
        "several years",
    ),
    ("It rests on the Media Law (last amended on 29 June 2018).", {(MEDIA, "2018-06-29")}, "in brackets"),
    ("The Media Law, adopted in 1999, was last amended in 2018.", {(MEDIA, "2018")}, "not when adopted"),
    (
        "The Media Law was amended six times, most recently in May 2018.",
        {(MEDIA, "2018-05")},
        "how often, and when last",
    ),
    ("The Media Law is old. It was last amended in 2018.", {(MEDIA, "2018")}, "a law named before"),
    ("In 2018, the Media Law was amended to allow it.", {(MEDIA, "2018")}, "a date that opens"),
    ("In May 2018, parliament amended the Media Law.", {(MEDIA, "2018-05")}, "who amended it"),
    (
        "The Constitution is old. The June 2022 constitutional amendments help.",
        {(CONSTITUTION, "2022-06")},
        "of the Constitution",
    ),
    ("Following the 2020 legal amendments, it is allowed.", {(None, "2020")}, "of no law that is named"),
    (
        "The 2018 amendments to the Media Law are many. The 2018 amendments help.",
        {(MEDIA, "2018")},
        "the same again, without the law",
    ),
]

NOT_TOLD = [
    ("The Media Law has been amended several times since 2015.", "a period"),
    ("The Media Law should be amended in 2030.", "a wish"),
    ("The Media Law was not amended in 2018.", "a negation"),
    ("Amendments to the Media Law are to be considered in 2030.", "a plan"),
    ("The proposed 2030 amendments to the Media Law were criticized.", "a proposal"),
    ("The May 2018 amendments to a decision of the council help.", "of no law"),
    ("The Media Law was adopted in 2018.", "the law itself"),
]


@pytest.mark.parametrize(("sentence", "told", "reason"), TOLD)
def test_amendments_that_a_text_tells(sentence: str, told: set[tuple[str | None, str]], reason: str) -> None:
    assert {(one.law, one.date) for one in amendments(report_of(sentence))} == told, reason


@pytest.mark.parametrize(("sentence", "reason"), NOT_TOLD)
def test_texts_that_tell_no_amendment(sentence: str, reason: str) -> None:
    assert amendments(report_of(sentence)) == (), reason


def test_one_amendment_told_twice_has_two_places_in_the_source_text() -> None:
    report = report_of(
        "The *Media Law* was amended in 2018.[1]", footnotes={1: "See the 2018 amendments to the Media Law."}
    )
    [amendment] = amendments(report)
    assert [report.source.quote(place.span) for place in amendment.mentions] == [
        "The *Media Law* was amended in 2018",
        "2018 amendments to the Media Law",
    ]
    assert [place.footnote for place in amendment.mentions] == [None, 1]
