"""Where paragraphs and headings begin among lines: by gaps, indents, short last lines and bold letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from loaders.pdf.lines import SUPERSCRIPTS, TextLine

_WIDER = 1.2  # of the usual distance between lines
_USUAL = 1.2  # of the font's size: the distance between lines where too few are known
_FEWEST_LINES = 5
_INDENT = 0.8  # of the font's size
_LONGEST_HEADING = 130
_ENDED = re.compile(rf"[.!?:;…][”\"’')\]]*[{SUPERSCRIPTS}]*$")


class Paragraphs:
    """Puts blank lines between paragraphs. ``texts`` are all lines of the document, by columns: the distance
    between lines of one paragraph is the one that comes most often at their size.
    """

    def __init__(self, texts: Iterable[Sequence[TextLine]]) -> None:
        distances: dict[float, Counter[float]] = {}
        for lines in texts:
            for above, below in pairwise(lines):
                if abs(above.size - below.size) <= 0.5:
                    found = distances.setdefault(round(below.size), Counter())
                    found[round((above.baseline - below.baseline) * 2) / 2] += 1
        self._usual = {
            size: found.most_common(1)[0][0]
            for size, found in distances.items()
            if found.total() >= _FEWEST_LINES
        }

    def text_of(self, lines: Sequence[TextLine]) -> list[str]:
        """The texts of lines, with an empty one before each block. A heading in bold letters is written on
        one line, and marked as bold unless it is in capitals, which show by themselves.
        """
        right = max((line.right for line in lines if not line.cells), default=0.0)
        shown: list[str] = []
        for block in self._blocks(lines, right):
            if shown:
                shown.append("")
            shown += _heading(block, right) or [line.text for line in block]
        return shown

    def _blocks(self, lines: Sequence[TextLine], right: float) -> list[list[TextLine]]:
        blocks: list[list[TextLine]] = []
        for i, line in enumerate(lines):
            following = lines[i + 1] if i + 1 < len(lines) else None
            if i and not self._parts(lines[i - 1], line, following, right):
                blocks[-1].append(line)
            else:
                blocks.append([line])
        return blocks

    def _parts(self, above: TextLine, line: TextLine, following: TextLine | None, right: float) -> bool:
        """Whether a new block begins with a line."""
        size = max(above.size, line.size)
        usual = self._usual.get(round(size), _USUAL * size)
        distance = above.baseline - line.baseline
        if not 0 < distance <= _WIDER * usual or abs(above.size - line.size) > 0.1 * size:
            return True
        if above.cells or line.cells:
            return above.cells != line.cells and above.bold != line.bold
        if line.text[:1].islower():
            return False
        ended = bool(_ENDED.search(above.text))
        short = _has_room(right - above.right, line)
        if above.bold != line.bold and not (above.last_bold and line.first_bold):
            return ended or short
        indented = line.left - above.left >= _INDENT * size and (
            following is not None and abs(following.left - above.left) < _INDENT * size
        )
        return ended and (short or indented)


def _has_room(room: float, following: TextLine) -> bool:
    """Whether the first word of the following line would have fitted into the room that a line leaves."""
    word = following.words[0]
    return room > word.right - word.left + following.size


def _heading(block: Sequence[TextLine], right: float) -> list[str]:
    """The lines of a heading in bold letters, or none: lines that were broken for want of room are one."""
    if not all(line.bold and not line.cells for line in block):
        return []
    left = min(line.left for line in block)
    lines = [block[0].text]
    for above, below in pairwise(block):
        if not _has_room((right - left) - (above.right - above.left), below):
            lines[-1] += f" {below.text}"
        else:
            lines.append(below.text)
    if max(map(len, lines)) > _LONGEST_HEADING or _ENDED.search(lines[-1]):
        return []
    letters = [c for c in "".join(lines) if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) >= 0.85 * len(letters)
    return lines if capitals else [f"**{line}**" for line in lines]
