"""Running heads, running feet and page numbers, told by their place and by coming back page after page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.pdf.lines import Region, TextLine

_FEWEST_PAGES = 3
_MOST_HEAD_LINES = 4
_PLACE = 4.0  # points: how finely places are compared


@dataclass(frozen=True, slots=True)
class Furniture:
    """The running heads and feet of each page, and the ids of all those lines."""

    heads: list[list[TextLine]]
    feet: list[list[TextLine]]
    all: frozenset[int]


def find_furniture(pages: Sequence[Sequence[Region]]) -> Furniture:
    """The lines nearest the upper and lower edges that stand at the same height with the same words, but for
    figures, on at least three pages.
    """
    tops = [_edge(regions, -1) for regions in pages]
    bottoms = [_edge(regions, 1) for regions in pages]
    heads, feet = _repeated(tops), _repeated(bottoms)
    found = frozenset(id(line) for side in (*heads, *feet) for line in side)
    return Furniture(heads, feet, found)


def _edge(regions: Sequence[Region], sign: int) -> list[TextLine]:
    lines = sorted((line for region in regions for line in region.lines), key=lambda x: sign * x.baseline)
    return lines[:_MOST_HEAD_LINES]


def _repeated(edges: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    pages: dict[tuple[str, int], set[int]] = {}
    for i, lines in enumerate(edges):
        for line in lines:
            for key in _keys(line):
                pages.setdefault(key, set()).add(i)
    found = []
    for lines in edges:
        side: list[TextLine] = []
        for line in lines:
            if max(len(pages[key]) for key in _keys(line)) < _FEWEST_PAGES:
                break
            side.append(line)
        found.append(sorted(side, key=lambda line: -line.baseline))
    return found


def _keys(line: TextLine) -> list[tuple[str, int]]:
    """What a line is compared by: its words without figures, at its height and at the heights next to it."""
    shape = re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text)
    height = round(line.baseline / _PLACE)
    return [(shape, height), (shape, height + 1)]
