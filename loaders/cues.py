"""Cue phrases: how the phrase lists under ``ontology/cues/`` are read and matched.

A phrase is words as they stand in a sentence, in lower case, with five signs:

==========  ==========================================================  =======================
``word*``   the word with any ending, or with any letters there         ``undermin*``, ``organi*ed``
``(a|b)``   either; each side may be several words                      ``(raise|express)* doubts``
``[a b]``   may be absent                                               ``[fully] in line with``
``..``      up to six words of the same sentence                        ``lack of .. transparency``
``<n>``     a figure, written in digits or as a word                    ``in <n> cases``
==========  ==========================================================  =======================

A phrase begins with a word or an either-or. Upper and lower case, straight and curled apostrophes,
and hyphens and blanks are not told apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

GAP = 6
"""How many words ``..`` may stand for."""
_WORDS_KEPT = 4096
"""For how many words it is remembered which phrases begin with them."""

_FIGURE = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|half|most|many|"
    r"several|some|a few|a number of|a quarter|(?:one )?third|numerous|majority)(?!\w)"
)
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\((?P<either>[^()]*)\)(?P<stem>\*?)|\[(?P<maybe>[^\]]*)\]|(?P<gap>\.\.)|(?P<plain>\S+)")
_FOLD = str.maketrans({"’": "'", "‘": "'", "-": " ", "–": " ", "‑": " "})


def fold(text: str) -> str:
    """``text`` as phrases are matched against it; every character keeps its place."""
    folded = text.translate(_FOLD).lower()
    return folded if len(folded) == len(text) else text.translate(_FOLD)  # 'İ' grows in lower case


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of a phrase list: what its phrases say (``label``) and how much they weigh."""

    label: str
    weight: float = 1.0
    group: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text, at ``text[start:end]``."""

    start: int
    end: int
    cue: Cue


@dataclass(slots=True)
class _Phrase:
    """A phrase in one of the ways it can begin: with the word ``opening``, or with any that begins so where
    it is a ``stem``.

    Its expression is compiled when a text first has that word and, of each of ``needed``, one. Most phrases
    are not met in a report, and compiling all took a fifth of the time that five reports take.
    """

    cue: Cue
    opening: str
    stem: bool
    needed: Sequence[Sequence[str]]
    source: str
    _compiled: re.Pattern[str] | None = None

    def begins(self, word: str) -> bool:
        return word.startswith(self.opening) if self.stem else word == self.opening

    def match(self, folded: str, at: int) -> re.Match[str] | None:
        if self._compiled is None:
            if not all(any(folded.find(word, at) >= 0 for word in words) for words in self.needed):
                return None
            self._compiled = re.compile(self.source)
        return self._compiled.match(folded, at)


class Cues:
    """A set of phrase lists, read once.

    Of the phrases that match at one word the longest counts, among equals the weightier, then the one listed
    first. Matches do not overlap: a phrase that holds another ("not in line with") hides it ("in line with").
    """

    def __init__(self, lists: Iterable[tuple[Cue, Iterable[str]]]) -> None:
        self._phrases: dict[str, list[_Phrase]] = {}  # by the two letters they begin with
        for cue, phrases in lists:
            for phrase in phrases:
                for found in _phrases(cue, phrase):
                    self._phrases.setdefault(found.opening[:2], []).append(found)
        # At most words of a text no phrase begins, and most words are a few that come again and again.
        self._beginning = lru_cache(_WORDS_KEPT)(self._beginning_with)

    def _beginning_with(self, word: str) -> tuple[_Phrase, ...]:
        """The phrases that can begin with this word of a text, in their order."""
        return tuple(phrase for phrase in self._phrases.get(word[:2], ()) if phrase.begins(word))

    def find(self, text: str, without: Collection[int] = ()) -> list[Hit]:
        """The phrases in ``text`` from left to right, those of the groups ``without`` left aside."""
        folded, hits, free = fold(text), [], 0
        for word in _WORD.finditer(folded):
            at, phrases = word.start(), self._beginning(word.group())
            if phrases and at >= free and (hit := _longest(phrases, folded, at, without)):
                hits.append(hit)
                free = hit.end
        return hits

    def labels(self, text: str) -> set[str]:
        """What the phrases in ``text`` say."""
        return {hit.cue.label for hit in self.find(text)}

    def touched(self, text: str) -> set[str]:
        """The labels of all phrases in ``text``, those within or across another as well."""
        folded = fold(text)
        return {
            phrase.cue.label
            for word in _WORD.finditer(folded)
            for phrase in self._beginning(word.group())
            if phrase.match(folded, word.start())
        }


def _longest(phrases: Iterable[_Phrase], folded: str, at: int, without: Collection[int]) -> Hit | None:
    best: Hit | None = None
    for phrase in phrases:
        cue = phrase.cue
        match = None if cue.group in without else phrase.match(folded, at)
        if match and (best is None or (match.end(), abs(cue.weight)) > (best.end, abs(best.cue.weight))):
            best = Hit(at, match.end(), cue)
    return best


def cues_of(lists: Mapping[str, Iterable[str]]) -> Cues:
    """Phrase lists by label, every phrase with the weight 1."""
    return Cues((Cue(label), phrases) for label, phrases in lists.items())


def _phrases(cue: Cue, phrase: str) -> Iterator[_Phrase]:
    """A phrase in each of the ways it can begin."""
    tokens = list(_TOKEN.finditer(fold(phrase)))
    if not tokens or tokens[0]["maybe"] or tokens[0]["gap"] or tokens[0]["plain"] == "<n>":
        raise ValueError(f"the cue phrase {phrase!r} must begin with a word or an either-or")
    if any(token["plain"] and set("()[]|") & set(token["plain"]) for token in tokens):
        raise ValueError(f"the cue phrase {phrase!r} has an either-or inside another, or one left open")
    first = tokens[0]
    rest = "".join(_pattern(token) for token in tokens[1:])
    needed = [_needed(token) for token in tokens[1:]]
    for option in (first["either"] or first["plain"]).split("|"):
        words = option.strip() + (first["stem"] or "")
        opening = _WORD.match(words)
        if opening:  # what begins with a sign cannot be found: words are looked for
            stem = words[opening.end() :].startswith("*")
            yield _Phrase(cue, opening.group(), stem, needed, _words(words) + rest)


def _needed(token: re.Match[str]) -> list[str]:
    """Of what a token stands for one of these is in every text that matches."""
    if token["gap"] or token["maybe"]:
        return [""]
    firsts = [option.split()[0] for option in (token["either"] or token["plain"]).split("|")]
    return ["" if first in ("<n>", "..") else first.partition("*")[0] for first in firsts]


def _pattern(token: re.Match[str]) -> str:
    if token["gap"]:
        return _GAP
    if token["maybe"]:
        return f"(?:{_either(token['maybe'], '')})?"
    if token["either"]:
        return _either(token["either"], token["stem"])
    return _SPACE + _words(token["plain"])


_SPACE = r"[ ,(]+\"?“?"
_GAP = rf"(?:[ ,]+[\w'\"“”()/.]+){{0,{GAP}}}?"


def _either(options: str, stem: str) -> str:
    return "(?:" + "|".join(_SPACE + _words(option.strip() + stem) for option in options.split("|")) + ")"


@cache
def _words(words: str) -> str:
    first, *rest = words.split()
    return _word(first) + "".join(_GAP if word == ".." else _SPACE + _word(word) for word in rest)


def _word(word: str) -> str:
    if word == "<n>":
        return _FIGURE
    pattern = re.escape(word).replace(r"\*", r"\w*")
    return pattern + (r"(?!\w)" if word[-1].isalnum() else "")
