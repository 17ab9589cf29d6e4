"""How many commissions of each level there are, and in how many places the parts of election day were
observed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.fact_patterns import Found, elsewhere, facts_of, filled
from loaders.figures import figure_pattern, read_figure
from loaders.model import Fact, Report, Sentence
from loaders.names import passages
from loaders.rounds import qualified, round_of
from ontology import read_yaml


def count_commissions(report: Report) -> Iterator[Fact]:
    """How many commissions of each level there are: '208 Territorial Election Commissions (TECs)'.

    A figure with a word of its own before the level's name ('20 regional TECs') is of a part, and not taken.
    Where a level is never counted by its name, its abbreviation will do: '208 TECs were formed'.
    """
    sentences = [sentence for block, note in passages(report) if note is None for sentence in block.sentences]
    shorts = {name: short for block, _ in passages(report) for name, short in _shorts(block.text)}
    told: dict[str, list[Found]] = {}
    for sentence in sentences:
        for match in (*_level().finditer(sentence.text), *_levels_together().finditer(sentence.text)):
            if _observed(sentence.text[: match.start()]):
                continue
            if short := match["short"] or shorts.get(match.groupdict().get("name", "").lower()):
                told.setdefault(short, []).append(_found(sentence, match))
    rest = tuple(sorted({*shorts.values()} - told.keys()))
    for sentence in sentences:
        if _speaks_of_levels(sentence.text):
            for match in _level_by_short(rest).finditer(sentence.text):
                told.setdefault(match["short"], []).append(_found(sentence, match))
    for short, group in told.items():
        yield from facts_of("commissions", short, group, "frequent")


def _found(sentence: Sentence, match: re.Match[str]) -> Found:
    span = sentence.passage.span(*match.span("value"))
    firm = _speaks_of_levels(sentence.text, "whole")
    return Found(match["value"], read_figure(match["value"]), span, firm=firm)


@cache
def _level() -> re.Pattern[str]:
    data = read_yaml("facts.yaml")
    words = "|".join(data["level-words"])
    short = r"(?: \((?P<short>[A-Z]\w+?)s?(?:\)|[;,] ))?"
    return re.compile(rf"(?P<value>{figure_pattern()}) (?:(?:{words}) )?{_levels()}{short}")


@cache
def _levels() -> str:
    """A pattern for the name of a level in the plural."""
    data = read_yaml("facts.yaml")
    return filled(data["levels"], {"{level-of}": data["level-of"]})


def _shorts(text: str) -> Iterator[tuple[str, str]]:
    """The abbreviations of levels in a text, with the name in the plural, or what introduces it."""
    for pattern in _levels_with_short():
        for found in pattern.finditer(text):
            yield found.groupdict().get("name", found[0]).lower(), found["short"]


@cache
def _levels_with_short() -> tuple[re.Pattern[str], ...]:
    data = read_yaml("facts.yaml")
    named = rf"{_levels()} \((?P<short>[A-Z]\w+?)s?(?:\)|[;,] )"
    return tuple(map(re.compile, (named, *data["level-introduced"])))


@cache
def _levels_together() -> re.Pattern[str]:
    pattern = read_yaml("facts.yaml")["levels-together"]
    return re.compile(pattern.replace("{n}", f"(?P<value>{figure_pattern()})"))


@cache
def _level_by_short(shorts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<value>{figure_pattern()}) (?P<short>{'|'.join(shorts) or '(?!)'})s\b")


def _observed(text: str) -> bool:
    """Whether the words before a figure make it one of places observed."""
    return bool(re.search(read_yaml("facts.yaml")["level-observed"], text))


def _speaks_of_levels(text: str, how: str = "spoken") -> bool:
    counts = read_yaml("facts.yaml")["level-counts"]
    return bool(re.search(counts[how], text)) and not re.search(counts["silent"], text)


def count_observed_places(report: Report) -> Iterator[Fact]:
    """In how many places each part of election day was observed."""
    observing = re.compile(read_yaml("facts.yaml")["observing"])
    other = elsewhere(report.identity)
    sentences = [
        (sentence, which)
        for block, _ in passages(report)
        for sentence in block.sentences
        if observing.search(sentence.text) and not other.search(sentence.text)
        if (which := round_of(sentence.text)) is not None
    ]
    told: dict[str, list[Found]] = {}
    for words in ("phases", "phases-otherwise"):
        fresh: dict[str, list[Found]] = {}
        for sentence, which in sentences:
            for phase, pattern in _phases(words):
                for match in pattern.finditer(sentence.text):
                    fresh.setdefault(qualified(phase, which), []).append(_found(sentence, match))
        told = fresh | told
    for phase, group in told.items():
        yield from facts_of("polling-stations-observed", phase, group, "frequent")


@cache
def _phases(words: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The parts of election day with their patterns: how often observed, in a list of parts, or assessed.

    ``words`` is the list in the data that names the parts.
    """
    data, n = read_yaml("facts.yaml"), figure_pattern()
    every = "|".join(word for names in data["phases"].values() for word in names)
    apart = "".join(rf"(?<!\b(?i:{word}) )" for word in data["phase-apart"])
    gap = rf"(?:,? (?:{'|'.join(data['between'])})\b)*"
    of = rf"(?: (?:out )?of (?:the |some )?{n})?"
    # In a list the places are named once: 'the opening in 90 polling stations, voting in 900'.
    listed = rf"(?=,| and (?:the )?(?:{every})\b| and in\b)"
    counted = (
        rf"{gap} (?:in|of|at) (?:some )?(?P<value>{n})"
        rf"(?:{of} {data['places']}(?! for\b| {data['observing']}| where\b)|{of}{listed})"
    )
    put = {"{places}": data["places"], "{observing}": data["observing"], "{some}": data["phrases"]["some"]}
    put |= {"{k}": n, "{n}": n}
    found = []
    for phase, names in data[words].items():
        named = rf"{apart}\b(?i:{'|'.join(sorted(names, key=len, reverse=True))})\b"
        found.append((phase, re.compile(named + counted)))
        found.append((phase, re.compile(named + filled(data["assessed"], put | {"{phase}": f"(?:{every})"}))))
        found += [
            (phase, re.compile(filled(pattern, put | {"{phase}": named}))) for pattern in data["figure-first"]
        ]
    return tuple(found)
