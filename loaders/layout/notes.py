"""Which lines are footnotes, and where in the body their markers stand.

Nothing declares how a text marks its footnotes: as superscripts, as ``[12]``, or as plain digits that look
like any other figure. The sequence tells: footnotes are numbered 1, 2, 3 … through the report, each number
once at the start of a note and once in the body before it. So both are found as the best ascending chain
among all places that could be meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol, TypeVar

from loaders.layout.lines import Line, Role

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_GAP_COST = 1.0


class Style(Enum):
    """How notes are marked. The pattern is that of the beginning of a note."""

    SUPERSCRIPT = re.compile(rf"([{SUPERSCRIPTS}]{{1,4}})\s*(?=\S)")  # "¹² Text"
    BRACKET = re.compile(r"\[(\d{1,4})\]:?\s*(?=\S)")  # "[12] Text"
    PLAIN = re.compile(r"(\d{1,4})(?:\s+(?=\S)|(?=[A-Z“\"'‘]))")  # "12 Text", "12Text"


_SUPERSCRIPT_MARKER = re.compile(rf"([{SUPERSCRIPTS}]{{1,4}})")
_BRACKET_MARKER = re.compile(r"\[(\d{1,4})\]")
# "February.1 The", "(TECs)14,", "seven;2": digits glued to a word or its punctuation, that end there.
_GLUED_MARKER = re.compile(r"(?<=[^\s\d(\[/\-–—+$€£])(\d{1,4})(?![\d\w])(?![.,]\d)")


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...


_N = TypeVar("_N", bound=_Numbered)


@dataclass(frozen=True, slots=True)
class NoteStart:
    """The line that a footnote begins on (an index) and the source offset of its text's first character."""

    number: int
    line: int
    text_start: int


@dataclass(frozen=True, slots=True)
class MarkerPlace:
    """A footnote marker: the source offsets of its first character and just behind its last."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a text in order: where each begins, and its lines (indices).

    ``outside`` are the numbers of lines that begin like footnotes and do not fit the sequence.
    """

    style: Style | None = None
    starts: tuple[NoteStart, ...] = ()
    lines: tuple[tuple[int, ...], ...] = ()
    outside: tuple[int, ...] = ()

    @property
    def all_lines(self) -> frozenset[int]:
        return frozenset(i for note in self.lines for i in note)


def find_notes(lines: Sequence[Line], hard_wrapped: bool) -> Notes:
    """The footnotes of a text, by the style whose chain of numbers is the longest.

    A note runs to the next note, to the end of its page where pages show, else to the next blank line.
    """
    found = {style: _note_candidates(lines, style) for style in Style}
    chains = {style: _best_chain(*found[style]) for style in Style}
    style = max(Style, key=lambda s: len(chains[s]))
    starts = chains[style]
    # One line that begins with a figure is no footnote apparatus.
    if len(starts) < (3 if style is Style.PLAIN else 1):
        return Notes()
    to_page_end = hard_wrapped and any(line.page_start for line in lines)
    first_lines = {start.line for start in starts}
    extents = []
    for start in starts:
        extent = [start.line]
        for i in range(start.line + 1, len(lines)):
            line = lines[i]
            if i in first_lines or line.page_start or (line.role is Role.BLANK and not to_page_end):
                break
            if line.role is Role.TEXT:
                if not hard_wrapped:
                    break
                extent.append(i)
        extents.append(tuple(extent))
    # Plain figures begin lines for many reasons; superscripts and brackets do so for one.
    others = found[style][0] if style is not Style.PLAIN else ()
    outside = tuple(start.number for start in others if start.line not in first_lines)
    return Notes(style, tuple(starts), tuple(extents), outside)


def _note_candidates(lines: Sequence[Line], style: Style) -> tuple[list[NoteStart], list[float]]:
    """Lines that could begin a note. A rule above, a blank line above, and a wide gap behind the number
    speak for it; a figure that a line break happened to push to the start of a line has none of them.
    """
    candidates, weights = [], []
    under_rule, above = False, Role.BLANK
    for i, line in enumerate(lines):
        under_rule = under_rule and not line.page_start
        if line.role is Role.TEXT:
            match = style.value.match(line.text)
            if match:
                number = int(match.group(1).translate(_DIGITS))
                candidates.append(NoteStart(number, i, line.start + match.end()))
                wide = len(match.group()) - len(match.group(1)) > 1
                weights.append(1 + under_rule + 0.5 * (above is not Role.TEXT) + 0.5 * wide)
        elif line.role is Role.RULE:
            under_rule = True
        above = line.role
    return candidates, weights


def _best_chain(candidates: Sequence[_N], weights: Sequence[float]) -> list[_N]:
    """The heaviest ascending run of candidates, given in text order; each number missing in it costs one.

    One pass: for each number the best chain that ends with it so far is kept, and a candidate continues the
    best of the few numbers before its own. Linear in the number of candidates.
    """
    best: dict[int, tuple[float, int]] = {}
    before: list[int | None] = [None] * len(candidates)
    for i, (candidate, weight) in enumerate(zip(candidates, weights, strict=True)):
        number = candidate.number
        score, previous = weight - _GAP_COST * min(number - 1, 3), None
        for gap in range(3):
            ending = best.get(number - 1 - gap)
            if ending and ending[0] + weight - _GAP_COST * gap > score:
                score, previous = ending[0] + weight - _GAP_COST * gap, ending[1]
        if number not in best or score > best[number][0]:
            best[number] = score, i
            before[i] = previous
    at: int | None = max(best.values())[1] if best else None
    chain = []
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


def find_markers(lines: Sequence[Line], notes: Notes) -> tuple[MarkerPlace, ...]:
    """The places in the body where the footnotes are marked, in text order."""
    numbers = {start.number for start in notes.starts}
    in_notes = notes.all_lines
    body = [i for i, line in enumerate(lines) if line.role is Role.TEXT and i not in in_notes]
    if notes.style in (Style.SUPERSCRIPT, Style.BRACKET):
        pattern = _SUPERSCRIPT_MARKER if notes.style is Style.SUPERSCRIPT else _BRACKET_MARKER
        found = (_place(lines[i], match) for i in body for match in pattern.finditer(lines[i].text))
        return tuple(place for place in found if place.number in numbers)
    if notes.style is None:
        return ()
    candidates, weights = [], []
    for place, weight in _plain_candidates(lines, body, notes):
        candidates.append(place)
        weights.append(weight)
    return tuple(_best_chain(candidates, weights))


def without_markers(lines: Sequence[Line], markers: Sequence[MarkerPlace]) -> list[Line]:
    """The lines with the markers cut out of their text: how a line ends, and what a heading says, shows only
    then. ``start`` and ``end`` stay those of the whole line.
    """
    starts = [line.start for line in lines]
    texts = [line.text for line in lines]
    for marker in reversed(markers):
        i = bisect_right(starts, marker.start) - 1
        at = marker.start - starts[i]
        texts[i] = texts[i][:at] + texts[i][at + marker.end - marker.start :]
    return [
        line if text == line.text else replace(line, text=text.strip())
        for line, text in zip(lines, texts, strict=True)
    ]


def _place(line: Line, match: re.Match[str]) -> MarkerPlace:
    number = int(match.group(1).translate(_DIGITS))
    return MarkerPlace(number, line.start + match.start(), line.start + match.end())


def _plain_candidates(
    lines: Sequence[Line], body: Sequence[int], notes: Notes
) -> Iterator[tuple[MarkerPlace, float]]:
    """Figures in the body that could be markers, with how well they look like one.

    A marker stands in front of its note, as a rule on the same page: no other page's notes lie between.
    """
    note_line = {start.number: start.line for start in notes.starts}
    pages = [start.line for start in notes.starts if start.line - 1 not in notes.all_lines]
    ended = True
    for i in body:
        line = lines[i]
        for match in _GLUED_MARKER.finditer(line.text):
            number = int(match.group(1))
            if i < note_line.get(number, -1):
                same_page = bisect_left(pages, i) == bisect_left(pages, note_line[number] + 1) - 1
                before = line.text[max(0, match.start() - 2) : match.start()]
                # "7.4" and "2022.12" look alike; only the sequence can tell the second for a marker.
                likely = 0.3 if before[0].isdigit() and before[-1] in ".," else 1.0
                yield _place(line, match), likely + 1.5 * same_page
        # A marker behind a full stop may be pushed to the start of the next line by itself.
        pushed = Style.PLAIN.value.match(line.text)
        if pushed and ended and i < note_line.get(int(pushed.group(1)), -1):
            yield MarkerPlace(int(pushed.group(1)), line.start, line.start + pushed.end(1)), 0.6
        ended = line.text[-1] in '.!?”"’)'
