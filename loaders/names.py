"""Proper names in running text: the words they are made of, where they end, how they are abbreviated,
and where they are mentioned again. Shared by :mod:`loaders.bodies` and :mod:`loaders.laws`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from babel import Locale

from loaders.model import Block, Mention, Report
from ontology import read_yaml


class InCountry(Protocol):
    """What names are read against: the country's ISO 3166-1 code in lower case and its English name."""

    @property
    def country(self) -> str: ...

    @property
    def country_name(self) -> str: ...


_WORD = re.compile(r"[^\W_](?:[\w/’'&‑–-]|\.(?=\w))*")
_POSSESSIVE = re.compile(r"[’']s?$")
UPPER = "A-ZÀ-ÖØ-ÞĀ-ſȘȚƏ"
"""Capital letters, for a set in a regular expression (a few small letters of the same ranges slip in)."""

_TRAILING = "’'-–‑/&"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text[start:end]``; ``gap`` is what stands between it and the word before."""

    text: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it is written as (part of) a name: 'Tribune', 'TV7', '7Channel', 'bTide'."""
        first, second = self.text[0], self.text[1:2]
        return first.isupper() or second.isupper() or (first.isdigit() and any(map(str.isupper, self.text)))

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals throughout, but for a plural's s: 'TEC', 'TECs'."""
        return len(self.text) > 1 and self.text.rstrip("s").replace("/", "").isupper()

    @property
    def joined(self) -> bool:
        """Whether nothing but a blank parts it from the word before."""
        return self.gap == " "


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text. Marks that end a word are not part of it; the possessive is."""
    found, last = [], 0
    for match in _WORD.finditer(text):
        word = match[0].rstrip(_TRAILING)
        end = match.start() + len(word)
        if text[end : end + 1] in ("’", "'") and word.endswith("s"):
            word, end = text[match.start() : end + 1], end + 1  # "observers’": the apostrophe belongs to it
        found.append(Word(word, match.start(), end, text[last : match.start()]))
        last = end
    return tuple(found)


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(read_yaml("names.yaml")[key])


def outside(word: str) -> bool:
    """Whether a capital word belongs to no name ('Several', 'March')."""
    return word.lower() in _listed("outside") or word.endswith(tuple(_listed("outside-endings")))


def connects(word: str) -> bool:
    """Whether a small word may stand inside a name ('of')."""
    return word in _listed("connectors")


def person_title(word: str) -> bool:
    """Whether a word goes before the name of a person ('Mr', 'Judge'), with or without its full stop."""
    return word.rstrip(".") in _listed("person-titles")


def title_pattern() -> str:
    """A regular expression without groups for a title before the name of a person."""
    return "|".join(sorted(map(re.escape, _listed("person-titles")), key=len, reverse=True))


def ends_name(word: str) -> bool:
    """Whether a possessive ends the name it stands in: "Varland’s" does, "People’s" and "Fishers’" do not."""
    bare = strip_possessive(word)
    return bare != word and word[-1] == "s" and bare not in _listed("possessives")


def strip_possessive(name: str) -> str:
    """'Supreme Court’s' → 'Supreme Court'; a plural's bare apostrophe goes as well."""
    return _POSSESSIVE.sub("", name)


def slug(name: str) -> str:
    """The name in the letters that addresses are made of: 'Val Žor’s' → 'val-zors'."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^\w]+", "-", re.sub(r"[’']", "", plain)).strip("-")


def singular(word: str) -> str:
    """The singular of an English noun in a name: 'Commissions' → 'Commission', 'Ministries' → 'Ministry'."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eaus"):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A form in which two spellings of one name are equal: small letters, singular, without articles."""
    spelled = read_yaml("names.yaml")["spellings"]
    plain = slug(strip_possessive(name)).split("-")
    kept = (singular(word) for word in plain if word not in ("the", "of", "on", "in", "for", "and"))
    return " ".join(spelled.get(word, word) for word in kept)


@cache
def country_names() -> frozenset[str]:
    """The English names of the world's countries (Unicode CLDR)."""
    territories = Locale("en").territories
    return frozenset(name for code, name in territories.items() if code.isalpha())


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes of the world's currencies (Unicode CLDR)."""
    return frozenset(Locale("en").currencies)


def is_money(text: str, start: int, end: int) -> bool:
    """Whether a currency's code stands beside a figure: 'XAU 2,500', '3 million XAU'. Parties and media have
    such abbreviations as well.
    """
    beside = re.match(r"\s\d", text[end : end + 2]) or re.search(r"\d(?: [mb]illion)? $", text[:start])
    return text[start:end] in currencies() and bool(beside)


def without_country(name: str, identity: InCountry) -> str:
    """``name`` without a closing 'of (the Republic of) <the report's country>', by any English name."""
    others = read_yaml("countries.yaml").get(identity.country, [])
    country = f"(?:{'|'.join(map(re.escape, (identity.country_name, *others)))})"
    state = "(?:[A-Z]\\w+ )?(?:Republic|Kingdom|State|Federation|Principality|Duchy|Commonwealth)"
    tail = rf",? (?:of|in) (?:the )?(?:{state} of (?:the )?)?{country}$"
    return re.sub(tail, "", name) if identity.country_name else name


def passages(report: Report) -> Iterator[tuple[Block, int | None]]:
    """All blocks of the body with None, then the footnotes with their numbers."""
    for block in report.blocks:
        yield block, None
    for note in report.footnotes:
        yield note.block, note.number


def words_before(text: str, end: int, limit: int) -> tuple[Word, ...]:
    """The last words of the text before ``end``, ``limit`` of them at most."""
    row = words(text)
    last = bisect_right(row, end, key=lambda word: word.end)
    return row[max(last - limit, 0) : last]


def stretch_before(text: str, end: int, limit: int = 14) -> list[Word]:
    """The words of the name that ends right before ``end``: capitals, and small words between them."""
    row = words_before(text, end, limit)
    taken: list[Word] = []
    following = end
    for word in reversed(row):
        between = text[word.end : following]
        small = connects(word.text) or word.text in ("the", "and") or (not taken and _numeral(word.text))
        if between.strip(' “"') or not (word.capital or small):
            break
        taken.insert(0, word)
        following = word.start
    while taken and (not taken[0].capital or outside(taken[0].text)):
        taken.pop(0)
    closed = taken and (taken[-1].capital or (_numeral(taken[-1].text) and taken[-2].capital))
    return taken if closed else []


def _numeral(word: str) -> bool:
    """Whether a number may close a name: 'TIDE 31'. A year may not."""
    return word.isdigit() and len(word) < 3


def initials_fit(short: str, name: Iterable[str]) -> bool:
    """Whether the letters of an abbreviation stand in the name in order, the first one at its beginning.

    A letter may stand for a small word or for a part of a hyphenated one: 'RFoM', 'OSCE'.
    """
    letters = re.sub(r"[^a-z]", "", slug(short.rstrip("s")))
    parts = [slug(part) for word in name for part in re.split(r"[-‑–/]", word) if slug(part)]
    if not letters or not parts or parts[0][0] != letters[0]:
        return False
    at = 0
    for part in parts:
        if at < len(letters) and part[0] == letters[at]:
            at += 1
    return at == len(letters)


class Mentions:
    """Finds names that are known already, longest first, in all passages of a report."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        """``keys``: what to find, as printed, and the key of what it names."""
        self._by_opening: dict[str, list[tuple[str, str]]] = {}
        for name in sorted(keys, key=len, reverse=True):
            if opening := words(name):
                self._by_opening.setdefault(_opening(opening[0].text), []).append((name, keys[name]))

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and key of each name in the text; a name inside a longer one is not told."""
        free = 0
        for word in words(text):
            if word.start < free:
                continue
            for name, key in self._by_opening.get(_opening(word.text), ()):
                end = word.start + len(name)
                if text.startswith(name, word.start) and not text[end : end + 1].isalnum():
                    yield word.start, end, key
                    free = end
                    break

    def find(self, report: Report) -> dict[str, list[Mention]]:
        """The mentions of each key."""
        found: dict[str, list[Mention]] = {}
        for block, footnote in passages(report):
            for start, end, key in self.spans(block.text):
                found.setdefault(key, []).append(mention(block, footnote, start, end))
        return found


def mention(block: Block, footnote: int | None, start: int, end: int) -> Mention:
    """The mention at ``block.text[start:end]``."""
    return Mention(block.passage.span(start, end), block.sentence_at(start), footnote)


def together(*groups: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions in the order of the text; of those that overlap, the ones of the earlier group stay."""
    kept: list[Mention] = []
    for group in groups:
        kept += [one for one in group if not any(one.span.overlaps(other.span) for other in kept)]
    return tuple(sorted(kept, key=lambda one: one.span))


def _opening(word: str) -> str:
    return re.split(r"[-’'–./&]", word, maxsplit=1)[0]
