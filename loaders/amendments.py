"""Amendments of laws with their dates: 'the 2018 amendments to the Election Law', 'last amended in May 2022'.

The ways of telling them are data (``ontology/amendments.yaml``). What has no year, is only proposed, or lies
in a period ('since 2015') is no amendment with a date, and is not told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.country_register import country_register
from loaders.dates import MOMENT, moments_at
from loaders.model import Amendment, Block, Law, Mention, Report, Sentence
from loaders.names import mention, passages, singular, together
from ontology import read_yaml

_Key = tuple[str | None, str]
"""Key of the law, and date."""


def find_amendments(report: Report, laws: Sequence[Law]) -> tuple[Amendment, ...]:
    """The amendments whose dates the report tells, with all places where it tells them, in the order of the
    first. ``laws`` are those found in the report; where law and date are the same, it is one amendment.
    """
    places: dict[_Key, list[Mention]] = {}
    known = _registered(laws)
    for block, footnote in passages(report):
        named = _Named(block, laws)
        for sentence in block.sentences:
            for law, date, start, end in _told(block.text, sentence, named):
                place = mention(block, footnote, start, end)
                places.setdefault((law, _closer(date, known.get(law, ()))), []).append(place)
    found = [Amendment(law, date, tuple(where)) for (law, date), where in _settled(places).items()]
    return tuple(sorted(found, key=lambda amendment: amendment.mentions[0].span))


def _registered(laws: Sequence[Law]) -> dict[str | None, tuple[str, ...]]:
    """The dates of amendments that the country's register has, by the keys of the laws."""
    found: dict[str | None, tuple[str, ...]] = {}
    for law in laws:
        register = country_register(law.key.partition("/")[0])
        entry = next((entry for name in (law.name, *law.aliases) if (entry := register.law(name))), None)
        found[law.key] = entry.amended if entry else ()
    return found


def _closer(date: str, known: Sequence[str]) -> str:
    """The one known date that lies in a month or year; the date itself where there is none, or several."""
    within = [other for other in known if other.startswith(date)]
    return within[0] if len(within) == 1 else date


def _settled(places: dict[_Key, list[Mention]]) -> dict[_Key, list[Mention]]:
    """'The 2018 amendments' alone are those of the one law that the report says was amended in 2018."""
    settled = {key: list(where) for key, where in places.items() if key[0]}
    for (law, date), where in places.items():
        if not law:
            same = [key for key in settled if key[0] and key[1] == date]
            settled.setdefault(same[0] if len(same) == 1 else (None, date), []).extend(where)
    return {key: list(together(where)) for key, where in settled.items()}


class _Named:
    """The laws named in a block, by their places in its text."""

    def __init__(self, block: Block, laws: Sequence[Law]) -> None:
        around, offsets = block.passage.span() if block.text else None, block.passage.offsets
        self.constitution = next((law.key for law in laws if law.kind == "constitution"), None)
        self.places = sorted(
            {
                (
                    bisect_left(offsets, each.span.start),
                    bisect_left(offsets, each.span.end),
                    law.key,
                    law.name,
                )
                for law in laws
                for each in law.mentions
                if around and around.start <= each.span.start and each.span.end <= around.end
            }
        )

    def masked(self, text: str) -> str:
        """The text, of the same length, with each law's name as a run of '§' that patterns can find."""
        for start, end, *_ in self.places:
            text = text[:start] + "§" * (end - start) + text[end:]
        return text

    def within(self, start: int, end: int) -> list[str]:
        """The keys of the laws named between two places."""
        return list(dict.fromkeys(key for a, b, key, _ in self.places if start <= a and b <= end))

    def before(self, at: int, called: str) -> list[str]:
        """The key of the last law named before ``at``; one with that noun, where ``called`` has one."""
        noun = called.split()[-1].title()
        fitting = [
            key
            for _, end, key, name in self.places
            if end <= at and (noun == "It" or noun in map(singular, name.split()))
        ]
        return fitting[-1:]


def _told(text: str, sentence: Sentence, named: _Named) -> Iterator[tuple[str | None, str, int, int]]:
    """Law, date, start and end of each amendment that a sentence tells; a longer telling hides one in it."""
    masked = named.masked(text)[: sentence.end]
    taken: list[tuple[int, int]] = []
    for pattern in _ways():
        for found in pattern.finditer(masked, sentence.start):
            start, end = found.span()
            if any(start < b and a < end for a, b in taken) or _not_yet().search(text, 0, start):
                continue
            dates = moments_at(text, found.start("dates"))
            laws = _laws(found, named)
            if dates and laws:
                taken.append((start, end))
                end = max(end, dates[-1].end)
                for date in dates:
                    for law in laws:
                        yield law, date.iso, start, end


def _laws(found: re.Match[str], named: _Named) -> Sequence[str | None]:
    """The laws of a telling: None where it speaks of legislation in general; empty where it tells nothing."""
    groups = found.groupdict()
    if groups.get("laws"):
        return named.within(*found.span("laws"))
    if groups.get("before"):
        return named.before(found.start(), groups["before"])
    if groups.get("sort") == read_yaml("amendments.yaml")["constitutional"]:
        return [named.constitution]
    return [None]


@cache
def _ways() -> list[re.Pattern[str]]:
    data = read_yaml("amendments.yaml")
    law = r"(?:(?:[A-Z][\w’'-]+’?s? )?§+[”\"]?)"
    which = r"(?:the )?(?:\d{4} )?"
    blanks = {
        "laws": rf"{which}(?P<laws>{law}(?:(?:,? and|,) (?:to )?{which}{law})*)",
        "dates": _dates(),
        **data["words"],
        **{name: rf"(?P<{name}>{data['words'][name]})" for name in ("sort", "before")},
    }
    ways = []
    for way in data["ways"]:
        for name, meant in blanks.items():
            way = way.replace(f"{{{name}}}", meant)
        ways.append(re.compile(way))
    return ways


@cache
def _not_yet() -> re.Pattern[str]:
    return re.compile(rf"\b{read_yaml('amendments.yaml')['words']['not yet']} $")


def _dates() -> str:
    part = rf"(?:{MOMENT}|(?:\d{{1,2}} )?[A-Z][a-z]+(?= (?:and|or) ))"
    return rf"(?P<dates>\b{part}(?:(?:,? and|,) (?:in |on )?{part})*)"
