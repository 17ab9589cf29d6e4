"""A report in superscript style, set in type as a PDF: notes stand below their markers and run on to the next
page where there is no room, as they do in print.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.reports.styles import SUPERSCRIPTS, Kind, pages_of, whole

_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\([^)]*\)")
_WORD = re.compile(rf"([^{SUPERSCRIPTS}]*)([{SUPERSCRIPTS},]*[{SUPERSCRIPTS}])?(.*)")
_TOP, _BOTTOM, _MARGIN, _HEAD = 780.0, 60.0, 64.0, 805.0
_SMALL = 0.85


@dataclass(frozen=True)
class Print:
    """A way of setting type. ``size`` is that of the body's letters in points, ``gap`` the space between
    paragraphs in lines, ``indent`` that before their first line; ``separator`` draws a rule over notes;
    ``raised_labels`` raises the number of a note as that of its marker; ``note_size`` is that of the notes;
    ``note_lines`` are the most lines of notes on a page; ``head`` and ``foot`` say where pages are numbered;
    ``turned`` prints on pages that viewers turn.
    """

    font: str = "Times-Roman"
    bold: str = "Times-Bold"
    size: float = 11.0
    note_size: float = 9.0
    gap: float = 1.0
    indent: float = 0.0
    columns: int = 1
    separator: bool = True
    raised_labels: bool = True
    head: bool = True
    foot: bool = False
    note_lines: int = 99
    turned: bool = False
    justified: bool = True
    encrypt: str | None = None


PRINTS = {
    "as word processors do": Print(),
    "no rule above the notes": Print(separator=False),
    "notes numbered in figures that are not raised": Print(raised_labels=False),
    "notes as large as the body": Print(note_size=11.0),
    "paragraphs told by indents alone": Print(gap=0.0, indent=18.0),
    "ragged, without serifs": Print(font="Helvetica", bold="Helvetica-Bold", size=10.0, justified=False),
    "notes that run on, and begin behind their page": Print(note_lines=3),
    "notes that run on without a rule": Print(note_lines=2, separator=False),
    "two columns": Print(columns=2, size=9.0, note_size=7.5),
    "page numbers at the foot": Print(head=False, foot=True),
    "large letters on many pages": Print(size=15.0, note_size=12.0),
    "turned pages": Print(turned=True),
}


@dataclass
class Line:
    """Words of one line with their widths; ``fills`` says that it is stretched to the width."""

    words: list[str]
    font: str
    size: float
    indent: float = 0.0
    fills: bool = False
    space_above: float = 0.0
    cells: bool = False
    label: str = ""
    keep: bool = False


@dataclass
class _Page:
    body: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def print_pdf(text: str, style: Print) -> bytes:
    """The report as the bytes of a PDF."""
    pages = pages_of(text)
    notes = {number: note for page in pages for number, note in page.notes}
    setter = _Setter(style, notes)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=style.encrypt, invariant=True)
    for number, columns in enumerate(setter.pages(whole(pages)), 1):
        setter.draw(canvas, columns, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Setter:
    def __init__(self, style: Print, notes: dict[str, str]) -> None:
        self._style, self._notes = style, notes
        self._gutter = 18.0
        self._width = (A4[0] - 2 * _MARGIN - self._gutter * (style.columns - 1)) / style.columns

    def pages(self, text: list[tuple[Kind, str]]) -> Iterator[list[_Page]]:
        """The pages, each with its columns."""
        columns, waiting, room = [], list[Line](), 0.0
        column = _Page()
        lines = [
            line for i, (kind, words) in enumerate(text) for line in self._block(kind, words, text[i - 1])
        ]
        opened = False
        i = 0
        while i < len(lines) or waiting:
            if not opened:
                column, room, opened = _Page(), _TOP - _BOTTOM - 12, True
                waiting = self._place_notes(column, waiting, room - 5 * self._leading(self._style.size))
                room -= sum(map(self._height, column.notes))
            line = lines[i] if i < len(lines) else None
            marked = [note for word in line.words for note in self._notes_of(word)] if line else []
            needed = self._height(line) if line else 0.0
            first_note = self._leading(self._style.note_size) if marked else 0.0
            kept = sum(map(self._height, lines[i + 1 : i + 3])) if line and line.keep else 0.0
            breaks = line is None or (line.words[:1] == ["\f"])
            if breaks or waiting or room < needed + first_note + kept:
                if line and not waiting and not breaks and not column.body:
                    raise AssertionError("a line is higher than the page")
                if waiting and line and not breaks and room >= needed and not marked:
                    column.body.append(line)
                    room -= needed
                    i += 1
                    continue
                i += bool(breaks and line)
                columns.append(column)
                opened = False
                if len(columns) == self._style.columns or breaks:
                    yield columns
                    columns = []
                continue
            assert line is not None
            column.body.append(line)
            room -= needed
            before = len(column.notes)
            waiting = self._place_notes(column, [x for note in marked for x in self._note(note)], room)
            room -= sum(map(self._height, column.notes[before:]))
            i += 1
        if opened:
            columns.append(column)
        if columns:
            yield columns

    def _place_notes(self, column: _Page, lines: list[Line], room: float) -> list[Line]:
        """Put as many lines of notes on a page as there is room for, and return the others."""
        for i, line in enumerate(lines):
            room -= self._height(line)
            if room < 0 or len(column.notes) >= self._style.note_lines:
                return lines[i:]
            column.notes.append(line)
        return []

    def _notes_of(self, word: str) -> list[str]:
        marks = _WORD.match(word)[2]  # type: ignore[index]
        return marks.translate(_DIGITS).split(",") if marks else []

    def _leading(self, size: float) -> float:
        return 1.2 * size

    def _height(self, line: Line) -> float:
        return self._leading(line.size) + line.space_above

    def _note(self, number: str) -> list[Line]:
        font, size = self._style.font, self._style.note_size
        lines = self._wrapped(_plain(self._notes[number]), font, size, indent=20.0)
        lines[0].label = number
        return lines

    def _block(self, kind: Kind, text: str, above: tuple[Kind, str]) -> list[Line]:
        style = self._style
        size, gap = style.size, self._leading(style.size)
        text = _plain(text)
        if text.startswith(("TABLE OF CONTENTS", "REPUBLIC OF VARLAND")) and above[0] is not Kind.FRONT:
            return [Line(["\f"], style.font, size), *self._wrapped(text, style.bold, size)]
        if kind in (Kind.ROW, Kind.ENTRY):
            cells = text.split("\t")
            others = max(stringWidth(cell, style.font, 1.0) for cell in cells[1:]) * (len(cells) - 1)
            fits = 0.4 * self._width / max(others, stringWidth(cells[0], style.font, 1.0))
            return [Line(cells, style.font, min(size, 8.0, fits) if kind is Kind.ROW else size, cells=True)]
        if kind is Kind.PARAGRAPH:
            lines = self._wrapped(text, style.font, size, first=style.indent)
            follows = above[0] is not Kind.PARAGRAPH
            lines[0].space_above = gap * (1.0 if follows else style.gap)
            return lines
        lines = self._wrapped(text, style.bold, size, justified=False)
        for line in lines:
            line.keep = True
        lines[0].space_above = gap
        return lines

    def _wrapped(
        self,
        text: str,
        font: str,
        size: float,
        *,
        indent: float = 0.0,
        first: float = 0.0,
        justified: bool = True,
    ) -> list[Line]:
        lines, words, width = list[Line](), list[str](), first
        for word in text.split():
            wide = self._word_width(word, font, size) + stringWidth(" ", font, size)
            if words and width + wide > self._width - indent:
                lines.append(Line(words, font, size, indent + first * (not lines), justified))
                words, width = [], 0.0
            words.append(word)
            width += wide
        return [*lines, Line(words, font, size, indent + first * (not lines))]

    def _word_width(self, word: str, font: str, size: float) -> float:
        before, marks, behind = _WORD.match(word).groups()  # type: ignore[union-attr]
        return stringWidth(before + behind, font, size) + stringWidth(
            (marks or "").translate(_DIGITS), font, size * 0.6
        )

    def draw(self, canvas: Any, columns: list[_Page], number: int) -> None:
        style = self._style
        if style.turned:
            canvas.setPageRotation(90)
            canvas.translate(0, A4[0] + 240)
            canvas.rotate(-90)
        if style.head and number > 1:
            canvas.setFont(style.font, 8)
            canvas.drawString(_MARGIN, _HEAD + 9, "Republic of Varland")
            canvas.drawRightString(A4[0] - _MARGIN, _HEAD + 9, f"Page: {number}")
            canvas.drawString(_MARGIN, _HEAD, "ODIHR Election Observation Mission Final Report")
            canvas.line(_MARGIN, _HEAD - 4, A4[0] - _MARGIN, _HEAD - 4)
        if style.foot:
            canvas.setFont(style.font, 8)
            canvas.drawCentredString(A4[0] / 2, _BOTTOM - 25, str(number))
        for i, column in enumerate(columns):
            left = _MARGIN + i * (self._width + self._gutter)
            y = _TOP
            for line in column.body:
                y -= self._height(line)
                self._draw_line(canvas, line, left, y)
            y = _BOTTOM + sum(map(self._height, column.notes))
            if column.notes and style.separator:
                canvas.line(left, y + 2, left + 0.4 * self._width, y + 2)
            for line in column.notes:
                y -= self._height(line)
                self._draw_line(canvas, line, left, y)

    def _draw_line(self, canvas: Any, line: Line, left: float, y: float) -> None:
        raised = self._style.raised_labels
        if line.label:
            canvas.setFont(line.font, line.size * (0.6 if raised else 1.0))
            canvas.drawString(left, y + 0.35 * line.size * raised, line.label)
        if line.cells:
            for word, x in zip(line.words, self._cell_places(line), strict=True):
                self._draw_word(canvas, word, line, left + x, y)
                if self._style.separator and x:
                    canvas.line(left + x - 3, y - 2, left + x - 3, y + line.size)
            return
        widths = [self._word_width(word, line.font, line.size) for word in line.words]
        space = stringWidth(" ", line.font, line.size)
        if line.fills and self._style.justified and len(widths) > 1:
            space = (self._width - line.indent - sum(widths)) / (len(widths) - 1)
        x = left + line.indent
        for word, width in zip(line.words, widths, strict=True):
            self._draw_word(canvas, word, line, x, y)
            x += width + space

    def _cell_places(self, line: Line) -> list[float]:
        """Where cells begin: the first takes half of the width, a page number stands at the end."""
        if len(line.words) == 2 and line.words[1].isdigit() and len(line.words[1]) < 3:
            return [0.0, self._width - 10.0]
        step = 0.5 * self._width / max(1, len(line.words) - 1)
        return [0.0, *(0.5 * self._width + i * step for i in range(len(line.words) - 1))]

    def _draw_word(self, canvas: Any, word: str, line: Line, x: float, y: float) -> None:
        before, marks, behind = _WORD.match(word).groups()  # type: ignore[union-attr]
        canvas.setFont(line.font, line.size)
        canvas.drawString(x, y, before)
        x += stringWidth(before, line.font, line.size)
        if marks:
            canvas.setFont(line.font, line.size * 0.6)
            canvas.drawString(x, y + 0.35 * line.size, marks.translate(_DIGITS))
            x += stringWidth(marks.translate(_DIGITS), line.font, line.size * 0.6)
            canvas.setFont(line.font, line.size)
            canvas.drawString(x, y, behind)


def _plain(text: str) -> str:
    return re.sub(r"[*\\]", "", _LINK.sub(r"\1", text))
