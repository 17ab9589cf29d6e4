"""Lists of recommendations in the layouts that final reports have. All sentences are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from reports import report_in_sections, report_of

from loaders.citations import find_citations
from loaders.citations.register import Register
from loaders.findings import find_findings
from loaders.given import Given
from loaders.model import Body, Recommendation, ReportType
from loaders.reading import read_report
from loaders.recommendations import find_recommendations
from loaders.recommendations.grounds import with_grounds

BALLOTS = "The Assembly should shorten the ballot paper, so that voters in Varland can fold it."
LISTS = "Voter lists could be posted earlier, at least thirty days before election day."
DEBATES = "Public broadcasters should hold debates between all contestants in both languages."

HEADING = ("recommendations", 1, "RECOMMENDATIONS")
PRIORITY = ("recommendations", 2, "PRIORITY RECOMMENDATIONS")
OTHER = ("recommendations", 2, "OTHER RECOMMENDATIONS")


def numbers(*sections: tuple[tuple[str, int, str] | str, ...]) -> list[str]:
    return [found.number for found in find_recommendations(report_in_sections(*sections))]


def test_priority_and_group_come_from_the_headings() -> None:
    report = report_in_sections(
        (HEADING, "These recommendations are offered in the hope that they help."),
        (PRIORITY, f"1. {BALLOTS}"),
        (OTHER,),
        (("voter-registration", 3, "Voter Registration"), f"2. {LISTS}"),
        (("media", 3, "Media"), f"3. {DEBATES}"),
        (("results-annex", 1, "ANNEX: RESULTS"), "4. Fourth on the list"),
    )
    assert [(r.number, r.priority, r.group) for r in find_recommendations(report)] == [
        ("1", True, "Priority Recommendations"),
        ("2", False, "Voter Registration"),
        ("3", False, "Media"),
    ]


def test_the_span_runs_from_the_first_word_to_the_last() -> None:
    report = report_in_sections((HEADING, f"12. {BALLOTS}"))
    found = find_recommendations(report)[0]
    assert report.source.quote(found.span) == BALLOTS


@pytest.mark.parametrize("kind", ["preliminary", "interim", "nam"])
def test_only_final_reports_have_a_list(kind: str) -> None:
    report = report_in_sections((HEADING, f"1. {BALLOTS}"), report_type=ReportType(kind))
    assert find_recommendations(report) == ()


def test_a_report_without_the_section_has_none() -> None:
    assert find_recommendations(report_of(f"1. {BALLOTS}", section="media")) == ()


def test_numbers_that_begin_again_are_kept_as_printed() -> None:
    assert numbers((HEADING,), (PRIORITY, f"1. {BALLOTS}"), (OTHER, f"1. {LISTS}", f"2. {DEBATES}")) == [
        "1",
        "1",
        "2",
    ]


def test_letters_and_bullets_are_items_where_no_number_is() -> None:
    assert numbers((HEADING, f"a) {BALLOTS}", f"b) {LISTS}")) == ["a", "b"]
    assert numbers((HEADING, f"• {BALLOTS}", f"• {LISTS}")) == ["1", "2"]


def test_a_list_inside_an_item_belongs_to_it() -> None:
    report = report_in_sections(
        (HEADING, "1. The law should set:", "a) deadlines;", "b) fees.", f"2. {LISTS}")
    )
    assert [r.passage.text for r in find_recommendations(report)] == [
        "The law should set: deadlines; fees.",
        LISTS,
    ]


def test_an_item_runs_on_over_a_page_end_but_not_into_other_text() -> None:
    start, end = BALLOTS.split(", ")[0] + ",", BALLOTS.split(", ")[1]
    report = report_in_sections((HEADING, f"1. {start}", end, "The mission remains at hand for advice."))
    found = find_recommendations(report)
    assert [r.passage.text for r in found] == [BALLOTS]
    assert report.source.quote(found[0].span) == f"{start}\n\n{end}"


def test_an_item_without_a_full_stop_ends_at_the_next_heading() -> None:
    report = report_in_sections(
        (HEADING,),
        (("media", 2, "Media"), f"1. {DEBATES[:-1]}"),
        (("voting", 2, "Voting"), "Ballots follow."),
    )
    assert [r.passage.text for r in find_recommendations(report)] == [DEBATES[:-1]]


def test_footnote_markers_are_not_part_of_an_item() -> None:
    report = report_in_sections((HEADING, f"1. {BALLOTS}[7] {LISTS}"), footnotes={7: "See the Ballot Act."})
    assert find_recommendations(report)[0].passage.text == f"{BALLOTS} {LISTS}"


def test_a_table_gives_the_cell_that_advises() -> None:
    row = f"3\tBallots are long.\t{BALLOTS}\tAssembly"
    found = find_recommendations(report_in_sections((HEADING, "No.\tContext\tRecommendation\tFor", row)))
    assert [(r.number, r.passage.text) for r in found] == [("3", BALLOTS)]


INLINE = [
    # The same words.
    (BALLOTS, BALLOTS),
    # Near-identical words.
    (BALLOTS, BALLOTS.replace("so that voters in Varland can", "to allow voters to")),
    # Two sentences, among others.
    (f"{BALLOTS} {LISTS}", f"{BALLOTS} {LISTS}"),
]


@pytest.mark.parametrize(("listed", "inline"), INLINE)
def test_where_the_same_words_stand_in_the_body(listed: str, inline: str) -> None:
    body = f"Folding took long. {inline} {DEBATES}"
    report = report_in_sections((("voting", 1, "VOTING"), body), (HEADING, f"1. {listed}"))
    found = find_recommendations(report)[0].inline
    assert found is not None
    assert report.source.quote(found.span()) == inline


def test_another_recommendation_on_the_same_matter_is_not_the_same_words() -> None:
    other = "The Assembly should regulate the size of the ballot paper and of the ballot box."
    report = report_in_sections((("voting", 1, "VOTING"), other), (HEADING, f"1. {BALLOTS}"))
    assert find_recommendations(report)[0].inline is None


# --- who should act, and how ------------------------------------------------------------------------------

BOARD = Body("xv/state-election-board", "State Election Board", "election-commission", "SEB")
WAYS = yaml.safe_load(Path(__file__).with_name("ways_of_recommending.yaml").read_text("utf-8"))


def addressees(found: Recommendation) -> list[str]:
    return [(one.body or one.kind) + "?" * one.implied for one in found.addressees]


@pytest.mark.parametrize(("text", "who", "how"), WAYS)
def test_who_should_act_and_how(text: str, who: list[str], how: list[str]) -> None:
    found = find_recommendations(report_in_sections((HEADING, f"1. {text}")), (BOARD,))[0]
    assert addressees(found) == who
    assert list(found.acts) == how


# --- lists in further layouts, from a text as it is loaded -------------------------------------------------

FRONT = """REPUBLIC OF VARLAND
PARLIAMENTARY ELECTIONS
11 May 2031

{mission} Election Observation Mission Final Report

I. EXECUTIVE SUMMARY

The elections were calm.

II. VOTING

The State Election Board (SEB) ran the elections. Long ballots raised concern in the towns on the coast.

{body}

ANNEX I: RESULTS

Meadow Party 4 seats
"""

LETTERED = """III. RECOMMENDATIONS

A. The Assembly should shorten the ballot.

B. The SEB should publish its minutes:
   • on the same day;
   • in both languages.

C. Parties could nominate more women."""

PARTS = """III. RECOMMENDATIONS

PRIORITY RECOMMENDATIONS

1. The law should be amended.

OTHER RECOMMENDATIONS

Voting

1. The SEB should publish its minutes."""

TITLED = """III. RECOMMENDATIONS

1. Voting

a) The law should be amended.

b) The SEB should publish its minutes.

2. Media

a) Broadcasters should hold debates."""

ADDRESSED = """III. RECOMMENDATIONS

To the parliament:

• Amend the Ballot Act.

• Hold a public debate on the threshold.

To the State Election Board and political parties:

• Publish all minutes."""

UNLABELLED = """III. RECOMMENDATIONS

These recommendations should be read together with earlier ones.

The law should be amended.

The SEB should publish its minutes."""

BARS = """III. TABLE OF RECOMMENDATIONS

| No. | Context and page | Recommendation | Change in the law | Responsible institution | Principle |
| --- | --- | --- | --- | --- | --- |
| PRIORITY RECOMMENDATIONS | | | | | |
| 1 | Long ballots raised concern in towns. (p. 3) | Shorten the ballot. | Act | Parliament | ICCPR, Art. 25 |
| OTHER RECOMMENDATIONS | | | | | |
| 2 | Minutes were not published. | Publish the minutes of | No change needed | SEB | ICCPR, Article 19 |
|  |  | all sessions. |  |  |  |"""

BLANKS = """III. TABLE OF RECOMMENDATIONS

No.  CONTEXT                 RECOMMENDATION          SUGGESTED CHANGE    RESPONSIBLE    RELEVANT
     (with page)                                     IN LEGAL            INSTITUTION    INTERNATIONAL
                                                     FRAMEWORK                          COMMITMENT

                             PRIORITY RECOMMENDATIONS

1    Long ballots raised     Shorten the ballot.     Ballot Act,         Parliament     ICCPR, Article 25
     concern in towns.                               Article 2
     (p. 3)

                             OTHER RECOMMENDATIONS

     Minutes were not        Publish the minutes of
2    published.              all sessions.           None                SEB            ICCPR, Article 19"""

TABS = """III. RECOMMENDATIONS

No.\tContext\tRecommendation\tChange in the law\tInstitution\tCommitment
PRIORITY RECOMMENDATIONS
1\tLong ballots raised concern in towns.\tShorten the ballot.\tAct\tParliament\tICCPR, Article 25
OTHER RECOMMENDATIONS
2\tMinutes were not published.\tPublish the minutes of\tNone\tSEB\tICCPR, Article 19
\t\tall sessions."""

MARKED = """III. RECOMMENDATIONS

Recommendation 1: [Priority] The law should be amended.

Recommendation 2: The SEB should publish its minutes."""

LAYOUTS = {
    "letters, with bullets inside an item": (
        LETTERED,
        [("A", False, "The Assembly should shorten the ballot."),
         ("B", False, "The SEB should publish its minutes: on the same day; in both languages."),
         ("C", False, "Parties could nominate more women.")],
    ),
    "numbers that begin again, parts at the level of the list": (
        PARTS,
        [("1", True, "The law should be amended."), ("1", False, "The SEB should publish its minutes.")],
    ),
    "numbered titles over letters": (
        TITLED,
        [("a", False, "The law should be amended."), ("b", False, "The SEB should publish its minutes."),
         ("a", False, "Broadcasters should hold debates.")],
    ),
    "addressees over bullets": (
        ADDRESSED,
        [("1", False, "Amend the Ballot Act."), ("2", False, "Hold a public debate on the threshold."),
         ("3", False, "Publish all minutes.")],
    ),
    "paragraphs without labels": (
        UNLABELLED,
        [("1", False, "The law should be amended."), ("2", False, "The SEB should publish its minutes.")],
    ),
    "a table with bars, a row running on": (
        BARS,
        [("1", True, "Shorten the ballot."), ("2", False, "Publish the minutes of all sessions.")],
    ),
    "a table with tabs, parted by lines": (
        TABS,
        [("1", True, "Shorten the ballot."), ("2", False, "Publish the minutes of all sessions.")],
    ),
    "a table of blanks, wrapped, a number in the middle of its row": (
        BLANKS,
        [("1", True, "Shorten the ballot."), ("2", False, "Publish the minutes of all sessions.")],
    ),
    "items that say what they are": (
        MARKED,
        [("1", True, "The law should be amended."), ("2", False, "The SEB should publish its minutes.")],
    ),
}  # fmt: skip


def recommendations_in(folder: Path, body: str, mission: str = "EU") -> tuple[Recommendation, ...]:
    """Those of a report whose list is laid out like ``body``, with what leads up to them."""
    path = folder / "varland.txt"
    path.write_text(FRONT.format(mission=mission, body=body), "utf-8")
    path.with_suffix(".yaml").write_text("country: xv\ncountry_name: Varland\n", "utf-8")
    report = read_report(path, Given.of(path))
    citations = find_citations(report, Register.load())
    found = find_recommendations(report, (BOARD,))
    return with_grounds(report, found, find_findings(report, citations, found), citations)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lists_of_every_layout(layout: str, tmp_path: Path) -> None:
    body, expected = LAYOUTS[layout]
    found = recommendations_in(tmp_path, body)
    assert [(r.number, r.priority, r.passage.text) for r in found] == expected


@pytest.mark.parametrize("table", [BARS, BLANKS], ids=["bars", "blanks"])
def test_the_columns_of_a_table_say_who_how_and_why(table: str, tmp_path: Path) -> None:
    shorten, publish = recommendations_in(tmp_path, table)
    assert [addressees(shorten), addressees(publish)] == [["parliament"], ["xv/state-election-board"]]
    assert [list(shorten.acts), list(publish.acts)] == [["law"], ["practice"]]
    assert shorten.context is not None
    assert shorten.context.text == "Long ballots raised concern in towns. (p. 3)"
    assert [f.sentence.text for f in shorten.findings] == [
        "Long ballots raised concern in the towns on the coast."
    ]
    assert [(c.instrument, c.provision) for c in shorten.citations] == [("un-iccpr-1966", "25")]
    assert [(c.instrument, c.provision) for c in publish.citations] == [("un-iccpr-1966", "19")]


def test_a_line_that_addresses_holds_for_the_items_under_it(tmp_path: Path) -> None:
    found = recommendations_in(tmp_path, ADDRESSED)
    assert [addressees(r) for r in found] == [
        ["parliament"],
        ["parliament"],
        ["xv/state-election-board", "party"],
    ]
    assert [r.group for r in found] == ["To the parliament"] * 2 + [
        "To the State Election Board and political parties"
    ]


def test_the_rest_of_an_item_addresses_nobody() -> None:
    start, end = (
        "1. The SEB should print ballots that are easy to read",
        "for all voters, and in both languages.",
    )
    report = report_in_sections((HEADING, start, end, f"2. {LISTS}"))
    found = find_recommendations(report, (BOARD,))
    assert [(r.passage.text, addressees(r)) for r in found] == [
        (f"{start[3:]} {end}", ["xv/state-election-board"]),
        (LISTS, []),
    ]


def test_a_title_over_items_is_their_group(tmp_path: Path) -> None:
    assert [r.group for r in recommendations_in(tmp_path, TITLED)] == ["Voting", "Voting", "Media"]


def test_recommendations_of_earlier_reports_are_no_recommendations_of_this_one() -> None:
    earlier = ("recommendations", 1, "STATUS OF PREVIOUS RECOMMENDATIONS")
    assert numbers((HEADING, f"1. {BALLOTS}"), (earlier, f"4. {LISTS}", f"5. {DEBATES}")) == ["1"]
    quoted = "Recommendation 14 of the 2027 final report on voter lists should still be carried out."
    assert numbers((HEADING, quoted, f"1. {BALLOTS}")) == ["1"]


def test_an_opinion_lists_behind_a_sentence() -> None:
    brought_in = "ODIHR makes the following key recommendations to improve the draft:"
    report = report_in_sections(
        (("executive-summary", 1, "EXECUTIVE SUMMARY"), brought_in, f"a) {BALLOTS}", f"b) {LISTS}"),
        (("legal-framework", 1, "ANALYSIS"), "a) The first chapter is on ballots."),
        report_type=ReportType.OPINION,
        election_date=None,
    )
    assert [(r.number, r.passage.text) for r in find_recommendations(report)] == [
        ("a", BALLOTS),
        ("b", LISTS),
    ]


# --- what leads up to a recommendation ---------------------------------------------------------------------

RESULTS = "Results were not published by polling station, contrary to Article 19 of the 1966 ICCPR."
MINUTES = "The minutes of the sessions were published too late, which caused concern."
ADVICE = "The Assembly should have the results of all polling stations published."


def grounds(*sections: tuple[tuple[str, int, str] | str, ...]) -> Recommendation:
    report = report_in_sections(*sections, (HEADING, f"1. {ADVICE}"))
    citations = find_citations(report, Register.load())
    found = find_recommendations(report)
    return with_grounds(report, found, find_findings(report, citations, found), citations)[0]


VOTING = ("voting", 1, "VOTING")
MEDIA = ("media", 1, "MEDIA")
GROUNDS = {
    "the finding in the paragraph before": (((VOTING, RESULTS, ADVICE),), [RESULTS]),
    "the finding before it in its own paragraph": (((VOTING, f"{RESULTS} {ADVICE}"),), [RESULTS]),
    "not a finding behind it": (((VOTING, ADVICE, RESULTS),), []),
    "not one of another section": (((MEDIA, RESULTS), (VOTING, ADVICE)), []),
    "not a concern that speaks of something else": (((VOTING, f"{MINUTES} {RESULTS}", ADVICE),), [RESULTS]),
}


@pytest.mark.parametrize("case", GROUNDS)
def test_what_leads_up_to_a_recommendation(case: str) -> None:
    sections, expected = GROUNDS[case]
    found = grounds(*sections)
    assert [f.sentence.text for f in found.findings] == expected
    assert [(c.instrument, c.provision) for c in found.citations] == [("un-iccpr-1966", "19")] * len(expected)
