"""Body lines become blocks: paragraphs, list items and table rows, whole again where a page cut them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.layout.headings import clean
from loaders.layout.lines import Line
from loaders.model import BlockKind, Span

_BULLET = re.compile(r"([•▪◦●■‣⁃o*–-])\s+(?=\S)")
_DASHES = "–-"
_ITEM_NUMBER = re.compile(r"(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=[\W]*[A-Z0-9])")
_BARRED_ROW = re.compile(r"\|.*\|$")
_FIGURE = re.compile(r"[\d.,’'  ]*\d\s*%?$")
_SHORTEST_UNFINISHED = 60


@dataclass(slots=True)
class Draft:
    """A block in the making: the source spans of its lines, and the text of the last of them. The cells
    of a row that is wrapped over lines have spans of their own.
    """

    kind: BlockKind
    section: int | None
    label: str = ""
    page: int | None = None
    spans: list[Span] = field(default_factory=list)
    text: str = ""
    cells: tuple[tuple[Span, ...], ...] = ()


class BlockBuilder:
    """Gathers lines into blocks.

    A blank line ends a block only where its text is finished: a footnote block, a running head or a page end
    stands in the middle of a sentence as often as not.
    """

    def __init__(self, hard_wrapped: bool) -> None:
        self._hard_wrapped = hard_wrapped
        self._blank = True
        self._interrupted = False
        self.drafts: list[Draft] = []
        self._open: Draft | None = None

    def end_block(self) -> None:
        self._open = None

    def blank(self) -> None:
        self._blank = True

    def interrupt(self) -> None:
        """Something that is not body text (a footnote, a running head, a page end) stands here."""
        self._blank = self._interrupted = True

    def add(self, line: Line, section: int | None) -> None:
        if is_row(line.text):
            self._start(line, section, BlockKind.ROW, "", 0)
            self._open = None
        elif (label := self._label(line.text)) is not None:
            self._start(line, section, BlockKind.BULLET, label[0], label[1])
        elif self._continues(line):
            assert self._open is not None  # noqa: S101 - what _continues has just found
            self._extend(self._open, line, 0)
        else:
            self._start(line, section, BlockKind.PARAGRAPH, "", 0)
        self._blank = self._interrupted = False

    def add_row(self, cells: tuple[tuple[Span, ...], ...], page: int | None, section: int | None) -> None:
        """A row whose cells are wrapped over lines."""
        self.end_block()
        self.drafts.append(Draft(BlockKind.ROW, section, page=page, cells=cells))

    def _label(self, text: str) -> tuple[str, int] | None:
        match = _BULLET.match(text)
        if match and not (match[1] in _DASHES and self._runs_on(match[1])):
            return match[1], match.end()
        match = _ITEM_NUMBER.match(text)
        # "12. The …" pushed to the start of a line by a line break continues what stands above it.
        if match and (self._blank or self._open is None or _is_finished(self._open.text)):
            return match[1], match.end()
        return None

    def _runs_on(self, dash: str) -> bool:
        """Whether a dash at the start of a line stands in the middle of what is said above it."""
        if self._blank or self._open is None or self._open.kind is BlockKind.ROW:
            return False
        return self._hard_wrapped and self._open.label != dash and not _is_finished(self._open.text)

    def _continues(self, line: Line) -> bool:
        if self._open is None or self._open.kind is BlockKind.ROW:
            return False
        if self._hard_wrapped and not self._blank:
            return True
        first = clean(line.text)[:1]
        if first.islower():
            return True
        long_enough = len(self._open.text) >= _SHORTEST_UNFINISHED or self._interrupted
        return long_enough and not _is_finished(self._open.text)

    def _start(self, line: Line, section: int | None, kind: BlockKind, label: str, skip: int) -> None:
        self._open = Draft(kind, section, label, line.page)
        self.drafts.append(self._open)
        self._extend(self._open, line, skip)

    def _extend(self, draft: Draft, line: Line, skip: int) -> None:
        draft.spans.append(Span(line.start + skip, line.end))
        draft.text = clean(line.text[skip:])


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: cells between tabs or bars, or figures in columns."""
    if "\t" in text or _BARRED_ROW.match(text):
        return True
    cells = re.split(r"\s{2,}", text)
    return len(cells) > 2 and sum(bool(_FIGURE.match(cell)) for cell in cells) >= 2


def _is_finished(text: str) -> bool:
    """Whether a text, its footnote markers taken out, ends as sentences, clauses and lead-ins end."""
    return bool(re.search(r"[.!?:;…][”\"’')\]»]*$|[”\"][)\]]*$", text))
