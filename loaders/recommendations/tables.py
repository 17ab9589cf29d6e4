"""Rows of a table of recommendations: what its columns hold, told by their heads, and what a row says.

EU observation missions list: No. | Context | Recommendation | Suggested change in legal framework |
Responsible institution | Principle or international commitment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders.cues import Cues, cues_of
from loaders.model import Block, Passage, Source
from ontology import read_yaml

_EMPTY = Passage("", ())
_NUMBER = re.compile(
    r"(?:R(?:ec)?\.?\s?)?(?P<number>\d{1,3}(?:\.\d{1,2})?|[A-Z])\s*[.)]?\s*(?P<rest>.*)$", re.S
)
_FEWEST_HEADS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row. ``title`` is the text of one that parts the table ('PRIORITY RECOMMENDATIONS'); ``starts`` says
    whether it begins an item, or runs on with the one above. ``changes_law`` is None where no column says so.
    """

    title: str = ""
    starts: bool = False
    number: str = ""
    recommendation: Passage = _EMPTY
    institution: str = ""
    changes_law: bool | None = None
    priority: bool = False
    context: Passage | None = None
    standards: Passage | None = None


class Table:
    """Reads the rows of one table, in order; it keeps the heads of the columns."""

    def __init__(self) -> None:
        self._head: list[list[str]] = []
        self._columns: dict[str, int] = {}
        self._width = 0
        self._unfinished = False

    @property
    def open(self) -> bool:
        """Whether a head has been read."""
        return bool(self._columns)

    def read(self, block: Block, source: Source) -> Row | None:
        """What a row says; None for one of the head, and for one that says nothing."""
        cells = _cells(block, source)
        texts = [cell.text.strip() for cell in cells]
        filled = [text for text in texts if text]
        if (
            len(filled) == 1
            and (not texts[0] or len(texts) == 1 or len(filled[0]) > 3)
            and not self._in_text(texts)
        ):
            return Row(title=filled[0])
        if self._reads_head(texts):
            return None
        return self._row(cells) if self._columns else _by_words(cells)

    def _in_text(self, texts: Sequence[str]) -> bool:
        """Whether the one cell of a row runs on with the cell above it."""
        return bool(self._columns) and bool(texts) and not texts[0] and len(texts) > 1

    def _reads_head(self, texts: Sequence[str]) -> bool:
        """Whether the row is one of the head, which may be broken over rows: their words are put together."""
        if self._columns and self._unfinished:
            if _NUMBER.fullmatch(texts[0]):
                return False
            whole = [" ".join(words) for words in _beside(self._head[-1], texts)]
            columns = _columns(whole)
            if (
                len(texts) <= self._width
                and len(columns) >= len(self._columns)
                and not any(map(_advises, texts))
            ):
                self._head.append(whole)
                self._columns = columns
                return True
            return False
        columns = _columns(texts)
        if len(columns) < _FEWEST_HEADS or "recommendation" not in columns:
            return False
        self._head, self._columns, self._width, self._unfinished = [list(texts)], columns, len(texts), True
        return True

    def _row(self, cells: Sequence[Passage]) -> Row | None:
        self._unfinished = False
        of = {name: cells[at] for name, at in self._columns.items() if at < len(cells)}
        advice = of.get("recommendation", _EMPTY)
        number = _NUMBER.match(of["number"].text.strip()) if of.get("number") else None
        marks = [number["rest"]] if number else []
        marks += [of["priority"].text] if "priority" in of else []
        law = of.get("legal-change", _EMPTY).text.strip()
        return Row(
            starts=bool(number and advice.text) or ("number" not in self._columns and _begins(advice.text)),
            number=number["number"] if number else "",
            recommendation=advice,
            institution=of.get("institution", _EMPTY).text.strip(),
            changes_law=not _listed_patterns("nothing").fullmatch(law.rstrip(".")) if law else None,
            priority=any(
                _listed_patterns("priority-cells").fullmatch(mark.strip(" ()[]*")) for mark in marks
            ),
            context=of.get("context") or None,
            standards=of.get("principle") or None,
        )


def _by_words(cells: Sequence[Passage]) -> Row | None:
    """A row of a table without a head: its first cell is a number, its longest that advises is the item."""
    number = _NUMBER.fullmatch(cells[0].text.strip()) if cells else None
    advice = [cell for cell in cells[1:] if _advises(cell.text)]
    if not number or not advice:
        return None
    return Row(starts=True, number=number["number"], recommendation=max(advice, key=lambda c: len(c.text)))


def _cells(block: Block, source: Source) -> list[Passage]:
    """The cells of a row, with the empty ones that stand before its first words."""
    line = source.text.rfind("\n", 0, block.passage.offsets[0]) + 1
    before = source.text[line : block.passage.offsets[0]]
    missing = max(before.count("|") - 1, before.count("\t"), 0)
    cells = [_EMPTY] * missing
    for match in re.finditer(r"[^\t]*(?:\t|$)", block.text):
        text = match[0].rstrip("\t ")
        lead = len(text) - len(text.lstrip())
        cells.append(block.passage.cut(match.start() + lead, match.start() + len(text)))
    return cells[:-1] if cells and not cells[-1].text else cells


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by the words of the heads; the first head that fits has it."""
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        text = " ".join(head.strip(" *").split())
        for name, patterns in read_yaml("recommendation-lists.yaml")["columns"].items():
            if text and name not in found and any(re.fullmatch(p, text, re.I) for p in patterns):
                found[name] = at
                break
    return found


def _beside(above: Sequence[str], below: Sequence[str]) -> list[tuple[str, str]]:
    width = max(len(above), len(below))
    return list(
        zip([*above, *[""] * (width - len(above))], [*below, *[""] * (width - len(below))], strict=True)
    )


def _begins(text: str) -> bool:
    return text[:1].isupper()


def _advises(text: str) -> bool:
    return bool(listed("advising").find(text))


@cache
def listed(key: str) -> Cues:
    """A list of phrases of ``ontology/recommendation-lists.yaml``."""
    return cues_of({key: read_yaml("recommendation-lists.yaml")[key]})


@cache
def _listed_patterns(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in read_yaml("recommendation-lists.yaml")[key]), re.I)
