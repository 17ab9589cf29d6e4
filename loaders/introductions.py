"""Every way in which a report introduces bodies, brought together; and the institutions, observation missions
and international organisations that need no introduction (``ontology/bodies.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from loaders.appositions import (
    glossed,
    listed,
    media_together,
    monitored,
    named_beside,
    small_courts,
    websites,
)
from loaders.body_brackets import abbreviated
from loaders.body_nouns import by_noun
from loaders.body_words import Introduction, listed_words
from loaders.model import Identity
from loaders.names import Mentions
from loaders.told_by import told_by
from ontology import read_yaml


def introductions(text: str, identity: Identity) -> Iterator[Introduction]:
    """Every body that the text introduces; one body may be told several times."""
    known = list(international(text, identity.country_name))
    yield from known
    yield from institutions(text, identity)
    yield from missions(text)
    by_words = list(_without_parts([*by_noun(text, identity.country_name), *abbreviated(text)], known))
    yield from by_words
    for way in (glossed, named_beside, listed, media_together, monitored, small_courts, websites, told_by):
        yield from (one for one in way(text) if not _cut_short(one, by_words))


def _cut_short(one: Introduction, whole: list[Introduction]) -> bool:
    """Whether it is what a list leaves of one of the whole names, parted at their 'and': 'Radio' of 'Radio
    and Television of Varland (RTV)', or the rest of it.
    """
    return any(
        (one.start == name.start and one.end < name.end and " and " in name.name)
        or (one.end == name.end and one.start > name.start and bool(name.abbreviation))
        for name in whole
    )


def _without_parts(found: list[Introduction], known: list[Introduction]) -> Iterator[Introduction]:
    """The names that are no part of another: of those that begin at one place, or have one abbreviation
    behind them, the longest; and none that begins or stands where the name of a known organisation does.
    """
    taken = {one.start for one in known if " " in one.name and one.end - one.start > 12}
    longest = {one.start: max(o.end for o in found if o.start == one.start) for one in found}
    for one in found:
        first = min([one.start, *(o.start for o in found if o.abbreviation and o.end == one.end)])
        short = bool(one.abbreviation) and first < one.start
        inside = any(whole.start < one.start and one.end <= whole.end for whole in known)
        if one.end == longest[one.start] and one.start not in taken and not short and not inside:
            yield one


def international(text: str, country: str = "") -> Iterator[Introduction]:
    """Organisations of ``ontology/bodies.yaml``, by their names and abbreviations; their organs under their
    own name, and their branch in the country, which is an organisation of that country.
    """
    documents = tuple(f" {word}" for word in listed_words("documents"))
    for start, end, key in _register().spans(text):
        entry = _entries()[key]
        branch = re.compile(rf" (?:in )?{re.escape(country) or '(?!)'}\b").match(text, end)
        organ = next((f" {word}" for word in listed_words("organs") if text.startswith(f" {word}", end)), "")
        if entry.get("branches") and branch:
            yield Introduction(key + branch[0], "civil-society", start, branch.end())
        elif organ:
            yield Introduction(key, "international-organisation", start, end + len(organ), *_forms(entry, ""))
        elif not text.startswith(documents, end):
            yield Introduction(
                key, "international-organisation", start, end, *_forms(entry, text[end : end + 16])
            )


def _forms(entry: dict[str, Any], behind: str) -> tuple[str, tuple[str, ...]]:
    """Abbreviation and other names of an entry; an ambiguous abbreviation only where the text gives it."""
    asked = [short for short in entry.get("ask", []) if behind.lstrip("’s ").startswith(f"({short}")]
    shorts = [*entry.get("short", []), *asked]
    return (shorts[0] if shorts else ""), (*shorts, *entry.get("aliases", []))


def institutions(text: str, identity: Identity) -> Iterator[Introduction]:
    """Institutions that every country has under one name: the parliament, the President, the Government."""
    country = identity.country_name
    article = "the " if country.split()[:1] and country.split()[0] in listed_words("with-article") else ""
    for entry, find in _plain(country):
        if identity.country not in entry.get("countries", [identity.country]):
            continue
        for found in find.finditer(text):
            if _in_quotation(text, found.start()):
                continue
            name = entry["name"].replace("{country}", article + country) or found[0]
            aliases = tuple(alias.replace("{country}", country) for alias in entry["aliases"])
            yield Introduction(name, entry["kind"], *found.span(), "", aliases)


def missions(text: str) -> Iterator[Introduction]:
    """The observation missions: 'the ODIHR EOM', 'an Election Observation Mission'."""
    for short, name, find in _missions():
        for found in find.finditer(text):
            sender = found["sender"].strip()
            whole = f"{sender} {name}".strip()
            aliases = tuple(dict.fromkeys((short, name, f"{sender} {short}".strip(), found[0])))
            usual = read_yaml("bodies.yaml")["senders"].get(sender, sender)
            own = f"{usual} {name}" if sender else ""
            yield Introduction(whole, "international-organisation", *found.span(), short, aliases, own)


def _in_quotation(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in read_yaml("bodies.yaml")["international"]}


@cache
def _register() -> Mentions:
    names: dict[str, str] = {}
    for name, entry in _entries().items():
        names |= dict.fromkeys((name, *entry.get("short", []), *entry.get("aliases", [])), name)
    return Mentions(names)


@cache
def _plain(country: str) -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    rows = read_yaml("bodies.yaml")["plain"]
    escaped = re.escape(country) or "(?!)"
    return tuple((row, re.compile(row["find"].replace("{country}", escaped))) for row in rows)


@cache
def _missions() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = read_yaml("bodies.yaml")
    return tuple(
        (
            short,
            name,
            re.compile(
                rf"\b(?P<sender>{data['sender']})(?<!International )(?<!Limited )(?:{name}|{short})\b"
            ),
        )
        for short, name in data["missions"].items()
    )
