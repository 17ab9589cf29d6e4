"""Figures and particulars of an election, each with the words it was read from.

The patterns are data (``ontology/facts.yaml``). A figure about another election, or about a part of the
country, is not taken; of a figure that is told twice, once rounded, the exact one is told. Where a report
tells several figures for one property, the pattern data says which one counts: one that may be wrong is
worse than none. Two that differ by little, or small ones by one, are both told: there the report contradicts
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from loaders.appositions import glossed
from loaders.counts import count_commissions, count_observed_places
from loaders.fact_patterns import Found, compiled, elsewhere, facts_of, fits, in_sentence
from loaders.figures import read_count, read_share
from loaders.model import Block, BlockKind, Fact, Identity, Passage, Report, Span
from loaders.names import passages
from loaders.result_tables import lines
from loaders.results import find_results
from loaders.rounds import round_of
from ontology import read_yaml

_PARLIAMENT = (
    "parliament|Parliament|lower house|lower chamber|house|legislature|National Assembly|Assembly"
    "|House of Representatives|House of Commons|Chamber of Deputies"
)


def find_facts(report: Report) -> tuple[Fact, ...]:
    """The particulars of INTERFACES.md's ``election-facts``: those of the identity first, then figures in
    the order of the text. Counts are whole numbers, percentages numbers between 0 and 100, dates dates.
    """
    facts = [*_of_identity(report.identity), *_of_patterns(report), *count_commissions(report)]
    if report.identity.report_type in ("final", "preliminary"):
        facts += [*count_observed_places(report), *find_results(report)]
    return tuple(sorted(facts, key=lambda fact: fact.span or Span(-1, -1)))


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
    for contest in identity.election_types[1:]:
        evidence = identity.evidence.get(f"type {contest}")
        yield Fact("election-type", contest, "concurrent", evidence.span if evidence else None)


def _of_patterns(report: Report) -> Iterator[Fact]:
    registered: set[float] = set()
    parliaments = _parliaments(report)
    for entry, rule in read_yaml("facts.yaml")["properties"].items():
        key, _, part = entry.partition(" ")
        if not _applies(rule, report.identity):
            continue
        tiers = (
            _matches(report, rule, entry, tier, parliaments) for tier in (("find", "across"), ("otherwise",))
        )
        found = next((tier for tier in tiers if tier), [])
        if key == "candidates-women":
            told = _matches(report, {"near": rule["near"]}, key, ("shares",), parliaments)
            shares = {one.figure.value for one in told if one.figure}
            found = [one for one in found if _is_part(one, registered, shares)]
        if any(fits(rule, "changes", block.text) for block, _ in passages(report)):
            found = [replace(one, firm=False) for one in found]
        for qualifier, group in _split(found, rule).items():
            for fact in facts_of(key, part or qualifier, group, rule["choose"]):
                if key == "candidates-registered" and isinstance(fact.value, int | float):
                    registered.add(fact.value)
                yield fact


def _is_part(one: Found, wholes: set[float], shares: set[float]) -> bool:
    """Whether a figure is told to be a part of one of these: by the whole, by the share it is told to be, or,
    where its words tell neither, by one of the ``shares`` told elsewhere.
    """
    if one.whole is not None or one.figure is None:
        return one.whole in wholes
    value, told = one.figure.value, shares if one.share is None else {one.share}
    return any(abs(100 * value / whole - share) <= 0.6 for whole in wholes if whole for share in told)


def _applies(rule: dict[str, Any], identity: Identity) -> bool:
    contests = rule.get("contests")
    return (not contests or bool(set(contests) & set(identity.election_types[:1]))) and (
        identity.report_type.value in rule.get("reports", [identity.report_type.value])
    )


def _matches(
    report: Report, rule: dict[str, Any], key: str, tier: tuple[str, ...], parliaments: str
) -> list[Found]:
    """What the patterns of a property find in the report; in the sections that count most, where any does."""
    forbidden = [elsewhere(report.identity), *([re.compile(rule["not"])] if "not" in rule else [])]
    found: list[Found] = []
    for block, _ in passages(report):
        kinds = [section.kind for section in report.section_path(block)]
        section = next((kind for kind in rule.get("sections", []) if kind in kinds), "")
        for which in () if block.kind is BlockKind.ROW else tier:
            patterns = compiled(key, which, parliaments)
            for passage in _readings(block, which) if patterns else ():
                text = passage.text
                if any(near in text for near in rule["near"]) and not _any(forbidden, text):
                    found += in_sentence(passage, patterns, rule, section)
    found += _in_rows(report, rule)
    ranked = [[one for one in found if one.section == kind] for kind in rule.get("sections", [])]
    return next((group for group in ranked if group), found)


def _readings(block: Block, which: str) -> Iterator[Passage]:
    """The sentences of a block, or, for patterns that reach across, each with the one before it."""
    if which != "across":
        yield from (sentence.passage for sentence in block.sentences)
        return
    for before, sentence in pairwise(block.sentences):
        yield block.passage.cut(before.start, sentence.end)


def _any(patterns: list[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _in_rows(report: Report, rule: dict[str, Any]) -> Iterator[Found]:
    """The figures in rows that are headed as the property's ``rows`` say: 'Registered voters | 2 412 310'."""
    for block, row, over in lines(report) if "rows" in rule else ():
        if block.kind is not BlockKind.ROW or len(row) < 2:
            continue
        name, cell, which = row[0].text, row[1], round_of(row[0].text, *over)
        figure = read_count(cell.text) or read_share(cell.text)
        if figure is None or which is None or _any([elsewhere(report.identity)], " ".join(over)):
            continue
        if any(re.fullmatch(pattern, name, re.I) for pattern in rule["rows"]):
            span = block.passage.span(cell.start, cell.start + len(cell.text))
            yield Found(cell.text, figure, span, clause=name, round=which)


def _split(found: list[Found], rule: dict[str, Any]) -> dict[str, list[Found]]:
    """The matches by qualifier: the round, what the property's ``apart`` names, or the ballot. What stands
    apart is told without a qualifier where nothing else is told.
    """
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.round or _apart(one, rule), []).append(one)
    if "" not in groups:
        groups[""] = [one for name in rule.get("apart", {}) for one in groups.pop(name, [])]
    whole = groups.pop("", [])
    return (_by_ballot(whole) if rule.get("split") else {"": whole} if whole else {}) | groups


def _apart(one: Found, rule: dict[str, Any]) -> str:
    named = rule.get("apart", {}).items()
    return next((name for name, words in named if re.search(words, one.sentence)), "")


def _by_ballot(found: list[Found]) -> dict[str, list[Found]]:
    """The matches by ballot. Where a report speaks of one kind of candidates alone, there is none."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(_ballot(one), []).append(one)
    if "single-mandate" not in groups:
        return {"": found} if found else {}
    # What no word assigns to a ballot may be a ballot's figure told again; a total is larger than each.
    parts = [one.figure.value for kind, group in groups.items() if kind for one in group if one.figure]
    groups[""] = [
        one for one in groups.get("", []) if one.figure and all(one.figure.value > part for part in parts)
    ]
    return {qualifier: group for qualifier, group in groups.items() if group}


_SINGLE = (
    r"single-m|majoritarian|individual (?:constituen|candidat)"
    r"|\blists,? and [\d,]+ (?:candidates )?in constituencies"
)


def _ballot(one: Found) -> str:
    """Which ballot the words speak of: those behind the figure decide, then the clause, then the sentence; ''
    where none does. Where lists are spoken of, what is said to be in constituencies is not on them.
    """
    behind = one.clause.rpartition(one.value)[2]
    constituencies = re.match(r" (?:candidates )?(?:in|for) (?!.*\blist)[^,;.]*\bconstituencies", behind)
    if constituencies and "lists" in one.clause:
        return "single-mandate"
    for text in (behind, one.clause, one.sentence):
        single = re.search(_SINGLE, text)
        lists = re.search(r"\blists?\b|proportional", text)
        if bool(single) != bool(lists):
            return "single-mandate" if single else "party-list"
    return ""


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
