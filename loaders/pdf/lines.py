"""The words of a page become lines in reading order: columns one after another, raised figures told apart."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from loaders.pdf.words import PageWords, Rule, Word

_FIGURE_MARKS = re.compile(r"\d[\d,;]*$")
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
# What stands before a gap without being a cell of a table: "IV.", "A.", "3.2", "(a)", "•", "²".
_LABEL = re.compile(
    rf"(?:[^\w\s]|[{SUPERSCRIPTS}]+|[IVXLC]+\.?|\(?[A-Za-z]{{1,2}}[.)]|\(?\d{{1,3}}(?:\.\d{{1,3}})*[.)]?|o)$"
)
_CELL_GAP = 2.0  # of the font's size: cells stand farther apart than stretched words
_CELL_GAP_AT_RULE = 0.1
_SAME_LINE = 0.5  # of the smaller height
_RAISED = 0.15, 0.8  # of the line's size: how far a marker's baseline stands above the line's
_LARGEST_MARKER = 0.85  # of the line's size
_FEWEST_COLUMN_LINES = 6
_FEWEST_COLUMN_LETTERS = 25
_GUTTER = 0.8  # of the font's size


@dataclass(slots=True)
class TextLine:
    """A line of text. ``cells`` says whether it is one of a table, ``bold`` whether all of it is bold;
    ``first_bold`` and ``last_bold`` say that of its ends.
    """

    words: list[Word]
    baseline: float
    size: float
    text: str = ""
    cells: bool = False
    bold: bool = False
    first_bold: bool = False
    last_bold: bool = False

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right


@dataclass(slots=True)
class Region:
    """Lines below each other, in a column or over the whole width of the page."""

    lines: list[TextLine] = field(default_factory=list)


def regions_of(page: PageWords) -> list[Region]:
    """The lines of a page by regions, in reading order."""
    uprights = [rule for rule in page.rules if rule.is_upright]
    regions = [Region(_lines(words, uprights, page)) for words in _by_column(page.words)]
    if page.turned:
        regions.append(Region(_lines(page.turned, (), page)))
    return [region for region in regions if region.lines]


def _by_column(words: list[Word]) -> list[list[Word]]:
    """The words of each column, and of what stands above and below columns, in reading order."""
    segments = _segments(words)
    found = _columns(segments)
    if not found:
        return [words] if words else []
    gutter, band = found
    inside = {id(segment) for segment in band}
    top, bottom = max(s[0].baseline for s in band), min(s[0].baseline for s in band)
    above = [s for s in segments if id(s) not in inside and s[0].baseline > (top + bottom) / 2]
    below = [s for s in segments if id(s) not in inside and s[0].baseline <= (top + bottom) / 2]
    left = [s for s in band if s[0].left < gutter]
    right = [s for s in band if s[0].left >= gutter]
    parts = [[word for segment in part for word in segment] for part in (above, left, right, below)]
    return [words for part in parts if part for words in ([part] if part is parts[0] else _by_column(part))]


_Segment = list[Word]


def _segments(words: Sequence[Word]) -> list[_Segment]:
    """Words that follow each other on a line, in the order of the file."""
    segments: list[_Segment] = []
    for word in words:
        last = segments[-1][-1] if segments else None
        if (
            last
            and abs(word.baseline - last.baseline) <= 0.5 * last.size
            and -0.5 * last.size <= word.left - last.right <= _CELL_GAP * last.size
        ):
            segments[-1].append(word)
        else:
            segments.append([word])
    return segments


def _columns(segments: Sequence[_Segment]) -> tuple[float, list[_Segment]] | None:
    """Where columns of running text begin to the right of a gutter: its place, and the text at both sides."""
    if len(segments) < 2 * _FEWEST_COLUMN_LINES:
        return None
    left, right = min(s[0].left for s in segments), max(s[-1].right for s in segments)
    starts = Counter(round(s[0].left) for s in segments if s[0].left > left + 0.25 * (right - left))
    for start, count in starts.most_common(3):
        if count < _FEWEST_COLUMN_LINES:
            break
        gutter = start - 1.0
        crossing = sorted(
            s[0].baseline for s in segments if s[0].left < gutter < s[-1].right + _GUTTER * s[-1].size
        )
        bands: dict[int, list[_Segment]] = {}
        for segment in segments:
            if not segment[0].left < gutter < segment[-1].right + _GUTTER * segment[-1].size:
                bands.setdefault(bisect_left(crossing, segment[0].baseline), []).append(segment)
        band = max(bands.values(), key=len, default=[])
        sides = [s for s in band if s[0].left < gutter], [s for s in band if s[0].left >= gutter]
        if all(map(_is_running_text, sides)):
            return gutter, band
    return None


def _is_running_text(segments: Sequence[_Segment]) -> bool:
    """Whether most lines are long, and about as long as the longest, as those of a table's cells are not."""
    if len(segments) < _FEWEST_COLUMN_LINES:
        return False
    widths = sorted(s[-1].right - s[0].left for s in segments)
    fill = widths[len(widths) // 2] / (widths[len(widths) * 9 // 10] or 1)
    letters = median(sum(len(word.text) + 1 for word in s) for s in segments)
    return fill >= 0.7 and letters >= _FEWEST_COLUMN_LETTERS


def _lines(words: Sequence[Word], uprights: Sequence[Rule], page: PageWords) -> list[TextLine]:
    lines: list[TextLine] = []
    keys: list[tuple[float, int]] = []
    last: TextLine | None = None
    for word in sorted(words, key=lambda w: -w.size):
        if last is None or word.baseline != last.baseline:
            last = _line_of(word, lines, keys)
        if last is None:
            last = TextLine([], word.baseline, word.size)
            insort(keys, (word.baseline, len(lines)))
            lines.append(last)
        last.words.append(word)
    for line in lines:
        _compose(line, uprights, page)
    return sorted(lines, key=lambda line: -line.baseline)


def _line_of(word: Word, lines: Sequence[TextLine], keys: Sequence[tuple[float, int]]) -> TextLine | None:
    """The line whose height a word shares."""
    best, most = None, _SAME_LINE
    at = bisect_left(keys, (word.baseline, -1))
    for baseline, i in keys[max(0, at - 2) : at + 2]:
        line = lines[i]
        shared = min(word.top, baseline + 0.7 * line.size) - max(word.baseline, baseline)
        overlap = shared / (0.7 * min(word.size, line.size) or 1)
        if overlap > most:
            best, most = line, overlap
    return best


def _compose(line: TextLine, uprights: Sequence[Rule], page: PageWords) -> None:
    """Sort the words of a line, and set its text: a tab between cells, superscripts for raised figures."""
    words = sorted(line.words, key=lambda w: w.left)
    line.words = words
    crossed = [rule.left for rule in uprights if rule.bottom <= line.baseline + 1 <= rule.top]
    parts: list[str] = []
    for i, word in enumerate(words):
        if i:
            parts.append(_between(line, words[i - 1], word, "".join(parts), crossed))
        closes = word.link and (i + 1 == len(words) or words[i + 1].link != word.link)
        opens = word.link and (i == 0 or words[i - 1].link != word.link)
        text = word.text.translate(RAISED) if _is_raised(word, line) else word.text
        parts.append(("[" if opens else "") + text + (f"]({word.link})" if closes else ""))
    line.text = "".join(parts)
    lettered = [w for w in words if any(c.isalpha() for c in w.text)] or words
    line.first_bold, line.last_bold = page.is_bold(lettered[0]), page.is_bold(lettered[-1])
    line.bold = line.first_bold and line.last_bold and all(map(page.is_bold, lettered[1:-1]))


def _between(line: TextLine, before: Word, word: Word, text: str, crossed: Sequence[float]) -> str:
    gap = word.left - before.right
    if any(before.right - 1 <= x <= word.left + 1 for x in crossed) and gap > _CELL_GAP_AT_RULE * line.size:
        line.cells = True
        return "\t"
    if gap > _CELL_GAP * line.size and not _LABEL.match(text):
        line.cells = True
        return "\t"
    return " " if word.follows(before) else ""


def _is_raised(word: Word, line: TextLine) -> bool:
    rise = (word.baseline - line.baseline) / line.size
    return (
        _RAISED[0] <= rise <= _RAISED[1]
        and word.size <= _LARGEST_MARKER * line.size
        and bool(_FIGURE_MARKS.match(word.text))
    )
