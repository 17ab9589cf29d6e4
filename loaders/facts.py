"""Figures and particulars of an election, each with the words it was read from.

The patterns are data (``ontology/facts.yaml``). A figure about another election, or about a part of the
country, is not taken; of a figure that is told twice, once rounded, the exact one is told. Where a report
tells several figures for one property, the pattern data says which one counts: one that may be wrong is
worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.appositions import glossed
from loaders.figures import Figure, figure_pattern, read_figure
from loaders.model import BlockKind, Fact, Identity, Passage, Report, Span
from loaders.names import UPPER, passages
from loaders.results import cells, elsewhere, find_results
from ontology import read_yaml

_NAME = (
    r"(?!Chief|Head)(?:(?:Ambassador|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?|Sir|Professor|MEP) )*"
    rf"(?P<value>[{UPPER}][\w’'-]+(?: (?:[a-z]{{1,3}} )?[{UPPER}][\w’'.-]*\w){{1,4}})"
)
_PER_CENT = r" ?(?:per cent|percent|%)"
_PARLIAMENT = "parliament|Parliament|lower house|lower chamber|house|legislature|National Assembly|Assembly"


@dataclass(frozen=True, slots=True)
class _Found:
    """A match: the figure (or name), the whole it is a part of, where it stands, and in what words."""

    value: str
    figure: Figure | None
    whole: float | None
    span: Span
    words: tuple[str, str]
    """What was matched with the rest of its clause, and the sentence."""
    section: str


def find_facts(report: Report) -> tuple[Fact, ...]:
    """The particulars of INTERFACES.md's ``election-facts``: those of the identity first, then figures in
    the order of the text. Counts are whole numbers, percentages numbers between 0 and 100, dates dates.
    """
    facts = [*_of_identity(report.identity), *_of_patterns(report), *_commissions(report)]
    if report.identity.report_type in ("final", "preliminary"):
        facts += [*_polling_stations(report), *find_results(report)]
    return tuple(sorted(facts, key=lambda fact: (fact.span or Span(-1, -1)) if fact.span else Span(-1, -1)))


def _of_identity(identity: Identity) -> Iterator[Fact]:
    told: dict[str, Any] = {
        "country": ("country", identity.country_name),
        "election-type": ("election_types", next(iter(identity.election_types), None)),
        "election-date": ("election_date", identity.election_date),
        "early": ("early", identity.early),
        "report-type": ("report_type", identity.report_type.value),
        "report-date": ("issued", identity.issued),
        "mission-type": ("mission_type", identity.mission_type),
    }
    for key, (part, value) in told.items():
        if value is not None:
            evidence = identity.evidence.get(part)
            yield Fact(key, value, "", evidence.span if evidence else None)


def _of_patterns(report: Report) -> Iterator[Fact]:
    candidates: set[float] = set()
    parliaments = _parliaments(report)
    for key, rule in read_yaml("facts.yaml")["properties"].items():
        if not _applies(rule, report.identity):
            continue
        tiers = (
            _matches(report, rule, _compiled(key, which, parliaments)) for which in ("find", "otherwise")
        )
        found = next((tier for tier in tiers if tier), [])
        if key == "candidates-women":
            found = [one for one in found if one.whole in candidates]
        for qualifier, group in _split(found, rule).items():
            one = _choose(group, rule["choose"])
            if key == "candidates-registered" and one.figure:
                candidates.add(one.figure.value)
            yield Fact(key, one.figure.value if one.figure else one.value, qualifier, one.span)


def _applies(rule: dict[str, Any], identity: Identity) -> bool:
    contests = rule.get("contests")
    return (not contests or bool(set(contests) & set(identity.election_types[:1]))) and (
        identity.report_type.value in rule.get("reports", [identity.report_type.value])
    )


def _matches(report: Report, rule: dict[str, Any], patterns: tuple[re.Pattern[str], ...]) -> list[_Found]:
    """What the patterns of a property find in the report; in the sections that count most, where any does."""
    forbidden = [elsewhere(report.identity), *([re.compile(rule["not"])] if "not" in rule else [])]
    found: list[_Found] = []
    for block, _ in passages(report):
        kinds = [section.kind for section in report.section_path(block)]
        section = next((kind for kind in rule.get("sections", []) if kind in kinds), "")
        if block.kind is BlockKind.ROW:
            found += _in_row(block.passage, rule, [cell.text for cell in cells(block)])
            continue
        for sentence in block.sentences:
            text = sentence.text
            if patterns and any(near in text for near in rule["near"]) and not _any(forbidden, text):
                found += _in_sentence(sentence.passage, patterns, rule, section)
    best = next(
        (kind for kind in rule.get("sections", []) if any(one.section == kind for one in found)), None
    )
    return [one for one in found if best is None or one.section == best]


def _any(patterns: list[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _in_sentence(
    passage: Passage, patterns: tuple[re.Pattern[str], ...], rule: dict[str, Any], section: str
) -> Iterator[_Found]:
    text = passage.text
    for pattern in patterns:
        for match in pattern.finditer(text):
            if "before" in rule and re.search(rule["before"], text[: match.end()]):
                continue
            value, whole = match["value"], match.groupdict().get("whole")
            figure = (
                read_figure(value)
                if value[0].isdigit() or value.split("-")[0].lower() in _numbers()
                else None
            )
            if figure and figure.value < rule.get("least", 0):
                continue
            clause = match[0] + re.split(r"[,;.]| and ", text[match.end() :])[0]
            span = passage.span(*match.span("value"))
            yield _Found(
                value, figure, read_figure(whole).value if whole else None, span, (clause, text), section
            )


def _in_row(passage: Passage, rule: dict[str, Any], row: list[str]) -> Iterator[_Found]:
    if len(row) < 2 or not re.fullmatch(rf"{figure_pattern()} ?%?", row[1]):
        return
    if any(re.fullmatch(pattern, row[0], re.I) for pattern in rule.get("rows", [])):
        start = passage.text.index(row[1], len(row[0]))
        span = passage.span(start, start + len(row[1]))
        yield _Found(row[1], read_figure(row[1].rstrip(" %")), None, span, (row[0], row[0]), "")


def _split(found: list[_Found], rule: dict[str, Any]) -> dict[str, list[_Found]]:
    """The matches by qualifier. Where a report speaks of one kind of candidates alone, there is none."""
    if not found:
        return {}
    if not rule.get("split"):
        return {"": found}
    groups: dict[str, list[_Found]] = {}
    for one in found:
        groups.setdefault(_ballot(one.words), []).append(one)
    return groups if "single-mandate" in groups else {"": found}


def _ballot(words: tuple[str, str]) -> str:
    """Which ballot the words speak of: the clause decides, then the sentence; '' where neither does."""
    for text in words:
        single = re.search(r"single-m|majoritarian|individual (?:constituen|candidat)", text)
        lists = re.search(r"\blists?\b|proportional", text)
        if bool(single) != bool(lists):
            return "single-mandate" if single else "party-list"
    return ""


def _choose(found: list[_Found], how: str) -> _Found:
    """The one match that counts: no rounding of another one, then by what the pattern data asks for."""
    exact = [one for one in found if not any(_rounds(one, other) for other in found)] or found
    if how == "largest":
        return max(exact, key=lambda one: one.figure.value if one.figure else 0)
    if how == "frequent":
        often = Counter(_value(one) for one in exact)
        return max(exact, key=lambda one: (often[_value(one)], -exact.index(one)))
    return exact[0]


def _rounds(one: _Found, other: _Found) -> bool:
    return bool(one.figure and other.figure and one.figure.rounds(other.figure))


def _value(one: _Found) -> str | float:
    return one.figure.value if one.figure else one.value


def _commissions(report: Report) -> Iterator[Fact]:
    """How many commissions of each level there are: '208 Territorial Election Commissions (TECs)'.

    A figure with a word of its own before the level's name ('20 regional TECs') is of a part, and not taken.
    """
    level = read_yaml("facts.yaml")["levels"]
    find = re.compile(rf"(?P<value>{figure_pattern()}) {level}(?: \((?P<short>[A-Z]\w+?)s?\))?")
    shorts = {
        found["name"].lower(): found["short"]
        for block, _ in passages(report)
        for found in re.finditer(rf"{level} \((?P<short>[A-Z]\w+?)s?\)", block.text)
    }
    told: dict[str, list[_Found]] = {}
    for block, footnote in passages(report):
        for sentence in block.sentences if footnote is None else ():
            for match in find.finditer(sentence.text):
                short = match["short"] or shorts.get(match["name"].lower())
                if short:
                    one = _Found(
                        match["value"],
                        read_figure(match["value"]),
                        None,
                        sentence.passage.span(*match.span("value")),
                        ("", ""),
                        "",
                    )
                    told.setdefault(short, []).append(one)
    for short, group in told.items():
        one = _choose(group, "frequent")
        yield Fact("commissions", one.figure.value if one.figure else one.value, short, one.span)


def _polling_stations(report: Report) -> Iterator[Fact]:
    """In how many places each part of election day was observed."""
    told: dict[str, list[_Found]] = {}
    other = elsewhere(report.identity)
    for block, _ in passages(report):
        for sentence in block.sentences:
            if "observed" not in sentence.text or other.search(sentence.text):
                continue
            for phase, pattern in _phases():
                for match in pattern.finditer(sentence.text):
                    span = sentence.passage.span(*match.span("value"))
                    one = _Found(match["value"], read_figure(match["value"]), None, span, ("", ""), "")
                    told.setdefault(phase, []).append(one)
    for phase, group in told.items():
        one = _choose(group, "frequent")
        yield Fact(
            "polling-stations-observed", one.figure.value if one.figure else one.value, phase, one.span
        )


@cache
def _phases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data, n = read_yaml("facts.yaml"), figure_pattern()
    gap = rf"(?: (?:{'|'.join(data['between'])}))*"
    of = rf"(?: (?:out )?of (?:the |some )?{n})?"
    return tuple(
        (
            phase,
            re.compile(
                rf"\b(?i:{'|'.join(sorted(words, key=len, reverse=True))}){gap} (?:in|of|at) (?:some )?"
                rf"(?P<value>{n}){of} {data['places']}(?! for\b)"
            ),
        )
        for phase, words in data["phases"].items()
    )


def _parliaments(report: Report) -> str:
    """An alternation of the words for the parliament, with the report's own name for its lower house."""
    names = {
        name
        for block, _ in passages(report)
        for found in glossed(block.text)
        if found.kind == "parliament" and not any("upper" in alias for alias in found.aliases)
        for name in (found.name,)
    }
    return "|".join([*sorted(map(re.escape, names)), _PARLIAMENT])


@cache
def _compiled(key: str, which: str, parliaments: str) -> tuple[re.Pattern[str], ...]:
    figure = figure_pattern()
    return tuple(
        re.compile(
            pattern.replace("{name}", _NAME)
            .replace("{p}", f"(?P<value>{figure}){_PER_CENT}")
            .replace("{n}", f"(?P<value>{figure})")
            .replace("{w}", f"(?P<whole>{figure})")
            .replace("{k}", figure)
            .replace("{parliament}", rf"(?!upper)(?:{parliaments})")
        )
        for pattern in read_yaml("facts.yaml")["properties"][key].get(which, [])
    )


def _numbers() -> dict[str, int]:
    numbers: dict[str, int] = read_yaml("facts.yaml")["numbers"]
    return numbers
