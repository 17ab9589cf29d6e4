"""Which earlier recommendations the statements of a later report mean. All sentences are invented."""

from __future__ import annotations

import pytest
from reports import report_in_sections, report_of

from loaders.follow_ups import find_follow_ups
from loaders.matching import PROPOSED_FROM, Candidate, Earlier, Link, Listing, Tie
from loaders.recommendations import find_recommendations

LIST = (
    "1. Independent candidates should be allowed to run for parliament.",
    "2. The Law on Assemblies should require mere notification of rallies.",
    "3. Results should be published by polling station.",
    "4. The public broadcaster should be independent of the government.",
    "5. Contestants should publish reports on their campaign funds.",
    "6. Voters should be given information about the candidates on party lists.",
    "7. The blanket ban on the voting rights of prisoners should be lifted.",
)


def of(report_id: str, *years: int, elections: tuple[str, ...] = (), priorities: int = 0) -> list[Candidate]:
    """The recommendations of a report that may be called by those years; the first ones are priorities."""
    listing = Listing(report_id, frozenset(years), frozenset(elections))
    report = report_in_sections(
        (("recommendations", 1, "RECOMMENDATIONS"),),
        (("recommendations", 2, "PRIORITY RECOMMENDATIONS"), *LIST[:priorities]),
        (("recommendations", 2, "OTHER RECOMMENDATIONS"), *LIST[priorities:]),
    )
    return [
        Candidate.of(f"{report_id}/{found.number}", listing, found) for found in find_recommendations(report)
    ]


def links(text: str, *lists: list[Candidate], repeated: tuple[str, ...] = ()) -> list[Link]:
    earlier = Earlier()
    for each in lists:
        earlier.add(each)
    earlier.add((), repeated)
    found = find_follow_ups(report_of(text, section="legal-framework"))
    return earlier.link({str(place): follow_up for place, follow_up in enumerate(found)})


def meant(text: str, *lists: list[Candidate]) -> list[tuple[str, Tie]]:
    return [(link.earlier, link.tie) for link in links(text, *lists)]


def test_a_named_number_of_a_named_year_is_certain() -> None:
    sentence = "Recommendation 2 of the 2018 final report remains unaddressed."
    (link,) = links(sentence, of("xv-a", 2018), of("xv-b", 2021))
    assert (link.earlier, link.tie, link.score) == ("xv-a/2", Tie.CERTAIN, 1.0)
    assert link.reason == "the report names recommendation 2 of the 2018 report"


def test_a_report_may_be_called_by_the_year_of_its_election_or_its_own() -> None:
    sentence = "Recommendation 2 of the {} final report remains unaddressed."
    for year in (2017, 2018):
        assert meant(sentence.format(year), of("xv-a", 2017, 2018)) == [("xv-a/2", Tie.CERTAIN)]
    assert meant(sentence.format(2016), of("xv-a", 2017, 2018)) == []


def test_of_two_reports_of_a_year_the_kind_of_election_tells_which() -> None:
    lists = (of("xv-a", 2018, elections=("presidential",)), of("xv-b", 2018, elections=("parliamentary",)))
    assert meant("Recommendation 2 from the 2018 presidential election was implemented.", *lists) == [
        ("xv-a/2", Tie.CERTAIN)
    ]
    both = links("Recommendation 2 of the 2018 report was implemented.", *lists)
    assert [(link.earlier, link.tie, link.score) for link in both] == [
        ("xv-a/2", Tie.PROPOSED, 0.5),
        ("xv-b/2", Tie.PROPOSED, 0.5),
    ]


def test_the_list_of_a_legal_opinion_is_meant_where_the_sentence_says_so() -> None:
    lists = (of("xv-2018-05-01-final", 2018), of("xv-2018-09-01-opinion", 2018))
    assert meant("Recommendation 2 of the 2018 report was implemented.", *lists) == [
        ("xv-2018-05-01-final/2", Tie.CERTAIN)
    ]
    assert meant("Prior recommendation 2 of the 2018 opinion was implemented.", *lists) == [
        ("xv-2018-09-01-opinion/2", Tie.CERTAIN)
    ]
    assert meant("Prior recommendation 2 of the 2018 report, on opinion polls, was implemented.", *lists) == [
        ("xv-2018-05-01-final/2", Tie.CERTAIN)
    ]


def test_a_number_without_a_year_is_proposed_because_a_list_not_loaded_may_be_meant() -> None:
    sentence = "Prior recommendation 2 was implemented."
    assert [(link.tie, link.score) for link in links(sentence, of("xv-a", 2018))] == [(Tie.PROPOSED, 0.9)]
    both = links(sentence, of("xv-a", 2018), of("xv-b", 2021))
    assert [(link.earlier, link.score) for link in both] == [("xv-a/2", 0.5), ("xv-b/2", 0.5)]


PROPOSED = [
    # The same matter in other words.
    ("Self-nominated candidates may now run, in line with a previous recommendation.", ["1"]),
    ("Despite previous recommendations, permission is needed for a rally.", ["2"]),
    # A list of matters, each matched by itself.
    (
        (
            "Many previous recommendations remain unaddressed, including those related to candidacy"
            " requirements, public gatherings and publication of results."
        ),
        ["1", "2", "3"],
    ),
    ("Prior recommendations on the media were not implemented.", ["4"]),
    # What a clause concedes is not what remains unaddressed.
    ("While results are now published by polling station, previous recommendations remain unaddressed.", []),
    # ... unless it is the clause that speaks of them.
    ("Despite previous recommendations, prisoners may not vote.", ["7"]),
    # The same topic, another matter.
    ("Following a prior recommendation, caps on donations were introduced.", []),
    ("The deposit was lowered, in line with previous recommendations.", []),
    # Nothing said of what they are about.
    ("Almost all previous recommendations remain unaddressed.", []),
]


@pytest.mark.parametrize(("sentence", "numbers"), PROPOSED)
def test_matter_and_topic_propose_and_never_make_certain(sentence: str, numbers: list[str]) -> None:
    assert sorted(meant(sentence, of("xv-a", 2018))) == [
        (f"xv-a/{number}", Tie.PROPOSED) for number in numbers
    ]


def test_a_matter_counts_more_than_a_topic_and_both_say_why() -> None:
    sentence = "Previous recommendations remain unaddressed, including those on prisoners and those on media."
    found = {link.earlier[-1]: link for link in links(sentence, of("xv-a", 2018))}
    assert found["7"].score >= 0.7 > found["4"].score >= PROPOSED_FROM
    assert found["7"].reason.startswith("same matter: voting rights of prisoners")
    assert found["4"].reason.startswith("same topic by words or heading: media")


def test_a_topic_alone_calls_up_the_latest_list_and_a_matter_all_of_them() -> None:
    lists = (of("xv-a", 2018), of("xv-b", 2021))
    sentence = (
        "Previous recommendations, including those on prisoners and those on media, remain unaddressed."
    )
    assert sorted(key for key, _ in meant(sentence, *lists)) == ["xv-a/7", "xv-b/4", "xv-b/7"]


def test_priority_recommendations_are_rather_those_of_the_priority_list() -> None:
    sentence = "Priority recommendations on candidate rights and on prisoners remain unaddressed."
    first, last = links(sentence, of("xv-a", 2018, priorities=3))
    assert [first.earlier, last.earlier] == ["xv-a/1", "xv-a/7"]
    assert "priorities" not in first.reason
    assert last.reason.endswith("not among the priorities of its report")
    (plain,) = (link for link in links(sentence, of("xv-a", 2018, priorities=7)) if link.earlier == "xv-a/7")
    assert plain.score - last.score == pytest.approx(0.1)


def test_what_a_report_says_by_number_is_not_contradicted_by_what_it_says_of_a_topic() -> None:
    text = (
        "Recommendation 7 of the 2018 report was fully implemented. Other previous recommendations, including"
        " those on prisoners and on the media, remain unaddressed."
    )
    assert meant(text, of("xv-a", 2018)) == [("xv-a/7", Tie.CERTAIN), ("xv-a/4", Tie.PROPOSED)]


def test_what_was_addressed_for_certain_is_not_proposed_as_unaddressed_later() -> None:
    earlier = Earlier()
    earlier.add(of("xv-a", 2018))
    done = find_follow_ups(report_of("Recommendation 7 of the 2018 report was fully implemented."))
    later = find_follow_ups(
        report_of("Previous recommendations, including on prisoners, remain unaddressed.")
    )
    assert [link.tie for link in earlier.link({"a": done[0]})] == [Tie.CERTAIN]
    assert earlier.link({"b": later[0]}) == []


def test_proposals_go_to_the_latest_wording_of_a_recommendation() -> None:
    sentence = "Despite previous recommendations, prisoners may not vote."
    found = links(sentence, of("xv-a", 2018), of("xv-b", 2021), repeated=("xv-a/7",))
    assert [link.earlier for link in found] == ["xv-b/7"]
