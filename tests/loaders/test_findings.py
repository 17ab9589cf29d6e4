"""Which sentences assess, how, on what, and whose view it is. All sentences are invented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from reports import report_in_sections, report_of

from loaders.assessing import assess
from loaders.cues import Cue, Cues
from loaders.findings import find_findings, view_of
from loaders.model import Citation, Mode
from loaders.recommendations import find_recommendations
from loaders.topics import topics_by_sentence, topics_of
from ontology import data_file, read_yaml

ASSESSED = [
    # A standard is named and broken.
    ("The ban on leaflets is at odds with Varland's commitments.", "contrary"),
    ("Varlandic law bars dual citizens from standing, contrary to OSCE commitments.", "contrary"),
    # Words may stand inside the phrase.
    ("The rules are not fully in line with international good practice.", "contrary"),
    # Criticism that names the standard it offends, without saying "contrary".
    (
        "Intimidation of voters undermined the secret vote required by paragraph 7 of that document.",
        "contrary",
    ),
    # A concession does not take back that a standard is broken.
    ("Although contrary to international standards, the oath was taken calmly.", "contrary"),
    # Plain criticism.
    ("The late adoption of the rules undermined confidence in the process.", "concern"),
    ("The law does not set deadlines for the review of complaints.", "concern"),
    ("Some 40 per cent of polling stations visited were not accessible to wheelchair users.", "concern"),
    # Praise conceded, criticism meant.
    ("While voting was well organized, the count lacked transparency.", "concern"),
    ("The commission worked efficiently, but its sessions were not transparent.", "concern"),
    # Criticism conceded, praise meant.
    ("Although the premises were poor, voting procedures were generally followed.", "in-line"),
    (
        "Contestants campaigned freely throughout the country, despite restrictive rules on rallies.",
        "in-line",
    ),
    # Criticism denied is praise, praise denied is criticism.
    ("Interlocutors raised no major concerns about the accuracy of voter lists.", "in-line"),
    ("Party agents did not express any concerns about the ballots.", "in-line"),
    ("The provincial commissions were not sufficiently prepared.", "concern"),
    # Done as it should be.
    ("The Election Board administered the elections efficiently and within all deadlines.", "in-line"),
    ("The opening was assessed positively in 93 per cent of observations.", "in-line"),
    # One "not" does not turn a second word of criticism into praise.
    ("The law does not clearly define the misuse of office.", "concern"),
    # What is denied is praised, what is said to be missing from praise is criticized.
    (
        "No cases of intolerant speech against the minority were brought to the attention of the mission.",
        "in-line",
    ),
    ("The amendments were not preceded by any public consultation.", "concern"),
    # A change for the better.
    ("In a welcome step, the Board published the results by polling station.", "improvement"),
    ("The 2022 amendments addressed a previous recommendation on recounts.", "improvement"),
]

NOT_ASSESSED = [
    # What the law says is no finding.
    "By law, lists are posted twenty days before election day.",
    "The Assembly of Varland has 80 members elected for four years.",
    "Campaign donations are subject to a spending limit of 5,000 crowns.",
    # Figures alone are none.
    "The Board registered 14 lists with 612 candidates, of whom 201 were women.",
    "Polls opened at seven in all 812 polling stations.",
    # A word of criticism in another sense.
    "Voters may check their data and request the correction of errors.",
    "The court received a limited number of complaints.",
    "In case of inconsistencies, the register is returned to the municipality.",
    # How the mission works, and what it looked at.
    "In line with its methodology, the mission did not observe the voting systematically.",
    "The mission assessed to what extent the process met international standards.",
    # What someone must do, and what the law secures.
    "All channels are obliged to provide equal access to contestants.",
    "Freedom of expression is guaranteed by the Constitution.",
    # What a quota, a cap or a penalty is called.
    "Lists receive a premium for each candidate of the under-represented gender.",
    "The act limits contributions to 500 crowns and provides for fines for vote buying.",
    # Intentions of others.
    "The authorities stressed their commitment to hold elections in line with international standards.",
    # Advice and thanks.
    "Consideration should be given to shortening the ballot.",
    "The mission wishes to thank the authorities of Varland for their excellent co-operation.",
]


@pytest.mark.parametrize(("sentence", "assessment"), ASSESSED)
def test_a_sentence_that_assesses(sentence: str, assessment: str) -> None:
    assert assess(sentence).assessment == assessment


@pytest.mark.parametrize("sentence", NOT_ASSESSED)
def test_a_sentence_that_states_a_fact(sentence: str) -> None:
    assert assess(sentence).assessment is None


WAYS = yaml.safe_load(Path(__file__).with_name("ways_of_assessing.yaml").read_text("utf-8"))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way['assessment']}: {way['why']}")
def test_ways_of_assessing(way: dict[str, Any]) -> None:
    kinds = [way["section"]] if "section" in way else []
    found = {sentence: str(assess(sentence, kinds).assessment or "none") for sentence in way["sentences"]}
    assert found == dict.fromkeys(way["sentences"], way["assessment"])


def test_what_was_not_done_is_criticism_only_in_reports_on_election_day() -> None:
    sentence = "Unused ballots were not counted in 14 polling stations."
    assert assess(sentence, ["counting"]).assessment == "concern"
    assert assess(sentence, ["background"]).assessment is None


ENTRIES = [
    *read_yaml("cues/assessments.yaml")["entries"],
    *read_yaml("cues/criticism.yaml"),
    *read_yaml("cues/approval.yaml"),
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["means"])
def test_each_entry_of_the_phrase_list_matches_its_own_example(entry: dict[str, Any]) -> None:
    assert Cues([(Cue(entry["assessment"]), entry["phrases"])]).find(entry["example"])


def test_the_reasons_name_the_words_and_their_weight() -> None:
    reasons = assess("While voting was orderly, the count lacked transparency.").reasons
    assert [(reason.words, reason.label) for reason in reasons] == [
        ("was orderly", "in-line"),
        ("lacked", "concern"),
    ]
    assert reasons[0].weight < reasons[1].weight


VIEWS = [
    # Who speaks is named before what is said.
    ("Several interlocutors opined that the deadline was too short.", "interlocutors"),
    ("Some candidates complained that their posters were removed.", "interlocutors"),
    ("Citizen observers alleged that votes had been bought.", "interlocutors"),
    ("Opposition-appointed members frequently complained that drafts came late.", "interlocutors"),
    ("Two women candidates informed the mission that they had received threats.", "interlocutors"),
    ("In the view of many journalists, lawsuits have a deterrent effect.", "interlocutors"),
    ("Some complained, however, that the rules were vague.", "interlocutors"),
    ("Interlocutors raised no concerns about the register.", "interlocutors"),
    ("Parties and observers did not voice concerns about the register.", "interlocutors"),
    ("The Ministry stated that every list had been checked carefully.", "authorities"),
    ("The Commission maintained that no violations were found.", "authorities"),
    ("According to the Ministry, the register is reliable and accurate.", "authorities"),
    # Who speaks is named behind it.
    ("The dismissal of the chair was criticized by several parties.", "interlocutors"),
    ("The register is unreliable, as several interlocutors told the mission.", "interlocutors"),
    ("Registration was too slow, in the opinion of most parties.", "interlocutors"),
    ("Dead voters on the lists remain a matter of concern to many stakeholders.", "interlocutors"),
    ("Complaints were decided within the deadlines, according to the Commission.", "authorities"),
    # Of two who speak the last one before the judgement.
    (
        "While the Commission informed us of its efforts, some interlocutors noted concerns about delays.",
        "interlocutors",
    ),
    # The mission speaks first.
    ("Boundaries are outdated; the Commission explained this by a lack of time.", "mission"),
    ("The Board worked efficiently, and most interlocutors had faith in its work.", "mission"),
    # Those concerned are named, but say nothing.
    ("Sessions were called at short notice without informing stakeholders.", "mission"),
    ("Late changes undermined the confidence of stakeholders.", "mission"),
    ("Data could not be provided by the Commission.", "mission"),
    # The mission's own observers.
    ("Observers noted indications of ballot box stuffing.", "mission"),
    ("ODIHR EOM observers reported that seals were missing.", "mission"),
    ("The deadline was too short.", "mission"),
]


@pytest.mark.parametrize(("sentence", "view"), VIEWS)
def test_whose_view_it_is(sentence: str, view: str) -> None:
    assert view_of(sentence, assess(sentence).cues) == view


def test_a_finding_says_which_words_decided() -> None:
    sentences = (
        "While voting was orderly, the count lacked transparency.",
        "The ban is contrary to OSCE commitments.",
        "Interlocutors raised no concerns about the lists.",
        "Intimidation marred the vote, which paragraph 7.7 protects as committed to by States.",
    )
    report = report_in_sections((("election-day", 1, "ELECTION DAY"), " ".join(sentences)))
    assert [finding.cues for finding in find_findings(report, (), ())] == [
        ("lacked",),
        ("contrary to",),
        ("raised no concerns",),
        ("Intimidation", "as committed to"),
    ]


def test_findings_leave_out_introductions_tables_and_sections_without_any() -> None:
    criticism = "The count lacked transparency."
    report = report_in_sections(
        (("introduction", 1, "INTRODUCTION"), criticism),
        (("executive-summary", 1, "SUMMARY"), criticism),
        (("counting", 1, "COUNTING"), criticism, f"Count\t{criticism}"),
    )
    found = find_findings(report, (), ())
    assert [(f.sentence.text, f.in_summary) for f in found] == [(criticism, True), (criticism, False)]
    assert [f.topics for f in found] == [("counting",), ("counting", "election-day")]


def test_a_sentence_that_only_carries_a_citation_is_a_finding_without_assessment() -> None:
    report = report_of("The Assembly has 80 members. Members serve four years.", section="electoral-system")
    anchor = report.blocks[0].sentences[1]
    citation = Citation(anchor.span, "osce-x", "7.2", "7.2", "forward", Mode.NAMED, 3, anchor)
    found = find_findings(report, (citation,), ())
    assert [(f.sentence.text, f.assessment) for f in found] == [("Members serve four years.", None)]


def test_a_recommendation_quoted_in_the_body_is_no_finding() -> None:
    advice = "The lack of deadlines should be remedied by the Assembly of Varland in good time."
    report = report_in_sections(
        (("complaints", 1, "COMPLAINTS"), "Deadlines are vague.", advice),
        (("recommendations", 1, "RECOMMENDATIONS"), f"1. {advice}"),
    )
    found = find_findings(report, (), find_recommendations(report))
    assert [finding.sentence.text for finding in found] == ["Deadlines are vague."]


TOPICS = [
    # The longer phrase hides the shorter one in it.
    ("Campaign finance reports were late.", ("campaign-finance",)),
    ("The voter lists were posted late.", ("voter-registration",)),
    # Several topics, the most often named first.
    ("Women led few lists, and women's groups said media ignored them.", ("women-participation", "media")),
    # A parliament called assembly is no rally.
    ("The National Assembly met twice.", ()),
    ("Freedom of assembly was respected.", ("freedom-of-assembly",)),
    ("The weather was fine.", ()),
]


@pytest.mark.parametrize(("sentence", "topics"), TOPICS)
def test_topics_by_words(sentence: str, topics: tuple[str, ...]) -> None:
    assert topics_of(sentence) == topics


def test_every_topic_with_words_is_a_topic_of_the_scheme_and_the_other_way_round() -> None:
    scheme = set(
        re.findall(r"^<id/topic/([\w-]+)>", data_file("schemes.ttl").read_text("utf-8"), re.MULTILINE)
    )
    assert read_yaml("cues/topics.yaml").keys() - {"none"} == scheme


def test_topics_of_the_section_come_after_those_of_the_words() -> None:
    assert topics_of("Women led few lists.", ("campaign",)) == ("women-participation", "campaign")


def test_a_sentence_that_points_back_shares_the_topics_before_it() -> None:
    report = report_of("Prisoners have no right to vote. This is excessive.", section="background")
    block = report.blocks[0]
    assert topics_by_sentence(block, report.section_path(block)) == [
        ("suffrage-rights",),
        ("suffrage-rights",),
    ]


PHRASES = [
    # Any ending, and any letters in the middle.
    ("undermin*", "This undermines trust.", "undermines"),
    ("well organi*ed", "It was well organised.", "well organised"),
    # Either of two, each of several words.
    ("(raise|voice)* (doubts|serious concern)", "They voiced serious concern.", "voiced serious concern"),
    # Words that may be absent.
    ("not [fully] in line", "It is not in line.", "not in line"),
    # Up to six words between, hyphens and apostrophes alike.
    ("lack of .. trust", "A lack of well-founded public trust.", "lack of well-founded public trust"),
    # A figure, in digits or as a word.
    ("in <n> cases", "In eleven cases", "In eleven cases"),
    # Whole words only.
    ("in line", "an inline skate", None),
]


@pytest.mark.parametrize(("phrase", "text", "found"), PHRASES)
def test_how_a_phrase_is_written(phrase: str, text: str, found: str | None) -> None:
    hits = Cues([(Cue("x"), [phrase])]).find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ([found] if found else [])


@pytest.mark.parametrize("phrase", ["[not] in line", ".. of trust", "(lack|(dearth|want)) of", "<n> cases"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="cue phrase"):
        Cues([(Cue("x"), [phrase])])


@pytest.mark.parametrize(
    ("sentence", "appeals"),
    [
        # One body of standards, by its usual name.
        ("The ban is contrary to OSCE commitments.", ("osce-commitments",)),
        # Several in one sentence, in the order of their keys.
        (
            "This is at odds with OSCE commitments, international standards and good practice.",
            ("good-practice", "international-standards", "osce-commitments"),
        ),
        # An instrument that is named is a citation, and no general standard.
        ("The ban is contrary to paragraph 24 of the 1990 OSCE Copenhagen Document.", ()),
    ],
)
def test_general_standards_are_noted_on_the_finding(sentence: str, appeals: tuple[str, ...]) -> None:
    [finding] = find_findings(report_in_sections((("media", 1, "MEDIA"), sentence)), (), ())
    assert finding.appeals == appeals
