"""Domestic acts that a report names: the Constitution, laws, codes, numbered decrees and decisions.

An act is recognised by the noun it is called by (``ontology/laws.yaml``) and by what stands around the noun:
a title behind it ('the Law on Rivers'), a subject before it ('the Fisheries Act') or a number. Two names
whose subject is the same in any order ('the Media Law', 'the Law on Media') are one act, and so is a name
that the report gives in brackets. Treaties and the texts of international bodies are left to
:mod:`loaders.citations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from loaders.model import Identity, Law, Mention, Report
from loaders.names import (
    Mentions,
    Word,
    connects,
    ends_name,
    fold,
    initials_fit,
    mention,
    outside,
    passages,
    singular,
    slug,
    strip_possessive,
    together,
    without_country,
    words,
)
from ontology import read_yaml

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r",? (?:(?:No|Nos|no|Nr|N)\.? ?|№ ?)?(\d[\w/.-]*\w|\d+)(?! per cent)\b")
_DATED = re.compile(r",?(?: \([^)]*\))? (?:of|from|dated)(?: \d{1,2})?(?: [A-Z][a-z]+)? ((?:19|20)\d\d)\b")
_YEAR_BEHIND = re.compile(r",? \(?((?:19|20)\d\d)\b")
_BRACKET = re.compile(
    r"[”\"]?(?: of (?:19|20)\d\d)? \((?:hereinafter|henceforth|hereafter|the|[“\"‘]|\s)*([^(),;]+)"
)
_NUMERALS = r"\d[\w.()-]*(?:(?:, | and |, and | or | to |-)\d[\w.()-]*)*"
_ARTICLE_BEFORE = re.compile(
    rf"(?:[Aa]rticles?|[Ss]ections?|Arts?\.) ({_NUMERALS}) of (?:the )?(?:(?:19|20)\d\d )?(?:[a-z]+ )?$"
)
_ARTICLE_BEHIND = re.compile(rf"(?:[’']s)?,? ?\(?(?:[Aa]rticles?|Arts?\.) ({_NUMERALS})")


@dataclass(frozen=True, slots=True)
class _Name:
    """An act's name as printed: the subject it is about, and what else the place says of it."""

    text: str
    printed: str
    subject: str
    kind: str
    year: int | None
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    kind: str
    year: int | None = None
    names: dict[str, None] = field(default_factory=dict)
    """The names in the order they were met; a dict keeps it and holds each name once."""
    places: list[Mention] = field(default_factory=list)


def find_laws(report: Report) -> tuple[Law, ...]:
    """The domestic acts that the report names, in the order of their first mention.

    Every mention has the article referred to there ('20.12.2'), '' where none is; a mention that refers to
    several articles is told once for each.
    """
    drafts: dict[str, _Draft] = {}
    for block, footnote in passages(report):
        for name in names_of_laws(block.text, report.identity):
            draft = drafts.setdefault(name.subject, _Draft(name.kind))
            if name.kind == "constitutional-law":
                draft.kind = name.kind
            draft.year = draft.year or name.year
            draft.names.setdefault(name.text)
            draft.names.setdefault(name.printed)
            draft.places.append(mention(block, footnote, name.start, name.end))
            for alias in _aliases(block.text, name):
                draft.names.setdefault(alias)
    return _finish(report, _merge(drafts))


def names_of_laws(text: str, identity: Identity) -> Iterator[_Name]:
    """The names of acts in a text, from left to right. Of a list of codes each one is told."""
    row = words(text)
    free = 0
    for at, word in enumerate(row):
        noun = singular(word.text)
        if word.start < free or noun not in _heads() or not word.capital:
            continue
        for name in _names_at(text, row, at, noun, identity):
            yield name
            free = max(free, name.end)


def _names_at(text: str, row: tuple[Word, ...], at: int, noun: str, identity: Identity) -> Iterator[_Name]:
    head = _heads()[noun]
    first = _left(row, at)
    end, title = _title(text, row, at, head, identity)
    number = _NUMBER.match(text, end) if noun != "Constitution" and not title else None
    if number and not _YEAR.fullmatch(number[1]):
        end = number.end()
        later, title = _title_at(text, row, end, head)
        end = later or end
    before = [strip_possessive(word.text) for word in row[first:at]]
    bare = head["bare"] and any(word not in _listed("ranks") for word in before)
    if noun != "Constitution" and not (title or bare or (number and not _YEAR.fullmatch(number[1]))):
        return
    year = _year(text, row, first, end)
    for start in _starts(row, first, at):
        printed = _printed(text, row, start, at, noun, end)
        if _international(printed):
            continue
        name = without_country(printed, identity)
        yield _Name(name, printed, _subject(name, noun), _kind(name, noun), year, row[start].start, end)


def _left(row: tuple[Word, ...], at: int) -> int:
    """Index of the first capital word that belongs to the noun; 'Civil and Tax Codes' is one run."""
    first = at
    plural = row[at].text != singular(row[at].text)
    while first > 0 and row[first].joined:
        word = row[first - 1]
        if word.capital and not outside(word.text) and not _YEAR.fullmatch(word.text):
            if ends_name(word.text):
                break
            first -= 1
        elif plural and word.text == "and" and first > 1 and row[first - 2].capital and first < at:
            first -= 1
        else:
            break
    return first


def _starts(row: tuple[Word, ...], first: int, at: int) -> list[int]:
    """Where the names in a run begin: one, or one behind each 'and' of 'Civil and Tax Codes'."""
    return [first] + [i + 1 for i in range(first, at) if row[i].text == "and"]


def _printed(text: str, row: tuple[Word, ...], start: int, at: int, noun: str, end: int) -> str:
    """The name that begins at word ``start``, its noun in the singular."""
    stop = next((i for i in range(start, at) if row[i].text == "and"), at)
    before = text[row[start].start : row[stop - 1].end] + " " if stop > start else ""
    return before + noun + text[row[at].end : end]


def _title(
    text: str, row: tuple[Word, ...], at: int, head: dict[str, Any], identity: Identity
) -> tuple[int, bool]:
    """Where the name ends behind its noun, and whether a title stands there."""
    end = row[at].end
    country = re.compile(rf" of (?:the )?(?:Republic of )?{re.escape(identity.country_name)}\b")
    if identity.country_name and (found := country.match(text, end)):
        end = found.end()
    later, title = _title_at(text, row, end, head)
    return (later, True) if title else (end, False)


def _title_at(text: str, row: tuple[Word, ...], end: int, head: dict[str, Any]) -> tuple[int, bool]:
    """The end of the title that opens right behind ``end``: of capital words, or a few small ones."""
    at = next((i for i, word in enumerate(row) if word.start >= end), len(row))
    if at >= len(row) or text[end : row[at].start] != " " or row[at].text.lower() not in head["titles"]:
        return 0, False
    amending = at + 1 < len(row) and row[at + 1].text.startswith(("Amend", "amend", "Changes"))
    stop = _capitals(row, at + 1, amending)
    if stop == at + 1 and head["small"]:
        stop = _small_letters(row, at + 1)
    return (row[stop - 1].end, True) if stop > at + 1 else (0, False)


def _capitals(row: tuple[Word, ...], at: int, amending: bool) -> int:
    """Index behind the title of capital words that begins at ``at`` (``at`` itself where none does)."""
    stop, i = at, at
    while i < len(row) and (row[i].joined or row[i].gap in (", ", " “", ' "')):
        word = row[i]
        if word.gap == ", " and not _listing(row, i):
            break
        noun = singular(word.text) in _heads()
        if word.capital and not (noun and not amending and i > at) and not _opens_act(row, i, amending):
            stop = i = i + 1
        elif connects(word.text) or word.text in ("the", "and", "or", "with", "its"):
            i += 1
        else:
            break
    return stop


def _opens_act(row: tuple[Word, ...], at: int, amending: bool) -> bool:
    """Whether another act begins at this word: '… and Criminal Code', '… and the Media Law'."""
    if amending or at == 0 or row[at - 1].text not in ("and", "the", "or"):
        return False
    run = at
    while run < len(row) and row[run].capital and (run == at or row[run].joined):
        if singular(row[run].text) in _heads():
            return True
        run += 1
    return row[at - 1].text == "the" and at > 1 and row[at - 2].text == "and"


def _listing(row: tuple[Word, ...], at: int) -> bool:
    """Whether the comma before ``at`` parts items of one title: '…, Meetings and Rallies' to its 'and'."""
    for i in range(at, min(at + 8, len(row))):
        if singular(row[i].text) in _heads() or row[i].text == "the":
            return False
        if row[i].text == "and":
            return i + 1 < len(row) and row[i + 1].capital and not _opens_act(row, i + 1, amending=False)
        if not row[i].capital or (row[i].gap not in (" ", ", ")):
            return False
    return False


def _small_letters(row: tuple[Word, ...], at: int) -> int:
    stop, ends = at, _listed("title-ends")
    while stop < min(len(row), at + 7) and row[stop].joined and row[stop].text not in ends:
        stop += 1
    while stop > at and (connects(row[stop - 1].text) or row[stop - 1].text == "the"):
        stop -= 1
    return stop if any(row[i].text != "the" for i in range(at, stop)) else at


def _year(text: str, row: tuple[Word, ...], first: int, end: int) -> int | None:
    """The year that the place gives the act: 'the 2012 Law', 'Act, 2011', 'Decree No 5 of 3 May 2021'."""
    if first and row[first].joined and _YEAR.fullmatch(row[first - 1].text):
        return int(row[first - 1].text)
    if found := _DATED.match(text, end) or _YEAR_BEHIND.match(text, end):
        return int(found[1])
    return None


def _aliases(text: str, name: _Name) -> Iterator[str]:
    """The short name in brackets behind a name: '(Election Law, last amended …)', '(“LPP”)'."""
    found = _BRACKET.match(text, name.end)
    if not found:
        return
    alias = found[1].strip(" “”\"‘’'")
    row = words(alias)
    if not row or len(row) > 6:
        return
    nouns = any(singular(word.text) in _heads() for word in row if word.capital)
    short = len(row) == 1 and row[0].acronym
    if (nouns and not any(c.isdigit() for c in alias)) or (short and initials_fit(alias, name.text.split())):
        yield alias


def _subject(name: str, noun: str) -> str:
    """What two names of one act have in common, whatever the order of their words."""
    return " ".join([_family(noun), *sorted(_topic(name, noun))])


def _family(noun: str) -> str:
    return "law" if noun in ("Act", "Statute") else noun.lower()


def _topic(name: str, noun: str) -> list[str]:
    """The words of a name that tell what the act is about."""
    before, _, behind = name.partition(noun)
    ranks = {fold(rank) for rank in _listed("ranks")}
    behind = re.sub(r"^ (?:No|Nr)\.? ?[\d/-]+", "", behind) if re.search(r"[a-z]{3}", behind) else behind
    return [word for word in fold(before).split() if word not in ranks] + fold(behind).split()


def _key(name: str, kind: str) -> str:
    """The same for 'Media Law' and 'Law on Media', for 'Code of Fisheries' and 'Fisheries Code'."""
    noun = next(noun for noun in _heads() if noun in map(singular, name.split()))
    topic = "-".join(_topic(name, noun))
    if not topic or kind in ("decree", "resolution", "regulation"):
        return slug(name)
    return f"law-on-{topic}" if _family(noun) == "law" else f"{topic}-{_family(noun)}"


def _merge(drafts: dict[str, _Draft]) -> list[_Draft]:
    """Drafts that share a name (as printed, or as one of them is called in brackets) become one."""
    merged: dict[str, _Draft] = {}
    for draft in drafts.values():
        same = next((merged[fold(name)] for name in draft.names if fold(name) in merged), draft)
        if same is not draft:
            same.names.update(draft.names)
            same.year = same.year or draft.year
            same.places += draft.places
        merged.update((fold(name), same) for name in draft.names)
    return list({id(draft): draft for draft in merged.values()}.values())


def _finish(report: Report, drafts: list[_Draft]) -> tuple[Law, ...]:
    laws = [_law(draft, report.identity) for draft in drafts]
    known = {alias: law.key for law in laws for alias in (law.name, *law.aliases)}
    again = Mentions(known).find(report)
    found = []
    for law, draft in zip(laws, drafts, strict=True):
        mentions = together(again.get(law.key, ()), draft.places)
        found.append(replace(law, mentions=tuple(each for one in mentions for each in _articles(one))))
    return tuple(sorted(found, key=lambda law: law.mentions[0].span))


def _law(draft: _Draft, identity: Identity) -> Law:
    names = list(draft.names)
    titled = [name for name in names if re.search(r"\b(?:Law|Code|Act)\b.* (?:[Oo]n|of) ", name)]
    name = (titled or names)[0]
    small = [f"{alias[0].lower()}{alias[1:-3]}law" for alias in names if re.fullmatch(r"\w+ Law", alias)]
    aliases = tuple(alias for alias in [*names, *small] if alias != name)
    return Law(f"{identity.country}/{_key(name, draft.kind)}", name, draft.kind, draft.year, aliases)


def _articles(mention: Mention) -> list[Mention]:
    """The mention with the article that stands beside it; once for each of several articles."""
    text, offsets = mention.sentence.text, mention.sentence.passage.offsets
    start, end = bisect_left(offsets, mention.span.start), bisect_left(offsets, mention.span.end)
    found = _ARTICLE_BEFORE.search(text, 0, start) or _ARTICLE_BEHIND.match(text, end)
    numbers = re.findall(r"\d[\w.()-]*", found[1]) if found else []
    return [replace(mention, article=_balanced(number)) for number in numbers] or [mention]


def _balanced(number: str) -> str:
    """The article without marks of the sentence: '14.2)' → '14.2', '3(b)' as it is."""
    number = number.rstrip(".-")
    return number if number.count("(") == number.count(")") else number.rstrip(")")


def _kind(name: str, noun: str) -> str:
    kind = str(_heads()[noun]["kind"])
    rank = name.partition(noun)[0].split()[:1]
    return "constitutional-law" if kind == "law" and set(rank) & _listed("constitutional") else kind


def _international(name: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", name) for word in _listed("international"))


@cache
def _heads() -> dict[str, dict[str, Any]]:
    heads: dict[str, dict[str, Any]] = read_yaml("laws.yaml")["heads"]
    return heads


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(read_yaml("laws.yaml")[key])
