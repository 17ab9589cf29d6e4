"""Tables of recommendations whose columns are held apart by blanks alone, their cells wrapped over lines.

Text drawn from a PDF page as it looks has them. The white gaps that run down the page tell the columns, and
numbers where rows begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from loaders.layout.lines import Line, Role
from loaders.model import Span
from ontology import read_yaml

_CELL = re.compile(r"\S(?:\S| (?! ))*")
_BARS = re.compile(r"[\t|]")
_NUMBER = re.compile(r"(?:R\.?\s?)?\d{1,3}[.)]?(?: \(priority\))?$", re.I)
_FEWEST_COLUMNS = 3
_NARROWEST_GAP = 2
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class WrappedRow:
    """A row: for each of its cells the stretches of source text it is made of; ``line`` is its first line."""

    line: int
    cells: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A piece of a cell on one line: where it stands in the source, and from which to which column."""

    span: Span
    left: int
    right: int
    text: str


def find_wrapped_tables(
    text: str, lines: Sequence[Line], ends: frozenset[int]
) -> tuple[Mapping[int, WrappedRow], frozenset[int]]:
    """The rows of such tables by their first lines (indices), and all lines that they take.

    ``ends`` are the lines (indices) at which no table goes on: numbered headings.
    """
    rows: dict[int, WrappedRow] = {}
    taken: set[int] = set()
    free = 0
    for start, line in enumerate(lines):
        if start < free or line.role is not Role.TEXT or start in ends or _BARS.search(line.text):
            continue
        if _is_head(_cells(text, line)):
            body = list(_body(text, lines, start, ends))
            free = body[-1][0] + 1
            found = list(_rows(body)) if len(_columns(body)) >= _FEWEST_COLUMNS else []
            if sum(_is_numbered(row, text) for row in found) > 1:
                rows |= {row.line: row for row in found}
                taken.update(i for i, _ in body)
    return rows, frozenset(taken)


def _cells(text: str, line: Line) -> list[_Cell]:
    begin = max(text.rfind("\n", 0, line.start), text.rfind("\f", 0, line.start)) + 1
    return [
        _Cell(
            Span(line.start + m.start(), line.start + m.end()),
            line.start - begin + m.start(),
            line.start - begin + m.end(),
            m[0],
        )
        for m in _CELL.finditer(text[line.start : line.end])
    ]


def _is_head(cells: Sequence[_Cell]) -> bool:
    """Whether a line begins the head of a table of recommendations."""
    if len(cells) < _FEWEST_COLUMNS:
        return False
    names = read_yaml("recommendation-lists.yaml")["columns"]
    found = {next((name for name, heads in names.items() if _fits(cell.text, heads)), None) for cell in cells}
    return "recommendation" in found and len(found - {None}) > 1


def _fits(text: str, heads: Sequence[str]) -> bool:
    return any(re.fullmatch(head, text, re.I) for head in heads)


_Body = Sequence[tuple[int, list[_Cell]]]


def _body(
    text: str, lines: Sequence[Line], start: int, ends: frozenset[int]
) -> Iterator[tuple[int, list[_Cell]]]:
    """The lines of a table from its head on, with their cells; blank lines have none. Prose ends a table."""
    for i in range(start, len(lines)):
        if lines[i].role is Role.TEXT:
            cells = _cells(text, lines[i])
            prose = len(cells) == 1 and cells[0].right - cells[0].left > _LONGEST_TITLE
            if i in ends or prose or _BARS.search(lines[i].text):
                return
            yield i, cells
        elif lines[i].role is Role.BLANK:
            yield i, []


def _columns(body: _Body) -> list[tuple[int, int]]:
    """From where to where the columns reach, by the gaps that no cell of any line stands in."""
    covered: set[int] = set()
    for _, cells in body:
        if len(cells) > 1:
            for cell in cells:
                covered.update(range(cell.left, cell.right))
    places = sorted(covered)
    breaks = [(a, b) for a, b in pairwise(places) if b - a > _NARROWEST_GAP]
    return (
        list(zip([places[0], *(b for _, b in breaks)], [*(a for a, _ in breaks), places[-1]], strict=True))
        if places
        else []
    )


def _rows(body: _Body) -> Iterator[WrappedRow]:
    columns = _columns(body)
    for group in _groups(body, columns[0]):
        cells: list[list[Span]] = [[] for _ in columns]
        for _, pieces in group:
            for piece in pieces:
                cells[_column_of(piece, columns)].append(piece.span)
        yield WrappedRow(group[0][0], tuple(map(tuple, cells)))


def _column_of(piece: _Cell, columns: Sequence[tuple[int, int]]) -> int:
    """The column that most of a piece stands in."""
    return max(
        range(len(columns)),
        key=lambda i: min(piece.right, columns[i][1] + 1) - max(piece.left, columns[i][0]),
    )


def _groups(body: _Body, first: tuple[int, int]) -> Iterator[_Body]:
    """The lines of each row. Where blank lines part the rows, a number may stand in the middle of its row;
    elsewhere a row begins with its number, and so does whatever crosses the columns.
    """
    stretches = [list(lines) for filled, lines in groupby(body, key=lambda item: bool(item[1])) if filled]
    numbers = [sum(_number_in(cells, first) for _, cells in stretch) for stretch in stretches]
    if max(numbers) == 1 and sum(numbers) > 1:
        yield from stretches
        return
    row: list[tuple[int, list[_Cell]]] = []
    for stretch in stretches:
        for i, cells in stretch:
            alone = len(cells) == 1 and cells[0].left <= first[1] + _LONGEST_TITLE and cells[0].text.isupper()
            if row and (alone or _number_in(cells, first) or (len(row) == 1 and len(row[0][1]) == 1)):
                yield row
                row = []
            row.append((i, cells))
    if row:
        yield row


def _number_in(cells: Sequence[_Cell], first: tuple[int, int]) -> bool:
    return bool(cells) and cells[0].left <= first[1] and bool(_NUMBER.match(cells[0].text))


def _is_numbered(row: WrappedRow, text: str) -> bool:
    return any(_NUMBER.match(text[span.start : span.end]) for span in row.cells[0])
