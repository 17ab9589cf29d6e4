"""A report's text cut into pieces, so that a page can show what stands where. Pure functions on offsets.

All offsets are character offsets into the report's source text; pieces together are the text they were cut
from, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at ``start`` to ``end``; ``kind`` is 'finding', 'citation', 'footnote', 'section' or
    'place' (where other pages lead to); of a mark that stands for a block of the body, the block's kind.

    ``key`` is what a template needs to link to it, ``note`` what it says of it, ``look`` a CSS class.
    """

    kind: str
    start: int
    end: int
    key: str = ""
    note: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks throughout.

    ``begins`` and ``ends`` hold the marks of which this is the first or the last piece.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()

    def of(self, kind: str) -> Mark | None:
        """The first mark of a kind that covers this piece."""
        return next((mark for mark in self.marks if mark.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of a report's text as it is laid out.

    ``kind`` is 'heading', 'between' (what stands outside the body: title page, footnotes, page furniture) or
    a block kind of the graph ('paragraph', 'bullet', 'row').
    """

    kind: str
    start: int
    pieces: tuple[Piece, ...]
    section: Mark | None = None


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """``text`` from source offset ``start`` to ``end`` cut wherever a mark begins or ends.

    ``text`` is the report's whole text; to cut a text that is itself a part, see :func:`pieces_of_quote`.
    """
    end = len(text) if end is None else end
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(at for mark in inside for at in (mark.start, mark.end) if start < at < end)})
    return [_piece(text[left:right], left, right, inside) for left, right in pairwise(cuts)]


def pieces_of_quote(quote: str, start: int, marks: Iterable[Mark]) -> list[Piece]:
    """A quote that begins at source offset ``start``, cut at marks given in source offsets."""
    moved = (Mark(m.kind, m.start - start, m.end - start, m.key, m.note, m.look) for m in marks)
    return pieces(quote, moved)


def pieces_with_words(text: str, words: Iterable[str], kind: str = "citation") -> list[Piece]:
    """A reading text, with the places marked where one of ``words`` stands.

    Only letters and digits count: the source has line breaks and link marks that the reading text has not.
    """
    marks = []
    for wanted in words:
        closing = r"\)?" if wanted.endswith(")") else ""
        pattern = r"\W+".join(re.findall(r"\w+", wanted)) + closing
        if pattern and (found := re.search(pattern, text)):
            marks.append(Mark(kind, *found.span()))
    return pieces(text, marks)


def blocks(
    text: str, paragraphs: Sequence[Mark], sections: Sequence[Mark], marks: Sequence[Mark]
) -> Iterator[Block]:
    """The text from its beginning to its end as blocks, but for white space outside paragraphs.

    :param paragraphs: where the blocks of the body stand, in reading order; their kind is that of the block
    :param sections: where each section's heading begins
    """
    position = 0
    for paragraph in [*paragraphs, Mark("end", len(text), len(text))]:
        if paragraph.start > position:
            yield from _between(text, position, paragraph.start, sections, marks)
        begin, end = max(paragraph.start, position), paragraph.end
        if end > begin:
            yield Block(paragraph.kind, begin, tuple(pieces(text, _near(marks, begin, end), begin, end)))
        position = max(position, end)


def _between(
    text: str, start: int, end: int, sections: Sequence[Mark], marks: Sequence[Mark]
) -> Iterator[Block]:
    """What stands between two paragraphs: headings from where a section begins, and the rest."""
    heads = {section.start: section for section in sections if start <= section.start < end}
    for left, right in pairwise(sorted({start, end, *heads})):
        words = text[left:right]
        if words.strip():
            head = heads.get(left)
            begin, stop = left + len(words) - len(words.lstrip()), left + len(words.rstrip())
            cut = tuple(pieces(text, _near(marks, begin, stop), begin, stop))
            yield Block("heading" if head else "between", begin, cut, head)


def _near(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    return [mark for mark in marks if mark.start < end and mark.end > start]


def _piece(text: str, start: int, end: int, marks: Sequence[Mark]) -> Piece:
    over = tuple(mark for mark in marks if mark.start < end and mark.end > start)
    begins = tuple(mark for mark in over if start <= mark.start)
    return Piece(text, over, begins, tuple(mark for mark in over if mark.end <= end))
