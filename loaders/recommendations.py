"""Recommendations: the lists of final reports, and where the same words stand in the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.model import Block, BlockKind, Passage, Recommendation, Report, ReportType, Section
from loaders.topics import topics_of

LIST = "recommendations"
AFTER_LIST = frozenset({"results-annex", "annex-of-persons", "about"})
INLINE_LIKENESS = 0.65
"""From this share of common words on (Dice) a passage of the body counts as the same recommendation.

Reports reword a little between body and list ("bring it more closely in line with", "closer to"); two
different recommendations on one matter share about half their words.
"""

_NUMBER = re.compile(r"\(?(?P<number>\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_BULLET = re.compile(r"[•●▪‣*–—-]\s+(?=\S)")
_WORD = re.compile(r"\w+")
_FINISHED = re.compile(r"[.!?:;][\"”’')\]]*$")
_ADVICE = re.compile(
    r"\b(?:should|could|recommend\w*|consider\w*|needs? to|must|ought to|encouraged)\b", re.I
)


@dataclass
class _Item:
    number: str
    priority: bool
    group: str
    passages: list[Passage] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        return bool(_FINISHED.search(self.passages[-1].text))


def find_recommendations(report: Report) -> tuple[Recommendation, ...]:
    """The recommendations of a final report, in the order of its list; other reports have none.

    ``number`` is as printed, without its full stop or brackets; an item under a mere bullet is numbered by
    its place in the list.
    """
    if report.identity.report_type is not ReportType.FINAL:
        return ()
    body = _Body(report, _list_sections(report))
    found = []
    for place, item in enumerate(_items(report), start=1):
        passage = _joined(item.passages)
        topics = topics_of(passage.text) or topics_of(item.group)
        found.append(
            Recommendation(
                number=item.number or str(place),
                priority=item.priority,
                group=item.group,
                passage=passage,
                inline=body.same_words(passage.text),
                topics=topics,
            )
        )
    return tuple(found)


def _list_sections(report: Report) -> range:
    """The sections of the list: from its heading to the annexes, whatever level their headings show."""
    lists = [i for i, section in enumerate(report.sections) if section.kind == LIST]
    if not lists:
        return range(0)
    tops = [i for i in lists if report.sections[i].level == min(report.sections[j].level for j in lists)]
    start = tops[-1]
    for i in range(start + 1, len(report.sections)):
        section = report.sections[i]
        if section.kind in AFTER_LIST or section.number.upper().startswith("ANNEX"):
            return range(start, i)
    return range(start, len(report.sections))


def _items(report: Report) -> Iterator[_Item]:
    within, priority, section_at = _list_sections(report), False, -1
    items: list[_Item] = []
    for block in report.blocks:
        if block.section is None or block.section not in within:
            continue
        if block.section != section_at:  # an item does not run on under another heading
            yield from items
            items = []
            for passed in report.sections[max(section_at + 1, within.start) : block.section + 1]:
                priority = _is_priority(passed, priority)
            section_at = block.section
        number, passage = _labelled(block)
        running = items[-1] if items else None
        if number is None:
            if running and (not running.finished or passage.text[:1].islower()):
                running.passages.append(passage)
        elif running and running.number.isdigit() and not number.isdigit():  # a list inside an item
            running.passages.append(passage)
        else:
            group = _group(report.sections[section_at], top=section_at == within.start)
            items.append(_Item(number, priority, group, [passage]))
    yield from items


def _labelled(block: Block) -> tuple[str | None, Passage]:
    """The number of a list item ('' for a bullet, None for no item at all) and its text."""
    if block.kind is BlockKind.ROW:
        return _row(block)
    if block.label:
        match = _NUMBER.match(f"{block.label.strip()} x")
        return (match["number"] if match else ""), block.passage
    if match := _NUMBER.match(block.text):
        return match["number"], block.passage.cut(match.end(), len(block.text.rstrip()))
    if match := _BULLET.match(block.text):
        return "", block.passage.cut(match.end(), len(block.text.rstrip()))
    return None, block.passage


def _row(block: Block) -> tuple[str | None, Passage]:
    """A row of a table of recommendations: its number, and the cell that advises."""
    cells = [(m.start(), m.end()) for m in re.finditer(r"[^\t]+", block.text)]
    number = re.fullmatch(r"\s*(\d{1,3})\.?\s*", block.text[slice(*cells[0])]) if cells else None
    advice = [cell for cell in cells[1:] if _ADVICE.search(block.text, *cell)]
    if not number or not advice:
        return None, block.passage
    start, end = max(advice, key=lambda cell: cell[1] - cell[0])
    return number[1], block.passage.cut(start, end)


def _is_priority(section: Section, before: bool) -> bool:
    """Whether items under this heading are priority ones; a heading by subject leaves it as it was."""
    title = section.title.lower()
    if "recommendation" not in title:
        return before
    return "priority" in title and "non-priority" not in title


def _group(section: Section, top: bool) -> str:
    title = "" if top else section.title.strip()
    return title.title() if title.isupper() else title


def _joined(passages: Sequence[Passage]) -> Passage:
    text, offsets = passages[0].text, list(passages[0].offsets)
    for passage in passages[1:]:
        text, offsets = f"{text} {passage.text}", [*offsets, offsets[-1] + 1, *passage.offsets]
    return Passage(text, offsets)


class _Body:
    """The body of a report outside its list of recommendations, searchable for wording."""

    def __init__(self, report: Report, leave_out: range) -> None:
        self._blocks = [
            (block, Counter(_words(block.text)))
            for block in report.blocks
            if block.section not in leave_out and block.kind is not BlockKind.ROW and block.sentences
        ]

    def same_words(self, text: str) -> Passage | None:
        """The run of sentences of one block that is most like ``text``, None where none is alike enough."""
        wanted = Counter(_words(text))
        size = wanted.total()
        best, place = INLINE_LIKENESS, None
        for block, words in self._blocks:
            if (wanted & words).total() < INLINE_LIKENESS / 2 * size:
                continue
            for start, end in _runs(block):
                likeness = _likeness(wanted, Counter(_words(block.text[start:end])))
                if likeness > best:
                    best, place = likeness, block.passage.cut(start, end)
        return place


def _runs(block: Block) -> Iterator[tuple[int, int]]:
    sentences = block.sentences
    for i, first in enumerate(sentences):
        for last in sentences[i : i + 6]:
            yield first.start, last.end


def _likeness(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
