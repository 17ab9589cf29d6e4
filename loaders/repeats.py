"""Recommendations that a later report makes again, in nearly the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

REPEATED_FROM = 0.7
"""From this share of common words on (Dice) a recommendation counts as made again.

Measured on five final reports: of 2,701 pairs of different recommendations the two most alike share 0.60 (one
matter, two countries), on different matters 0.55; of 72 recommendations that a report itself words anew
between its body and its list the least alike share 0.83.
"""

_WORD = re.compile(r"\w+")


class Repeat(NamedTuple):
    """A recommendation that repeats an earlier one, by their keys, and how alike they are (0 to 1)."""

    later: str
    earlier: str
    score: float


class Wordings:
    """The wordings of one country's recommendations, in the order in which they are made."""

    def __init__(self) -> None:
        self._known: list[tuple[str, Counter[str]]] = []
        self._held_by: dict[str, list[int]] = {}

    def repeats(self, texts: Iterable[tuple[str, str]]) -> list[Repeat]:
        """Which earlier recommendation each of a report's repeats, if any: the most alike one, and of equals
        the latest. ``texts`` are keys and words; from now on they are among the earlier ones.
        """
        new = [(key, Counter(_WORD.findall(text.lower()))) for key, text in texts]
        found = [repeat for key, words in new if (repeat := self._repeated(key, words))]
        for place, (_, words) in enumerate(new, start=len(self._known)):
            for word in words:
                self._held_by.setdefault(word, []).append(place)
        self._known += new
        return found

    def _repeated(self, key: str, words: Counter[str]) -> Repeat | None:
        alike = ((likeness(words, self._known[place][1]), place) for place in self._near(words))
        score, place = max(alike, default=(0.0, 0))
        return Repeat(key, self._known[place][0], round(score, 2)) if score >= REPEATED_FROM else None

    def _near(self, words: Counter[str]) -> set[int]:
        """The earlier wordings that can be alike enough: those that hold one of the rarest words.

        Where two texts share a part t of all their words, the shared ones are at least a part t / (2 - t) of
        each text's own. So of the words of this one no more than the rest can be missing there.
        """
        missing = words.total() * (1 - REPEATED_FROM / (2 - REPEATED_FROM))
        near: set[int] = set()
        for word in sorted(words, key=lambda word: (len(self._held_by.get(word, ())), word)):
            if missing < 0:
                break
            near.update(self._held_by.get(word, ()))
            missing -= words[word]
        return near


def likeness(left: Counter[str], right: Counter[str]) -> float:
    """The words that two texts share, as a part of all the words of both (Dice, 1945); 0 to 1."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0
