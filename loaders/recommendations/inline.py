"""Where the words of a listed recommendation stand in the body of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator

from loaders.model import Block, BlockKind, Passage, Report
from loaders.repeats import likeness

INLINE_LIKENESS = 0.65
"""From this share of common words on (Dice) a passage of the body counts as the same recommendation.

Reports reword a little between body and list ("bring it more closely in line with", "closer to"); two
different recommendations on one matter share about half their words.
"""

_MOST_SENTENCES = 6
_WORD = re.compile(r"\w+")


class Text:
    """The body of a report outside its list of recommendations, searchable for wording.

    ``leave_out`` are the ordinals of the blocks that the list is made of.
    """

    def __init__(self, report: Report, leave_out: Container[int]) -> None:
        self._blocks = [
            (block, Counter(_words(block.text)))
            for block in report.blocks
            if block.ordinal not in leave_out and block.kind is not BlockKind.ROW and block.sentences
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
                found = likeness(wanted, Counter(_words(block.text[start:end])))
                if found > best:
                    best, place = found, block.passage.cut(start, end)
        return place


def overlap(left: str, right: str) -> float:
    """The share (0 to 1) of the words of the shorter of two texts that stand in the other."""
    these, those = Counter(_words(left)), Counter(_words(right))
    shorter = min(these.total(), those.total())
    return (these & those).total() / shorter if shorter else 0.0


def _runs(block: Block) -> Iterator[tuple[int, int]]:
    sentences = block.sentences
    for i, first in enumerate(sentences):
        for last in sentences[i : i + _MOST_SENTENCES]:
            yield first.start, last.end


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
