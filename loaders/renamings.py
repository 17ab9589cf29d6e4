"""Where a text says that a body had another name before, or that one body took the place of another.

The ways of saying it are data (``ontology/renamings.yaml``). The old and the new name are two bodies, because
the reports of either time know but one of them; what one report tells leads from the one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from loaders.dates import MOMENT, moment
from loaders.names import Word, country_names, outside, stretch_before, strip_possessive
from ontology import read_yaml

_INNER = r"(?: (?:of|for|the|and|with|without|against))*"
_NAME = rf"[“\"‘]?(?P<{{}}>[^\W\d_a-z][\w’'-]*(?:{_INNER} (?:[^\W\d_a-z]|\d)[\w’'-]*){{{{0,7}}}})"
_NOUN = re.compile(r"[”\"’]? (?:party|movement|bloc|association|organi[sz]ation|coalition|alliance)$")
_OPENING = re.compile(rf"(?:^|[.;] )(?:In|On|Since) (?P<when>{MOMENT}),? (?:the )?[“\"‘]?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name at one place, ``start`` to ``end``."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """That ``old`` became ``new``; ``relation`` and ``when`` as in :class:`loaders.model.Renaming`."""

    old: Named
    new: Named
    relation: str
    when: str


def renamings(text: str, known: Callable[[str], object]) -> Iterator[Told]:
    """Every renaming that the text tells. ``known`` says whether a body of a name is found already: of the
    words before a cue, the longest name that is known is taken, and all of them where none is.
    """
    for rule, pattern in _rules():
        for found in pattern.finditer(text):
            behind = _named(found, "name")
            before = _named(found, "other") if rule.get("both") else _name_before(text, found.start(), known)
            if before and behind and before.name != behind.name:
                when = found.groupdict().get("when") or _opening(text, before.start)
                old, new = (behind, before) if rule["order"] == "new-old" else (before, behind)
                yield Told(old, new, rule["relation"], moment(when) if when else "")


def _named(found: re.Match[str], group: str) -> Named | None:
    name = strip_possessive(found[group])
    first = name.split()[0]
    return (
        None
        if outside(first) or name in country_names()
        else Named(name, found.start(group), found.start(group) + len(name))
    )


def _name_before(text: str, at: int, known: Callable[[str], object]) -> Named | None:
    """The name that ends at ``at``, or before a noun in small letters that ends there: 'the Tide party'."""
    if noun := _NOUN.search(text, max(0, at - 20), at):
        at = noun.start()
    elif text[at - 1 : at] in ("”", '"', "’"):
        at -= 1
    row = stretch_before(text, at)
    names = [_joined(text, row[i:]) for i, word in enumerate(row) if word.capital]
    return next((name for name in names if known(name.name)), names[0] if names else None)


def _joined(text: str, row: list[Word]) -> Named:
    return Named(text[row[0].start : row[-1].end], row[0].start, row[-1].end)


def _opening(text: str, start: int) -> str:
    """The date that opens the sentence in which the name at ``start`` stands first: 'In 2022, Tide …'."""
    found = _OPENING.search(text, max(0, start - 40), start)
    return found["when"] if found else ""


@cache
def _rules() -> list[tuple[dict[str, str], re.Pattern[str]]]:
    blanks = {
        "{name}": "(?:the )?" + _NAME.format("name"),
        "{other}": "(?:the )?" + _NAME.format("other"),
        "{when}": f"(?P<when>{MOMENT})",
    }
    rules = []
    for rule in read_yaml("renamings.yaml")["renamings"]:
        find = rule["find"]
        for blank, meant in blanks.items():
            find = find.replace(blank, meant)
        rules.append((rule, re.compile(find)))
    return rules
