"""Words of a text and a dictionary of names over them.

Names are compared word by word. Small words ("of", "the", "on"), apostrophes, hyphens and a plural s do not
count, so that "Convention for Elimination of All Forms of Discrimination against Women" is found under the
name "Convention on the Elimination of All Forms of Discrimination against Women"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

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
        return light == 1 or (light == 2 and matched >= _UNDER_WAY)


def _same_case(name: tuple[str, ...], words: Words, path: list[int]) -> bool:
    """Acronyms must be printed as such ('CAT' is no cat), and a name begins with a capital letter."""
    for position, (word, index) in enumerate(zip(name, path, strict=True)):
        printed = words.texts[index]
        if len(word) > 1 and word.isupper() and not printed.isupper():
            return False
        if not position and word[0].isupper() and printed[0].islower():
            return False
    return True
