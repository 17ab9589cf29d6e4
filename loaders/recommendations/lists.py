"""The items of a list of recommendations, whatever its layout: numbers, letters, bullets, rows, paragraphs.

How lists are laid out is data: ``ontology/recommendation-lists.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders.cues import Cues, cues_of
from loaders.model import Block, BlockKind, Passage, Report, Section
from loaders.recommendations.items import Item, joined
from loaders.recommendations.tables import Row, Table, listed
from ontology import read_yaml

LIST = "recommendations"
AFTER_LIST = frozenset({"results-annex", "annex-of-persons", "about"})

_NUMBER = re.compile(
    r"(?:(?:Recommendation|Rec\.?|R)\s?(?:No\.?\s?)?(?=[\dA-Z]))?"
    r"\(?(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}|[A-Za-z]|[ivx]{1,5})[.):](?:\s+|$)"
)
_BULLET = re.compile(r"[•●▪‣*–—-]\s+(?=\S)")
_ROMAN = re.compile(r"[ivx]+$")
_LONGEST_TITLE = 10


def items_of(report: Report) -> list[Item]:
    """The items of the report's list of recommendations, in order.

    The list is a section of that name. Where there is none, it is what a sentence brings in ("ODIHR makes the
    following recommendations:"), as in opinions.
    """
    within = _list_sections(report)
    blocks = [block for block in report.blocks if block.section in within]
    if within:
        return _Reader(report, within).read(blocks) or _Reader(report, within).read_unlabelled(blocks)
    return _brought_in(report)


def _list_sections(report: Report) -> range:
    """The sections of the list: from its heading to the annexes, whatever level their headings show."""
    lists = [i for i, section in enumerate(report.sections) if section.kind == LIST and not _earlier(section)]
    if not lists:
        return range(0)
    top = min(report.sections[i].level for i in lists)
    tops = [i for i in lists if report.sections[i].level == top]
    start = tops.pop()
    while tops and (_is_part(report.sections[start]) or _adjoin(report.sections[tops[-1] + 1 : start], top)):
        start = tops.pop()
    for i in range(start + 1, len(report.sections)):
        section = report.sections[i]
        if section.kind in AFTER_LIST or section.number.upper().startswith("ANNEX") or _earlier(section):
            return range(start, i)
    return range(start, len(report.sections))


def _is_part(section: Section) -> bool:
    """Whether a heading is that of a part of the list, at whatever level: 'OTHER RECOMMENDATIONS'."""
    return bool(_pattern("parts").match(section.title))


def _adjoin(between: Sequence[Section], top: int) -> bool:
    """Whether nothing but subsections stands between two lists: they are one."""
    return all(section.level > top for section in between)


def _earlier(section: Section) -> bool:
    """Whether a section lists the recommendations of earlier reports."""
    return bool(_pattern("earlier").search(section.title))


class _Reader:
    """Reads blocks of a list into items; it keeps what holds for the items to come."""

    def __init__(self, report: Report, within: range) -> None:
        self._sections = report.sections
        self._source = report.source
        self._within = within
        self._section = -1
        self._table = Table()
        self._priority = False
        self._group = self._addressed = ""
        self._items: list[Item] = []
        self._running: Item | None = None

    def read(self, blocks: Sequence[Block]) -> list[Item]:
        """The items that the blocks hold."""
        for block in blocks:
            if block.section is not None and block.section != self._section:
                self._enter(block.section)
            if block.kind is BlockKind.ROW or (self._table.open and self._is_last_cell(block)):
                self._read_row(block)
            elif self._table.open and not block.label and len(block.text.split()) <= _LONGEST_TITLE:
                self._part(block.text.strip())
            else:
                self._table = Table()
                self._read_text(block)
        return self._items

    def read_unlabelled(self, blocks: Sequence[Block]) -> list[Item]:
        """The paragraphs of a list that numbers nothing: those that advise, and do not speak of the list."""
        for block in blocks:
            self.read([block])
            if _advising().find(block.text) and not listed("speaking-of-lists").find(block.text):
                self._start(block, "", block.passage)
        return self._items

    def _enter(self, section: int) -> None:
        """An item does not run on under another heading; what the headings say holds from here."""
        self._running = None
        top = section == self._within.start
        for passed in self._sections[max(self._section + 1, self._within.start) : section + 1]:
            self._priority = _is_priority(passed.title, self._priority)
        self._section = section
        title = "" if top else self._sections[section].title.strip()
        self._group = title.title() if title.isupper() else title
        self._addressed = _addressed(title)

    def _read_text(self, block: Block) -> None:
        number, passage = _labelled(block)
        running = self._running
        if number is None:
            if address := self._address(passage.text):
                self._running, self._addressed = None, address
                self._group = passage.text.strip(" :")
            elif running and (not running.finished or passage.text[:1].islower()):
                self._run_on(block, passage)
            return
        if running and _is_inside(number, running.number):
            if not _is_title(running):
                self._run_on(block, passage)
                return
            self._items.remove(running)
            self._group = running.passage.text.rstrip(":")
        self._start(block, number, passage)

    def _address(self, text: str) -> str:
        """Whom a line says that the items under it are for; '' where it is the rest of an item."""
        begins = text[:1].isupper() and not text.endswith((".", ";"))
        apart = self._running is None or self._running.finished or text.endswith(":")
        return _addressed(text) if begins and apart else ""

    def _run_on(self, block: Block, passage: Passage) -> None:
        assert self._running is not None  # noqa: S101 - asked for by both callers
        self._running.passages.append(passage)
        self._running.blocks.append(block)

    def _start(self, block: Block, number: str, passage: Passage) -> Item:
        mark = _pattern("marked").match(passage.text)
        if mark:
            passage = passage.cut(mark.end() + (passage.text[mark.end() :][:1] == " "), len(passage.text))
        priority = self._priority or bool(mark)
        self._running = Item(number, priority, self._group, [passage], [block], self._addressed)
        self._items.append(self._running)
        return self._running

    def _read_row(self, block: Block) -> None:
        row = self._table.read(block, self._source)
        if row is None:
            return
        if row.title:
            self._part(row.title)
        elif row.starts:
            self._start(block, row.number, row.recommendation)
            self._complete(row)
        elif self._running:
            self._running.blocks.append(block)
            if row.recommendation.text:
                self._running.passages.append(row.recommendation)
            self._complete(row)

    def _is_last_cell(self, block: Block) -> bool:
        """Whether a block is what is left of a row whose other cells are empty: a tab stands before it."""
        start = block.passage.offsets[0]
        return self._source.text[start - 1 : start] == "\t"

    def _part(self, title: str) -> None:
        """A line or row that parts a table: what it says holds from here."""
        self._running = None
        self._priority = _is_priority(title, self._priority)
        if not _pattern("list-headings").match(title):
            self._group, self._addressed = title, _addressed(title)

    def _complete(self, row: Row) -> None:
        """What the other cells of a row say of the item."""
        item = self._running
        assert item is not None  # noqa: S101 - started by the caller
        item.priority = item.priority or row.priority
        item.addressed = f"{item.addressed} {row.institution}".strip()
        item.changes_law = (
            item.changes_law or row.changes_law if row.changes_law is not None else item.changes_law
        )
        item.context = joined([*filter(None, [item.context]), row.context]) if row.context else item.context
        item.standards = (
            joined([*filter(None, [item.standards]), row.standards]) if row.standards else item.standards
        )


def _labelled(block: Block) -> tuple[str | None, Passage]:
    """The number of a list item ('' for a bullet, None for no item at all) and its text."""
    if block.label:
        match = _NUMBER.match(block.label.strip())
        return (match["number"] if match else ""), block.passage
    match = _NUMBER.match(block.text) or _BULLET.match(block.text)
    if match and match.end() < len(block.text.rstrip()):
        number = match["number"] if match.re is _NUMBER else ""
        return number, block.passage.cut(match.end(), len(block.text.rstrip()))
    return None, block.passage


def _is_inside(number: str, above: str) -> bool:
    """Whether an item belongs to a list inside the item ``above``: 'a' in '1', '' in 'a', 'i' in 'a'."""
    if _rank(number) != _rank(above):
        return _rank(number) > _rank(above)
    follows = len(above) == 1 == len(number) and ord(number) == ord(above) + 1
    return bool(number.islower() and _ROMAN.match(number) and not _ROMAN.match(above) and not follows)


def _rank(number: str) -> int:
    if number[:1].isdigit():
        return number.count(".")
    if not number:
        return 9
    return 6 if number.isupper() else 7 if len(number) == 1 else 8


def _is_title(item: Item) -> bool:
    """Whether what looks like an item is the title of those that follow: '1. Voter registration'."""
    text = item.passage.text
    short = len(text.split()) <= _LONGEST_TITLE and not text.endswith((".", ";"))
    return short and not _advising().find(text)


def _is_priority(title: str, before: bool) -> bool:
    """Whether items under this heading are priority ones; a heading by subject leaves it as it was."""
    if not _pattern("list-headings").match(title):
        return before
    return bool(_pattern("priority-headings").match(title))


def _addressed(title: str) -> str:
    """The title, where it says whom the items under it are for: 'To the Assembly', else ''."""
    title = title.strip(" :*")
    return title if _pattern("addressed").match(title) and len(title.split()) <= _LONGEST_TITLE else ""


def _brought_in(report: Report) -> list[Item]:
    """The labelled items right behind the sentences that bring in a list of recommendations."""
    blocks, section = list[Block](), None
    for block in report.blocks:
        if block.section is not None and _labelled(block)[0] is not None:
            blocks += [block] if block.section == section else []
        elif block.kind is not BlockKind.ROW:
            opens = block.text.rstrip().endswith(":") and listed("lead-in").find(block.text)
            section = block.section if opens else None
    return _Reader(report, range(len(report.sections))).read(blocks)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in read_yaml("recommendation-lists.yaml")[key]), re.I)


@cache
def _advising() -> Cues:
    return cues_of({"advice": read_yaml("recommendation-lists.yaml")["advising"]})
