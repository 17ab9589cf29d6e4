"""The dictionary of names: instruments, judgments and issuers, and where a text names them.

Names are compared word by word. Small words ("of", "the", "on"), apostrophes, hyphens and a plural s do not
count, so that "Convention for Elimination of All Forms of Discrimination against Women" is found under the
name "Convention on the Elimination of All Forms of Discrimination against Women".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

import ontology
from loaders.citations import families
from loaders.citations.register import Alias, Register

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_SMALL = frozenset(
    [
        "the",
        "of",
        "on",
        "for",
        "in",
        "to",
        "and",
        "against",
        "a",
        "an",
        "by",
        "with",
        "from",
        "at",
        "within",
        "regarding",
        "relating",
    ]
)
_APOSTROPHES = frozenset("'’‘`´")
_DASHES = frozenset("-–—‑&")
_LATE = frozenset(',"“”:')  # left out only when a name is well under way
_NUMBER_SIGNS = frozenset(("no", "nr", "nos"))
_LONGEST_GAP = 4
_UNDER_WAY = 2


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word as it is compared: lower case, no accents, British s for z, no plural, "v" for "vs"."""
    word = word.casefold()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = word.replace("z", "s")
    if word == "vs":
        return "v"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class Words:
    """The words of a text: where each starts and ends, how it is compared, whether it may be left out."""

    __slots__ = ("ends", "folded", "light", "starts", "texts")

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.texts = [match.group() for match in matches]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.folded = [fold(word) for word in self.texts]
        self.light = [self._light(index) for index in range(len(matches))]

    def __len__(self) -> int:
        return len(self.texts)

    def _light(self, index: int) -> int:
        """0: counts; 1: may be left out; 2: may be left out only inside a long name."""
        word = self.folded[index]
        if word in _SMALL or word in _APOSTROPHES or word in _DASHES:
            return 1
        if word in _LATE:
            return 2
        before = self.texts[index - 1] if index else ""
        if word == "s" and before in _APOSTROPHES:
            return 1
        if word in _NUMBER_SIGNS and any(w.isdigit() for w in self.texts[index + 1 : index + 3]):
            return 1
        if word == "." and before.casefold() in ("no", "nr", "nos", "v", "vs"):
            return 1
        return 0


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    words: tuple[str, ...]
    value: T


class Names(Generic[T]):
    """A dictionary of names: the longest name that starts at a word."""

    def __init__(self) -> None:
        self._root: dict[str, object] = {}

    def __bool__(self) -> bool:
        return bool(self._root)

    def add(self, name: str, value: T) -> None:
        """Enter ``name``; a name entered before with the same words is kept."""
        words = Words(name)
        counting = [i for i in range(len(words)) if not words.light[i]]
        node = self._root
        for index in counting:
            node = node.setdefault(words.folded[index], {})  # type: ignore[assignment]
        if counting:
            node.setdefault("", _Entry(tuple(words.texts[i] for i in counting), value))

    def longest(self, words: Words, at: int) -> tuple[int, T] | None:
        """The longest name whose first word is ``words`` ``at``: the index behind its last word, and its
        value."""
        node, found = self._root, None
        path: list[int] = []
        index, gap = at, 0
        while index < len(words):
            after = node.get(words.folded[index])
            if isinstance(after, dict) and not (words.light[index] and not path):
                node, gap = after, 0
                path.append(index)
                index += 1
                entry = node.get("")
                if isinstance(entry, _Entry) and _same_case(entry.words, words, path):
                    found = index, entry.value
            elif path and self._may_skip(words, index, len(path)) and gap < _LONGEST_GAP:
                index, gap = index + 1, gap + 1
            else:
                break
        return found

    @staticmethod
    def _may_skip(words: Words, index: int, matched: int) -> bool:
        light = words.light[index]
        listed = words.texts[index] == "," and words.folded[index + 1 : index + 2] == ["the"]
        return light == 1 or (light == 2 and matched >= _UNDER_WAY and not listed)


def _same_case(name: tuple[str, ...], words: Words, path: list[int]) -> bool:
    """Acronyms must be printed as such ('CAT' is no cat), and a name begins with a capital letter."""
    for position, (word, index) in enumerate(zip(name, path, strict=True)):
        printed = words.texts[index]
        if len(word) > 1 and word.isupper() and not printed.isupper():
            return False
        if not position and word[0].isupper() and printed[0].islower():
            return False
    return True


_NO_ALIAS = Alias("", "")


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: an instrument (``key``, by the name ``alias``) or, without a key, an issuer.

    ``body`` is the committee that an issuer is, or that watches over a treaty ('ccpr').
    """

    key: str = ""
    body: str = ""
    alias: Alias = _NO_ALIAS


@dataclass(frozen=True, slots=True)
class Hit:
    """A name from the dictionary: words ``first`` to ``last`` (exclusive) of a text."""

    first: int
    last: int
    known: Known


Longest = Callable[[Words, int], tuple[int, Known] | None]
"""The longest name that starts at a word: the index behind its last word, and what it stands for."""


class NamedWords:
    """The words of a text and the dictionary's names among them, none inside another."""

    def __init__(self, text: str, longest: Longest) -> None:
        self.text = text
        self.longest = longest
        self.words = Words(text)
        self.hits: list[Hit] = []
        at = 0
        while at < len(self.words):
            if found := longest(self.words, at):
                self.hits.append(Hit(at, found[0], found[1]))
            at = found[0] if found else at + 1
        self.ending_at = {hit.last: hit for hit in self.hits}
        self.starting_at = {hit.first: hit for hit in self.hits}

    def index(self, offset: int) -> int:
        """The first word at or behind an offset of the text."""
        return bisect_left(self.words.starts, offset)

    def hit_at(self, offset: int) -> Hit | None:
        """The name that starts at an offset of the text."""
        index = self.index(offset)
        return self.starting_at.get(index) if self.words.starts[index : index + 1] == [offset] else None

    def hits_between(self, start: int, end: int) -> list[Hit]:
        """The names that start in a stretch of the text."""
        first = bisect_left(self.hits, self.index(start), key=lambda hit: hit.first)
        last = bisect_left(self.hits, self.index(end), key=lambda hit: hit.first)
        return self.hits[first:last]

    def start_of(self, hit: Hit) -> int:
        return self.words.starts[hit.first]

    def end_of(self, hit: Hit) -> int:
        return self.words.ends[hit.last - 1]

    def end_of_beginning(self, title: str, offset: int) -> int | None:
        """Where the text at an offset stops to say what ``title`` says, None where that are not two words
        that count."""
        words, wanted = self.words, _counting(title)
        at, end, matched = self.index(offset), None, 0
        while at < len(words) and matched < len(wanted):
            if words.folded[at] == wanted[matched]:
                matched, end = matched + 1, words.ends[at]
            elif words.light[at] != 1:
                break
            at += 1
        return end if matched > 1 else None


@lru_cache(maxsize=4096)
def _counting(title: str) -> tuple[str, ...]:
    """The words of a title that count, as they are compared."""
    words = Words(title)
    return tuple(words.folded[i] for i in range(len(words)) if not words.light[i])


@cache
def dictionary(register: Register) -> Names[Known]:
    """All names of instruments and issuers; made once for each register."""
    names: Names[Known] = Names()
    for instrument in register.instruments.values():
        symbol = [Alias(instrument.symbol, "")] if instrument.symbol else []
        for alias in (*instrument.aliases, *symbol):
            names.add(alias.name, Known(instrument.key, instrument.body, alias))
    for case in ontology.read_yaml("citations/cases.yaml"):
        number, year = case["application"].split("/")
        for country, code in families.country_codes().items():
            if code == families.alpha3(case["against"]):
                alias = Alias(f"{case['name']} v. {country}", "")
                names.add(alias.name, Known(f"coe-ecthr-{number}-{year}", "", alias))
    for issuer in families.issuers_data():
        for name in issuer["names"]:
            names.add(name, Known(body=issuer.get("body", "")))
    return names
