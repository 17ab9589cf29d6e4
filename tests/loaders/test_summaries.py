"""Which findings of the body a summary repeats. All sentences are invented."""

from __future__ import annotations

import pytest
from reports import report_in_sections

from loaders.findings import find_findings
from loaders.summaries import find_summaries

BODY = (
    "The broadcaster favoured the ruling party in its evening news.",
    "Private channels lacked the means to send reporters to rallies.",
    "Fines for insult of officials led journalists to self-censorship.",
    "Paid advertising of contestants was not labelled as such in newspapers.",
    "The regulator failed to act on complaints of the opposition on coverage by newspapers.",
)

SUMMARIES = [
    # The same statement in other words.
    ("In its news, the broadcaster favoured the ruling party.", [0]),
    # One sentence that merges two of the body.
    ("The broadcaster favoured the ruling party, and fines for insult led to self-censorship.", [0, 2]),
    # The same topic alone is not enough, nor are words that many findings have.
    ("The media lacked independence.", []),
    ("Newspapers lacked independence and were not balanced.", []),
]  # fmt: skip


@pytest.mark.parametrize(("summary", "repeated"), SUMMARIES)
def test_a_summary_leads_to_what_it_repeats(summary: str, repeated: list[int]) -> None:
    report = report_in_sections(
        (("executive-summary", 1, "SUMMARY"), summary), (("media", 1, "MEDIA"), *BODY)
    )
    findings = find_findings(report, (), ())
    assert [finding.sentence.text for finding in findings] == [summary, *BODY]
    found = find_summaries(findings)
    assert {summary.body.sentence.text for summary in found} == {BODY[index] for index in repeated}
    assert [summary.score for summary in found] == sorted((s.score for s in found), reverse=True)


def test_the_body_does_not_repeat_itself() -> None:
    report = report_in_sections((("media", 1, "MEDIA"), *BODY, BODY[0]))
    assert find_summaries(find_findings(report, (), ())) == ()
