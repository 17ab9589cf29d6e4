"""Source text as lines: where pages begin, which lines are page furniture, whether lines are hard-wrapped."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

# "Observation Mission Page: 11", "Page 3 of 28", "- 7 -", "12": lines that only number pages.
_PAGE_NUMBER = re.compile(r"(?:^|\s)Page:?\s*\d{1,4}(?:\s+of\s+\d{1,4})?$|^[-–—]?\s*\d{1,3}\s*[-–—]?$", re.I)
# Lines that hold addresses or pictures and nothing else.
_ADDRESSES = re.compile(
    r"(?:https?://|www\.)\S+(?:\s+(?:https?://|www\.)\S+)*$|!\[[^\]]{0,200}\]\([^)]{0,300}\)$"
)
# A line; a label that stands on a line of its own ("IV.", "•") is read with the line below it.
_LINE = re.compile(
    r"([^\S\n\f]*(?:[IVXLC]{1,6}\.|[A-Z]\.|\d{1,2}(?:\.\d{1,2})*\.|[•▪●■‣])[^\S\n\f]*\n[^\S\n\f]*\S[^\n\f]*"
    r"|[^\n\f]*)(?:[\n\f]|\Z)"
)
_RULE = re.compile(r"[_=─—-]{5,}$|\s{20,}$|\|(?:\s*:?-{2,}:?\s*\|)+$")
_LONGEST_HEAD = 120
_FEWEST_REPEATS = 3


class Role(Enum):
    TEXT = auto()
    BLANK = auto()
    RULE = auto()
    FURNITURE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it. ``start`` and ``end`` are source offsets; ``text`` is the
    source between them, with a space for a line break.
    """

    start: int
    end: int
    text: str
    role: Role = Role.TEXT
    page_start: bool = False
    page: int | None = None


def split_lines(text: str) -> list[Line]:
    """The lines of a source text, with roles, and the first line of each page marked where pages show."""
    lines = [_line(text, m.start(1), m.end(1)) for m in _LINE.finditer(text)]
    lines = _mark_pages(text, lines)
    return _mark_furniture(lines)


def _line(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    stripped = raw.strip()
    if not stripped:
        return Line(start, start, "", Role.RULE if _RULE.match(raw) else Role.BLANK)
    start += len(raw) - len(raw.lstrip())
    role = Role.RULE if _RULE.match(stripped) else Role.TEXT
    return Line(start, start + len(stripped), stripped.replace("\n", " "), role)


def _mark_pages(text: str, lines: Sequence[Line]) -> list[Line]:
    """Pages begin behind form feeds. Text drawn from a PDF without them often leaves one space at the start
    of each page's first line instead; it is taken as a sign where it is rare and precedes text.
    """
    breaks = [m.start() for m in re.finditer("\f", text)]
    if breaks:
        pages = [1 + bisect(breaks, line.start) for line in lines]
        texts = [i for i, line in enumerate(lines) if line.role is Role.TEXT]
        first = {i for before, i in pairwise(texts) if pages[before] != pages[i]}
        return [replace(line, page=pages[i], page_start=i in first) for i, line in enumerate(lines)]
    spaced = [
        i
        for i, line in enumerate(lines)
        if line.role is Role.TEXT
        and line.start
        and text[line.start - 1] == " "
        and (line.start == 1 or text[line.start - 2] == "\n")
    ]
    count = sum(line.role is Role.TEXT for line in lines)
    if not spaced or len(spaced) > max(3, count // 20):
        return list(lines)
    starts_at = set(spaced)
    return [replace(line, page_start=i in starts_at) for i, line in enumerate(lines)]


def _mark_furniture(lines: Sequence[Line]) -> list[Line]:
    repeats = _repeated_heads(lines)
    addresses, heads = set(), set()
    for i, line in enumerate(lines):
        if line.role is not Role.TEXT:
            continue
        if _ADDRESSES.match(line.text):
            addresses.add(i)
        elif line.text in repeats:
            heads.add(i)
        elif _PAGE_NUMBER.search(line.text) and len(line.text) <= _LONGEST_HEAD:
            heads.update(_head_around(lines, i))
    marked, new_page = [], False
    for i, line in enumerate(lines):
        if i in heads or i in addresses:
            new_page = new_page or i in heads
            marked.append(replace(line, role=Role.FURNITURE))
        elif line.role is Role.TEXT and new_page:
            marked.append(replace(line, page_start=True))
            new_page = False
        else:
            marked.append(line)
    return marked


def _repeated_heads(lines: Sequence[Line]) -> set[str]:
    """Short lines that come back, but for their digits, page after page."""
    shapes: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if line.role is Role.TEXT and len(line.text) <= _LONGEST_HEAD and "\t" not in line.text:
            shapes.setdefault(re.sub(r"\d+", "#", line.text), []).append(i)
    heads: set[str] = set()
    for shape, places in shapes.items():
        apart = sum(b - a >= 15 for a, b in pairwise(places))
        if apart + 1 >= _FEWEST_REPEATS and re.search(r"[^\W\d_]{4}", shape):
            heads.update(lines[i].text for i in places)
    return heads


def _head_around(lines: Sequence[Line], at: int) -> range:
    """A page number alone, or the few short lines of running head that it stands among."""
    first = last = at
    while first > 0 and lines[first - 1].role is Role.TEXT and at - first < 4:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].role is Role.TEXT and last - at < 4:
        last += 1
    short = all(len(line.text) <= _LONGEST_HEAD for line in lines[first : last + 1])
    return range(first, last + 1) if last - first < 4 and short else range(at, at + 1)


def is_hard_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are broken into lines of about the width of a page."""
    long = followed = 0
    for line, following in pairwise(lines):
        if line.role is Role.TEXT and len(line.text) >= 50:
            long += 1
            followed += following.role is Role.TEXT and len(line.text) <= 160
    return long > 0 and followed / long > 0.5


def words_of(text: str) -> Counter[str]:
    """How often each word stands in a text, in lower case: what tells a hyphen from a line break's."""
    return Counter(word.lower() for word in re.findall(r"[^\W\d_]+", text))
