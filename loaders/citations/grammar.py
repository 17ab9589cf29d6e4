"""Runs of provisions: "paragraphs 7.5 and 7.6", "sections I.1.1.d and II.3", "Article 2, paragraph 3 (a)".

A run is read in one pass from its first provision word to the last number that belongs to it::

    run    = unit item { separator [unit] item }        paragraphs 3, 7.5 and Article 25
    item   = number [ dash number ]                     201-206
    number = head { part }                              II.3.1.e   7.1 (a)   3a)   25(b)   (7.5)
    deeper = item [","] lower-unit item                 Article 2, paragraph 3
    higher = item "of" higher-unit number               paragraph 3 of Article 2

A bracketed letter or figure after a separator goes on from the item before it: "7.1 (a) and (b)" are 7.1(a)
and 7.1(b).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ontology
from loaders.citations.numbers import Components, components


@dataclass(frozen=True, slots=True)
class Item:
    """One provision, or a range of them (``last`` is then its end, as printed in full).

    ``printed`` is its number as the report prints it, ``unit`` the provision word it stands under.
    """

    parts: Components
    printed: str
    unit: str
    last: Components | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Provisions named together at ``text[start:end]``; ``unit`` is its first provision word."""

    start: int
    end: int
    unit: str
    items: tuple[Item, ...]


@cache
def _units() -> dict[str, tuple[str, int]]:
    """Provision word in lower case -> the unit and its rank."""
    entries = ontology.read_yaml("citations/grammar.yaml")["units"]
    return {word: (unit, entry["rank"]) for unit, entry in entries.items() for word in entry["words"]}


_LETTERS = r"(?:[ivx]{1,5}|[a-z])(?![^\W_])"
_HEAD = rf"""(?:
    \(\s?(?:\d{{1,3}}(?:\.\d{{1,3}})*|{_LETTERS})\s?\)             # (b), (7.5)
  | (?!(?:19|20)\d\d(?![\d.]))\d{{1,4}}(?!\d|/\d|[.,]\d{{3}}\b|°)    # 7, but no year and no 1,000
  | (?:[IVX]{{1,5}}|[A-H](?=\.\s?\d)|ER(?=\.))(?![^\W\d_]|\d)         # II, B.1, ER.99
)"""
_AFTER_LETTER = r"(?=\s*(?:[,;:.)\]”\"]|$|(?:of|and|or|in|to)\b))"
_PART = rf"""(?:
    \.\d{{1,3}}(?!\d)                     # .5
  | \.{_LETTERS}                          # .b, .iii
  | (?<=[IVX])\.[A-H](?![^\W\d_])         # II.B
  | [ ]?\(\s?(?:\d{{1,3}}|{_LETTERS})\s?\)  # (3), (a)
  | [ ]?[a-z]\)                           # 3a)
  | [a-z](?![^\W_])                       # 3a
  | [ ](?:[ivx]{{1,5}}|[a-z]){_AFTER_LETTER} # 3.2 xiv
)"""
_AFTER_ROMAN = r"(?:(?<=[IVX])[.,]?[ ]?\d{1,2}(?!\d))?"  # I. 1.1, II 3
_NUMBER = re.compile(rf"{_HEAD}{_AFTER_ROMAN}{_PART}{{0,7}}", re.VERBOSE)
_LONE_LETTER = re.compile(rf"{_LETTERS}{_AFTER_LETTER}")
_NOT_A_PROVISION = re.compile(
    r"\s?(?:per\s?cent|percent|%|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|million|thousand|years|days|hours)\b|\s?%"
)
_AND = r"(?:and|or|as\s+well\s+as|together\s+with|in\s+conjunction\s+with|along\s+with)"
_SEPARATOR = re.compile(
    r"\.?(?:\s*\([a-z][a-z ,-]{2,40}\))?\s*"  # 9.2 (assembly) and 9.3
    rf"(?:,\s*(?:(?:{_AND}|&)(?=[\s(]))?|;\s*(?:and\b)?|{_AND}(?=[\s(])|&|/)"
    r"\s*(?:(?:also|in\s+particular|its|the|in|of\s+the)\s+){0,2}"
)
_DASH = re.compile(r"\s?[-–—‑]\s?|\s+(?:to|through)\s+")
_LOWER = re.compile(r"\.?\s*[,(]?\s*")
_HIGHER = re.compile(r"\s+of\s+(?:the\s+)?")
_TRAILING_POINT = re.compile(r"\.(?=\s*(?:,|[a-z&(]))")


@cache
def _unit_word() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_units(), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<word>{words})(?![^\W\d_])\.?\s*(?:[Nn]os?\.\s*)?", re.IGNORECASE)


def runs(text: str) -> Iterator[Run]:
    """The runs of provisions in ``text``, from left to right."""
    at = 0
    while match := _unit_word().search(text, at):
        run = _Reader(text, match).read()
        if run:
            yield run
        at = max(run.end if run else 0, match.end())


def run_at(text: str, at: int, unit: str) -> Run | None:
    """The run that starts with a bare number at ``at``, as if ``unit`` stood before it."""
    reader = _Reader(text, None, at, unit)
    return reader.read()


class _Reader:
    """Reads one run; ``at`` is where it has got to."""

    def __init__(self, text: str, opening: re.Match[str] | None, at: int = 0, unit: str = "") -> None:
        self.text = text
        self.items: list[Item] = []
        self.base: Components = ()  # what the items of a lower unit lie inside
        if opening:
            self.start, self.at = opening.start(), opening.end()
            self.unit, self.rank = _units()[opening["word"].lower()]
        else:
            self.start, self.at, self.unit, self.rank = at, at, unit, 2
        self.first_unit = self.unit

    def read(self) -> Run | None:
        if not self._item():
            return None
        while self._deeper() or self._next():
            pass
        self._inside_higher()
        return Run(self.start, self.at, self.first_unit, tuple(self.items))

    def _number(self, at: int) -> tuple[Components, str, int] | None:
        """The components of the number at ``at``, the number as printed, and where it ends."""
        match = _NUMBER.match(self.text, at)
        if not match and self.rank == 3:
            match = _LONE_LETTER.match(self.text, at)
        if not match or _NOT_A_PROVISION.match(self.text, match.end()):
            return None
        return components(match.group()), match.group().strip(), match.end()

    def _item(self) -> bool:
        number = self._number(self.at)
        if number is None:
            return False
        parts, printed, end = number
        if printed.startswith("(") and self.items and not self.base:
            parts = _continue(self.items[-1].last or self.items[-1].parts, parts)
        self._add(self.base + parts, printed, end)
        return True

    def _add(self, parts: Components, printed: str, end: int) -> None:
        last = None
        dash = _DASH.match(self.text, end)
        if dash and (upper := self._number(dash.end())):
            to, printed_to, end = upper
            last = _continue(parts, to) if printed_to.startswith("(") else self.base + to
            printed = f"{printed}-{printed_to}"
        elif dash and not parts[-1].isdigit() and (letter := _LONE_LETTER.match(self.text, dash.end())):
            last, end = (*parts[:-1], letter.group()), letter.end()
            printed = f"{printed}-{letter.group()}"
        self.items.append(Item(parts, printed, self.unit, last))
        self.at = end
        if point := _TRAILING_POINT.match(self.text, self.at):
            self.at = point.end()

    def _next(self) -> bool:
        """A further item after a separator, perhaps under a unit word of its own."""
        separator = _SEPARATOR.match(self.text, self.at)
        if not separator:
            return False
        before = self.at, self.unit, self.rank, self.base
        self.at = separator.end()
        if word := _unit_word().match(self.text, self.at):
            self.unit, self.rank = _units()[word["word"].lower()]
            self.at = word.end()
            self.base = ()
        if self._item() or (not word and self._lone_letter()):
            return True
        self.at, self.unit, self.rank, self.base = before
        return False

    def _lone_letter(self) -> bool:
        """ "I.3.1.a and b": a bare letter goes on from an item that ends in a letter."""
        match = _LONE_LETTER.match(self.text, self.at)
        previous = self.items[-1].parts
        if not match or previous[-1].isdigit():
            return False
        self._add((*previous[:-1], match.group()), match.group(), match.end())
        return True

    def _deeper(self) -> bool:
        """ "Article 2, paragraph 3": what follows lies inside the item before it."""
        between = _LOWER.match(self.text, self.at)
        word = _unit_word().match(self.text, between.end()) if between else None
        if not word or self.items[-1].last:
            return False
        unit, rank = _units()[word["word"].lower()]
        if rank <= self.rank or not (number := self._number_under(word.end(), rank)):
            return False
        holder = self.items.pop()
        self.base, self.unit, self.rank = holder.parts, unit, rank
        parts, printed, end = number
        self._add(self.base + parts, f"{holder.printed}, {printed}", end)
        return True

    def _number_under(self, at: int, rank: int) -> tuple[Components, str, int] | None:
        before, self.rank = self.rank, rank
        number = self._number(at)
        self.rank = before
        return number

    def _inside_higher(self) -> None:
        """ "paragraph 3 of Article 2": all that was read lies inside what follows."""
        while self.rank and (link := _HIGHER.match(self.text, self.at)):
            word = _unit_word().match(self.text, link.end())
            if not word:
                return
            unit, rank = _units()[word["word"].lower()]
            number = self._number(word.end())
            if rank >= self.rank or not number:
                return
            parts, printed, end = number
            self.items = [
                Item(parts + item.parts, f"{printed}, {item.printed}", unit, item.last and parts + item.last)
                for item in self.items
            ]
            self.first_unit, self.unit, self.rank, self.at = unit, unit, rank, end


def _continue(previous: Components, parts: Components) -> Components:
    """``(b)`` after ``7.1(a)`` is ``7.1(b)``; after ``7.1`` it would be inside it."""
    if len(previous) > 1 and previous[-1].isdigit() == parts[0].isdigit():
        return previous[:-1] + parts
    return previous + parts
