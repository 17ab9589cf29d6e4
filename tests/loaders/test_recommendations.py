"""Lists of recommendations in the layouts that final reports have. All sentences are invented."""

from __future__ import annotations

import pytest
from reports import report_in_sections, report_of

from loaders.model import ReportType
from loaders.recommendations import find_recommendations

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
