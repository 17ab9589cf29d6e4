"""Results of contestants: from tables and sentences, of each round, and of referendums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from loaders.fact_patterns import Found, elsewhere, facts_of, little_apart
from loaders.figures import figure_pattern, read_figure
from loaders.model import Fact, Identity, Report, ReportType, Sentence
from loaders.names import UPPER, outside, person_title
from loaders.result_tables import Contestant, contestants, is_short
from loaders.rounds import qualified, round_of
from ontology import read_yaml

_CONTESTANT = (
    rf"(?P<contestant>[{UPPER}][\w’'.-]*(?: (?:(?:of|for|and|[–-]) )?[{UPPER}][\w’'-]+){{0,5}})"
    r"(?: \((?P<bracket>[^()]*)\))?"
)
_BEFORE_RESULTS = frozenset(
    {"background", "introduction", "legal-framework", "electoral-system", "media", "campaign-finance"}
)
_RESULTS = ("results-annex", "results")

Result = tuple[str, str]
"""What a figure tells: the property, and the qualifier ('Tide', 'Ilva Teren (second round)')."""


def find_results(report: Report) -> Iterator[Fact]:
    """Votes, share and seats of each contestant. Where a report has tables, they say who the contestants
    are; sentences then tell the same figures again, or figures that differ a little.
    """
    if report.identity.report_type not in (ReportType.FINAL, ReportType.PRELIMINARY):
        return
    tables = _most_telling(contestants(report), report)
    told = _in_tables(tables)
    called = {form: row.called for row in tables for form in row.forms}
    for result, one in _in_prose(report, called):
        if told and result in told:
            told[result].append(one)
        elif not tables:
            told.setdefault(result, []).append(one)
    for (key, qualifier), found in told.items():
        yield from facts_of(key, qualifier, found, "first")


def _most_telling(rows: Iterable[Contestant], report: Report) -> list[Contestant]:
    """The rows that tell the result: those of an annex of results, else of a section on results, else of any
    section but those that tell of what was before.
    """
    ranked: dict[str, list[Contestant]] = {}
    for row in rows:
        kinds = {section.kind for section in report.section_path(row.row)}
        rank = next((kind for kind in _RESULTS if kind in kinds), "")
        if rank or not kinds & _BEFORE_RESULTS:
            ranked.setdefault(rank, []).append(row)
    return next((ranked[rank] for rank in (*_RESULTS, "") if rank in ranked), [])


def _in_tables(rows: Iterable[Contestant]) -> dict[Result, list[Found]]:
    """The figures of tables. What two tables tell very differently is told of two things (two districts, two
    questions of a referendum), and neither of them is the result.
    """
    told: dict[Result, list[Found]] = {}
    for row in rows:
        for each in row.figures:
            span = row.row.passage.span(each.start, each.end)
            one = Found(row.row.text[each.start : each.end], each.figure, span)
            told.setdefault((each.property, qualified(row.called, each.round)), []).append(one)
    return {
        result: found for result, found in told.items() if all(little_apart(found[0], one) for one in found)
    }


def _in_prose(report: Report, called: dict[str, str]) -> Iterator[tuple[Result, Found]]:
    """The results that sentences tell; ``called`` says what each contestant of the tables is called by."""
    for block in report.blocks:
        kinds = {section.kind for section in report.section_path(block)}
        if kinds & _BEFORE_RESULTS:
            continue
        for sentence in block.sentences:
            which = _round_told(sentence, report.identity)
            if which is not None:
                for key, name, one in _in_sentence(sentence, report.identity):
                    yield (key, qualified(called.get(name, name), which)), one


def _round_told(sentence: Sentence, identity: Identity) -> str | None:
    """The round whose results a sentence may tell; None where it tells none of the observed election."""
    part = read_yaml("facts.yaml")["phrases"]["part"]
    if elsewhere(identity).search(sentence.text) or re.search(part, sentence.text):
        return None
    return round_of(sentence.text)


def _in_sentence(sentence: Sentence, identity: Identity) -> Iterator[tuple[str, str, Found]]:
    if identity.election_types[:1] == ("referendum",):
        for answer, pattern in _answers().items():
            for found in pattern.finditer(sentence.text):
                yield "result-percent", answer, _figure(sentence, found, "percent")
        return
    first, behind = _patterns()
    matches = [found for pattern in first for found in pattern.finditer(sentence.text)]
    if matches:
        matches += behind.finditer(sentence.text, min(found.end() for found in matches))
    for found in matches:
        name = _plain_name(found, identity)
        for key in ("percent", "seats"):
            if name and found.groupdict().get(key):
                yield f"result-{key}", name, _figure(sentence, found, key)


def _figure(sentence: Sentence, found: re.Match[str], group: str) -> Found:
    return Found(found[group], read_figure(found[group]), sentence.passage.span(*found.span(group)))


def _plain_name(found: re.Match[str], identity: Identity) -> str:
    """What the contestant is called by: the abbreviation in brackets, where it is not a person's party."""
    bracket = found["bracket"] or ""
    if is_short(bracket) and identity.election_types[:1] != ("presidential",):
        return bracket
    words = found["contestant"].split()
    while words and (outside(words[0]) or person_title(words[0])):
        words.pop(0)
    return " ".join(words)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """How a sentence tells a result, and how it goes on with those of other contestants."""
    data = read_yaml("results.yaml")
    first, *rest = [_pattern(text) for text in (data["results-behind"], *data["results-in-prose"])]
    return tuple(rest), first


@cache
def _answers() -> dict[str, re.Pattern[str]]:
    """How a sentence tells the share of each answer in a referendum."""
    return {answer: _pattern(text) for answer, text in read_yaml("results.yaml")["answers-in-prose"].items()}


def _pattern(text: str) -> re.Pattern[str]:
    figure = figure_pattern()
    return re.compile(
        text.replace("{contestant}", _CONTESTANT)
        .replace("{percent}", f"(?P<percent>{figure})")
        .replace("{seats}", f"(?P<seats>{figure})")
        .replace("{k}", figure)
    )
