"""The names of domestic acts in a text: the Constitution, laws, codes, numbered decrees and decisions.

An act is recognised by the noun it is called by (``ontology/laws.yaml``) and by what stands around the noun:
a title behind it ('the Law on Rivers'), a subject before it ('the Fisheries Act') or a number. Treaties and
the texts of international bodies are left to :mod:`loaders.citations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.law_words import law_nouns, law_words, subject_of
from loaders.model import Identity
from loaders.names import (
    Word,
    connects,
    ends_name,
    fold,
    outside,
    person_title,
    singular,
    strip_possessive,
    without_country,
    words,
)
from ontology import read_yaml

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r",? (?:(?:No|Nos|no|Nr|N)\.? ?|№ ?)?(\d[\w/.-]*\w|\d+)(?! per cent)\b")
_DATED = re.compile(r",?(?: \([^)]*\))? (?:of|from|dated)(?: \d{1,2})?(?: [A-Z][a-z]+)? ((?:19|20)\d\d)\b")
_YEAR_BEHIND = re.compile(r",? \(?((?:19|20)\d\d)\b")
_QUOTES = {" “": "”", ' "': '"', " «": "»"}
"""What opens a title in quotation marks, and what closes it: the Law “On Rivers”."""
_ARTICLES = ("the", "The", "a", "A", "an", "An")


@dataclass(frozen=True, slots=True)
class LawName:
    """An act's name at one place, ``start`` to ``end``: as ``printed``, and as ``text`` without the country.

    ``subject`` is the same for every name of the act; ``year`` is the one that the place gives.
    """

    text: str
    printed: str
    subject: str
    kind: str
    year: int | None
    start: int
    end: int


def names_of_laws(text: str, identity: Identity) -> Iterator[LawName]:
    """The names of acts in a text: laws, codes and decrees from left to right, then the amendments that a
    constitution counts. Of a list of codes each one is told.
    """
    row = words(text)
    free = 0
    for at, word in enumerate(row):
        noun = singular(word.text)
        if word.start < free or noun not in law_nouns() or not word.capital:
            continue
        for name in _names_at(text, row, at, noun, identity):
            yield name
            free = max(free, name.end)
    yield from _of_a_constitution(text)


def _of_a_constitution(text: str) -> Iterator[LawName]:
    """'the First Amendment'; 'the Fourteenth and Twenty-Sixth Amendments' are two."""
    for several in _amendments().finditer(text):
        for found in re.finditer(rf"{_ordinals()}", several["which"]):
            start = several.start() + found.start()
            end = several.end() if found.end() == len(several["which"]) else start + len(found[0])
            name = f"{found[0]} Amendment"
            yield LawName(name, name, fold(name), "constitution", None, start, end)


def _names_at(text: str, row: tuple[Word, ...], at: int, noun: str, identity: Identity) -> Iterator[LawName]:
    head = law_nouns()[noun]
    first = _left(row, at)
    if _of_a_court(text, row[first].start, row[at].start, noun):
        return
    end, title = _title(text, row, at, head, identity)
    number = _NUMBER.match(text, end) if noun != "Constitution" and not title else None
    if number and not _YEAR.fullmatch(number[1]):
        end = number.end()
        later, title = _title_at(text, row, end, head)
        end = later or end
    before = [strip_possessive(word.text) for word in row[first:at]]
    bare = head["bare"] and any(word not in law_words("ranks") for word in before)
    if noun != "Constitution" and not (title or bare or (number and not _YEAR.fullmatch(number[1]))):
        return
    year = _year(text, row, first, end)
    for start in _starts(row, first, at):
        printed = _printed(text, row, start, at, noun, end)
        if _international(printed) or _in_title(text, row[start].start):
            continue
        name = without_country(printed, identity)
        yield LawName(name, printed, subject_of(name, noun), _kind(name, noun), year, row[start].start, end)


def _of_a_court(text: str, start: int, at: int, noun: str) -> bool:
    """Whether a court made the decision whose noun stands at ``at`` and whose name begins at ``start``:
    'Harbour Court Decision No. 3', 'Decision No. 3 of the Harbour Court', 'the Court … its Decision No. 3'.
    """
    data = read_yaml("laws.yaml")["of-courts"]
    if noun not in data["nouns"]:
        return False
    court = rf"\b(?:{'|'.join(data['courts'])})\b"
    behind = re.compile(rf"[^,;:.]{{0,20}}(?:\. ?\d[^,;:.]{{0,40}})? (?:of|by) the (?:[A-Z]\w+ )*{court}")
    sentence = text[:at].rpartition(". ")[2]
    own = re.search(r"\b(?:its|their|the court[’']s)(?: [\w-]+)? $", sentence) and re.search(court, sentence)
    return bool(own or re.search(court, text[start:at]) or behind.match(text, at))


def _left(row: tuple[Word, ...], at: int) -> int:
    """Index of the first capital word that belongs to the noun; 'Civil and Tax Codes' is one run."""
    first = at
    noun = singular(row[at].text)
    plural = row[at].text != noun
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
    one = not plural and first < at and law_nouns()[noun]["bare"]
    return _longer(row, first) if one else first


def _longer(row: tuple[Word, ...], first: int) -> int:
    """Index of the first word of a name that goes on before a small word: 'the 1990 Fishers with Boats Act',
    'the Rivers and Lakes Act'. It counts where an article or a year stands right before the whole, and where
    no other act, body or person is named in it.
    """
    i = found = first
    while i > 0 and row[i].gap in (" ", ", "):
        word = row[i - 1]
        if row[i].gap == ", " and not (word.capital and row[i].capital):
            break
        if word.text in _ARTICLES or _YEAR.fullmatch(word.text):
            found = i if row[i].capital else found
            if word.text != "the" or i < 2 or row[i - 2].text not in law_words("inside") - {"and"}:
                break
        elif word.capital:
            named = singular(word.text) in law_nouns() or word.text in law_words("of-others")
            other = named or word.acronym
            if other or ends_name(word.text) or outside(word.text) or person_title(word.text):
                break
        elif word.text not in law_words("inside"):
            break
        i -= 1
    return found


def _starts(row: tuple[Word, ...], first: int, at: int) -> list[int]:
    """Where the names in a run begin: one, or one behind each 'and' of 'Civil and Tax Codes'."""
    plural = row[at].text != singular(row[at].text)
    return [first] + [i + 1 for i in range(first, at) if plural and row[i].text == "and"]


def _printed(text: str, row: tuple[Word, ...], start: int, at: int, noun: str, end: int) -> str:
    """The name that begins at word ``start``, its noun in the singular."""
    plural = row[at].text != noun
    stop = next((i for i in range(start, at) if plural and row[i].text == "and"), at)
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
    if at >= len(row) or row[at].text.lower() not in head["titles"]:
        return 0, False
    opening = text[end : row[at].start]
    if opening not in (" ", *_QUOTES):
        return 0, False
    amending = at + 1 < len(row) and row[at + 1].text.startswith(("Amend", "amend", "Changes"))
    stop = _capitals(row, at + 1, amending)
    if stop == at + 1 and head["small"]:
        stop = _small_letters(row, at + 1)
    if stop == at + 1:
        return 0, False
    closing = _QUOTES.get(opening, "")
    return row[stop - 1].end + (text.startswith(closing, row[stop - 1].end) and len(closing)), True


def _capitals(row: tuple[Word, ...], at: int, amending: bool) -> int:
    """Index behind the title of capital words that begins at ``at`` (``at`` itself where none does)."""
    stop, i, inside = at, at, law_words("inside-titles") | law_words("loose")
    while i < len(row) and (row[i].joined or row[i].gap in (", ", " “", ' "')):
        word = row[i]
        if word.gap == ", " and not _listing(row, i):
            break
        noun = singular(word.text) in law_nouns()
        if word.capital and not (noun and not amending and i > at) and not _opens_act(row, i, amending):
            stop = i = i + 1
        elif (connects(word.text) or word.text in inside) and not _leaves_title(row, i):
            i += 1
        else:
            break
    return stop


def _leaves_title(row: tuple[Word, ...], at: int) -> bool:
    """Whether a month, or a body that acts, stands behind the small word: '… from May 2012'."""
    behind = row[at + 1].text if at + 1 < len(row) else ""
    return row[at].text in law_words("loose") and (
        behind in law_words("months") | law_words("of-others") or not behind[:1].isupper()
    )


def _opens_act(row: tuple[Word, ...], at: int, amending: bool) -> bool:
    """Whether another act begins at this word: '… and Criminal Code', '… and the Media Law'."""
    if amending or at == 0 or row[at - 1].text not in ("and", "the", "or"):
        return False
    run = at
    while run < len(row) and row[run].capital and (run == at or row[run].joined):
        if singular(row[run].text) in law_nouns():
            return True
        run += 1
    return row[at - 1].text == "the" and at > 1 and row[at - 2].text == "and"


def _listing(row: tuple[Word, ...], at: int) -> bool:
    """Whether the comma before ``at`` parts items of one title: '…, Meetings and Rallies' to its 'and'."""
    for i in range(at, min(at + 8, len(row))):
        if singular(row[i].text) in law_nouns() or row[i].text == "the":
            return False
        if row[i].text in ("and", "or"):
            return i + 1 < len(row) and row[i + 1].capital and not _opens_act(row, i + 1, amending=False)
        if not row[i].capital or (row[i].gap not in (" ", ", ")):
            return False
    return False


def _small_letters(row: tuple[Word, ...], at: int) -> int:
    stop, ends = at, law_words("title-ends")
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


def _kind(name: str, noun: str) -> str:
    kind = str(law_nouns()[noun]["kind"])
    rank = name.partition(noun)[0].split()[:1]
    return "constitutional-law" if kind == "law" and set(rank) & law_words("constitutional") else kind


def _international(name: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", name) for word in law_words("international"))


def _in_title(text: str, start: int) -> bool:
    """Whether the name is part of the title of an international text: 'Declaration on the Stability of …'."""
    opening = "|".join(law_words("titles-of-others"))
    return bool(re.search(rf"\b(?:{opening}) (?:the )?$", text[max(0, start - 80) : start]))


def _ordinals() -> str:
    return "|".join(sorted(law_words("ordinals"), key=len, reverse=True))


@cache
def _amendments() -> re.Pattern[str]:
    one = f"(?:{_ordinals()})"
    return re.compile(rf"\b(?P<which>(?:{one}(?:,? and |, ))*{one}) Amendments?\b(?! (?:Act|Bill|Law)\b)")
