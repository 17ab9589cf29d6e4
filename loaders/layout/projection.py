"""Source text as a person reads it, each character with the source offset it came from.

Link syntax, emphasis, escapes, footnote markers, soft hyphens and line breaks become transparent; ligatures
are spelled out. The source text is never changed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from loaders.layout.notes import SUPERSCRIPTS, MarkerPlace
from loaders.model import Marker, Passage, Span

_MARKUP = re.compile(
    r"""
    (?P<link>\[(?=(?:[^\[\]\\]|\\.|\[[^\[\]]{0,100}\]){0,400}\]\())   # "[" of "[text](address)"
  | (?P<address>\]\((?:[^()\s\\]|\\.|\([^()]{0,200}\)){0,1000}\))     # its "](address)"
  | (?P<escape>\\(?=[()\[\]*_#.\-\\!&<>~`]))
  | (?P<emphasis>(?<![*\s])\*{1,3}|\*{1,3}(?=[^\s*]))
  | (?P<tag></?(?:i|b|em|strong|sup|sub|u|br)\s*/?>)
  | (?P<soft>[\u00ad\u200b-\u200d\ufeff]+)
  | (?P<ligature>[ﬀ-ﬆ])
  | (?P<space>[^\S\t\ ]+\s*)
    """,
    re.X,
)
# Where markup can begin: a single class of characters is searched for many times faster than the pattern.
_MARK = re.compile(
    "[\\[\\]\\\\*<\u00ad\u200b-\u200d\ufeffﬀ-ﬆ"
    "\n\r\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_GAP = re.compile(r" {2,}")
_CELL_END = re.compile(r" *[|\t] *| {2,}")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BROKEN_WORD = re.compile(r"([^\W_]+)[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W_]+")
_SUSPENDED = frozenset(["and", "or", "to"])  # "pre- and post-election": the hyphen does not join


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of raw text (raw offsets) that reads as something else, often as nothing."""

    start: int
    end: int
    reads: str = ""
    marker: MarkerPlace | None = None


class Projector:
    """Turns stretches of one source text into reading text.

    ``words`` says how often a word stands in the whole text: a hyphen at the end of a line is undone only
    where the unhyphenated word is attested.
    """

    def __init__(self, source: str, markers: Sequence[MarkerPlace], words: Counter[str]) -> None:
        self._source = source
        self._markers = markers
        self._marker_starts = [place.start for place in markers]
        self._words = words

    def project(self, spans: Sequence[Span], row: bool = False) -> tuple[Passage, tuple[Marker, ...]]:
        """The reading text of stretches of source text that belong together, in text order, and the markers
        that were taken out of it. White space around the text is left out. In a ``row`` of a table, bars and
        wide gaps are read as the tabs between its cells.
        """
        raw, offsets = self._join(spans)
        text, kept, markers = [], array("I"), []
        at = length = 0
        for cut in self._cuts(raw, offsets, row):
            text.append(raw[at : cut.start])
            text.append(cut.reads)
            kept.extend(offsets[at : cut.start])
            kept.extend([offsets[cut.start]] * len(cut.reads))
            length += cut.start - at + len(cut.reads)
            at = cut.end
            if cut.marker:
                markers.append(Marker(cut.marker.number, length, cut.marker.start))
        text.append(raw[at:])
        kept.extend(offsets[at:])
        return _strip("".join(text), kept, markers)

    def project_cells(self, cells: Sequence[Sequence[Span]]) -> tuple[Passage, tuple[Marker, ...]]:
        """The reading text of a row whose cells are wrapped over lines: each whole, a tab between two."""
        text, offsets, markers = "", array("I"), list[Marker]()
        first = min(span.start for cell in cells for span in cell)
        for i, cell in enumerate(cells):
            if i:
                text += "\t"
                offsets.append(offsets[-1] + 1 if offsets else first)
            if cell:
                passage, found = self.project(cell)
                markers += (Marker(m.number, m.at + len(text), m.source_at) for m in found)
                text += passage.text
                offsets.extend(passage.offsets)
        return Passage(text, offsets), tuple(markers)

    def _join(self, spans: Sequence[Span]) -> tuple[str, array[int]]:
        parts: list[str] = []
        offsets = array("I")
        for span in spans:
            piece = self._source[span.start : span.end]
            if parts:
                broken = _BROKEN_WORD.search(parts[-1])
                rest = _WORD.match(piece)
                if broken and rest and rest.group() not in _SUSPENDED:
                    joined = (broken.group(1) + rest.group()).lower()
                    if rest.group()[0].islower() and self._words[joined]:
                        parts[-1] = parts[-1][:-1]
                        offsets.pop()
                else:
                    parts.append(" ")
                    offsets.append(offsets[-1] + 1)
            parts.append(piece)
            offsets.extend(range(span.start, span.end))
        return "".join(parts), offsets

    def _cuts(self, raw: str, offsets: array[int], row: bool) -> Iterator[_Cut]:
        cuts = [*self._raw_markers(raw, offsets), *(_row_cuts(raw) if row else ()), *_markup_cuts(raw)]
        end = 0
        for cut in sorted(cuts, key=attrgetter("start")):
            if cut.start >= end:
                yield cut
                end = cut.end

    def _raw_markers(self, raw: str, offsets: array[int]) -> Iterator[_Cut]:
        if not offsets:
            return
        first = bisect_left(self._marker_starts, offsets[0])
        last = bisect_left(self._marker_starts, offsets[-1] + 1)
        for place in self._markers[first:last]:
            start = bisect_left(offsets, place.start)
            if start < len(offsets) and offsets[start] == place.start:
                end = start + place.end - place.start
                # Between two markers stands a comma, between two spaces a marker: neither is read.
                behind, beyond = raw[end : end + 1], raw[end + 1 : end + 2]
                between_markers = behind == "," and beyond and beyond in SUPERSCRIPTS
                if between_markers or (behind == " " and raw[start - 1 : start].isspace()):
                    end += 1
                yield _Cut(start, end, marker=place)


def _markup_cuts(raw: str) -> Iterator[_Cut]:
    end = 0
    for mark in _MARK.finditer(raw):
        if mark.start() >= end and (match := _MARKUP.match(raw, mark.start())):
            end = match.end()
            yield _Cut(match.start(), end, _reads(match))
    for gap in _GAP.finditer(raw):
        yield _Cut(*gap.span(), " ")


def _row_cuts(raw: str) -> Iterator[_Cut]:
    for match in _CELL_END.finditer(raw):
        inside = match.start() > 0 and match.end() < len(raw)
        yield _Cut(*match.span(), "\t" if inside else "")


def _reads(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "ligature":
        return _LIGATURES[match.group()]
    return " " if kind == "space" or match.group().startswith("<br") else ""


def _strip(text: str, offsets: array[int], markers: list[Marker]) -> tuple[Passage, tuple[Marker, ...]]:
    lead = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    moved = tuple(Marker(m.number, min(max(m.at - lead, 0), end - lead), m.source_at) for m in markers)
    return Passage(text[lead:end], offsets[lead:end]), moved
