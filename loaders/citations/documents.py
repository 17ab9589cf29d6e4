"""Which document is meant: the key of one of a family, and the edition of one that has several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from loaders.citations import families
from loaders.citations.dictionary import Words, dictionary
from loaders.citations.families import Family
from loaders.citations.leading import MONTHS, Leading
from loaders.citations.register import Register

_DATE_BEHIND = re.compile(
    r"[\s,]*(?:\([^()\d]{0,40}\))?[\s,]*(?:\(|from|of|dated|(?:adopted|issued|published)(?:\s+(?:on|in))?)?\s*"
    rf"(?:\d{{1,2}}\s+)?(?:(?:{MONTHS})[\s,]+)?((?:19|20)\d\d)\b"
)
_PAPER = re.compile(r"CDL-AD\((\d{4})\)(\d{3})")


@dataclass(frozen=True)
class Documents:
    """Tells documents apart for one report: ``country`` is its own (alpha-3, '' where unknown), ``issued``
    the year it was issued in."""

    register: Register
    country: str = ""
    issued: int | None = None

    def key_in_family(
        self, family: Family, groups: Mapping[str, str], lead: Leading, text: str, end: int
    ) -> tuple[str | None, str]:
        """The key of a document of a family, or None and the name of the part of the key that is not printed.

        ``groups`` are those its pattern found, ``lead`` is what leads its name, ``end`` where the name ends.
        """
        filled = {part: self._part(part, family, groups, lead, text, end) for part in family.parts}
        missing = next((part for part, value in filled.items() if not value), "")
        return (None, missing) if missing else (self._by_name(family, filled), "")

    def _part(
        self, part: str, family: Family, groups: Mapping[str, str], lead: Leading, text: str, end: int
    ) -> str:
        if part == "year":
            return _year(groups, lead, text, end)
        if part == "country":
            named = families.country_codes().get(groups.get("country", ""), self.country)
            return groups.get("iso3", named)
        if part == "body":
            return self._body(groups, lead.bodies, family)
        if part == "subject":
            return _subject(family, groups.get("subject", ""))
        if part == "type":
            return _type(family, groups.get("type", ""))
        return groups.get(part, "")

    def _body(self, groups: Mapping[str, str], bodies: list[str], family: Family) -> str:
        if acronym := groups.get("acronym"):
            return "cescr" if acronym == "E" else acronym.lower()
        if issuer := groups.get("by") or groups.get("committee"):
            found = dictionary(self.register).longest(Words(issuer), 0)
            bodies = [found[1].body if found else "", *bodies]
        return next(filter(None, bodies), family.defaults.get("body", ""))

    def _by_name(self, family: Family, filled: Mapping[str, str]) -> str:
        """The key of a family's document; one that the register has under a name of its own gets that key."""
        key = family.key_of(filled)
        if family.name == "venice-commission-paper":
            return _papers(self.register).get((filled["year"], int(filled["number"])), key)
        return _renamed(self.register).get(key, key)

    @property
    def committees(self) -> tuple[str, ...]:
        """The committees that write general comments ('ccpr', 'cedaw')."""
        return _committees()

    def edition(self, key: str, year: int | None) -> str:
        """The edition of ``key`` meant: that of the year printed, else the newest there was when the report
        was issued."""
        editions = list(self.earlier(key))
        instruments = self.register.instruments
        if len(editions) == 1:
            return key
        of_year = next((e for e in editions if year in instruments[e].years), None)
        bound = year or self.issued
        in_time = (e for e in editions if bound is None or (instruments[e].year or 0) <= bound)
        return of_year or next(in_time, editions[-1])

    def earlier(self, key: str) -> Iterator[str]:
        """A key and those of its earlier editions."""
        while key:
            yield key
            key = self.register.instrument(key).supersedes

    def editions_around(self, key: str) -> set[str]:
        """A key and those of its earlier and later editions."""
        return {*self.earlier(key), *_later(self.register).get(key, ())}

    def year_slip(self, key: str, year: int | None) -> str:
        """'year 1991' where an instrument is not rightly cited by that year."""
        instrument = self.register.instruments.get(key)
        wrong = year and instrument and instrument.years and year not in instrument.years
        return f"year {year}" if wrong else ""


def _year(groups: Mapping[str, str], lead: Leading, text: str, end: int) -> str:
    if printed := groups.get("year"):
        return str(families.full_year(printed))
    if lead.years:
        return str(lead.years[0])
    behind = _DATE_BEHIND.match(text, end)
    return behind[1] if behind else ""


def _subject(family: Family, words: str) -> str:
    folded = words.casefold()
    found = (slug for slug, cues in family.subjects.items() if any(cue in folded for cue in cues))
    return next(found, family.defaults.get("subject", ""))


def _type(family: Family, word: str) -> str:
    last = word.casefold().split()[-1] if word else ""
    return last if last in family.types else family.defaults.get("type", "")


@cache
def _papers(register: Register) -> dict[tuple[str, int], str]:
    """Venice Commission papers that the register has by name: year and number -> key."""
    return {
        (match[1], int(match[2])): instrument.key
        for instrument in register.instruments.values()
        for symbol in (instrument.symbol, *(alias.name for alias in instrument.aliases))
        if (match := _PAPER.match(symbol))
    }


@cache
def _renamed(register: Register) -> dict[str, str]:
    """The key a document would have in its family -> the key it has by name."""
    return {i.series_key: i.key for i in register.instruments.values() if i.series_key}


@cache
def _committees() -> tuple[str, ...]:
    return tuple(dict.fromkeys(issuer["body"] for issuer in families.issuers_data() if "body" in issuer))


@cache
def _later(register: Register) -> dict[str, list[str]]:
    later: dict[str, list[str]] = {}
    for instrument in register.instruments.values():
        later.setdefault(instrument.supersedes, []).append(instrument.key)
    return later
