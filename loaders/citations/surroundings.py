"""A block as the binder sees it: its names, runs, quotations and domestic acts, and where each stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from loaders.citations import domestic, grammar, links
from loaders.citations.domestic import Act
from loaders.citations.grammar import Run
from loaders.citations.recognise import Recogniser
from loaders.model import Block, Sentence

_MARK = re.compile('["“”]')
_LONGEST_QUOTATION = 2000

REACH = 40
"""How many references back a run without a name may go on from."""


class Surroundings:
    """``names`` are the instruments that the report itself names in the block, ``starts`` where they start,
    ``quoted`` the quotations."""

    def __init__(self, recogniser: Recogniser, block: Block) -> None:
        self.register = recogniser.register
        self.text = block.text
        self.sentences = block.sentences or (Sentence(0, len(block.text), block.passage),)
        self.ends = [sentence.end for sentence in self.sentences]
        self.quoted = quotations(self.text)
        names = recogniser.names(self.text)
        self.names = [name for name in names if not self._is_quoted(name.start, name.end)]
        self.starts = [name.start for name in self.names]

    def sentence(self, at: int) -> Sentence:
        return self.sentences[min(bisect_right(self.ends, at), len(self.sentences) - 1)]

    def name_before(self, at: int) -> int:
        """The index of the last name that starts at or before an offset, -1 where there is none."""
        return bisect_right(self.starts, at) - 1

    def _inside_name(self, at: int) -> bool:
        index = self.name_before(at)
        return index >= 0 and at < self.names[index].after

    def _is_quoted(self, start: int, end: int) -> bool:
        """Whether a stretch stands inside a quotation that holds more than it."""
        index = bisect_right(self.quoted, start, key=lambda quotation: quotation[0]) - 1
        if index < 0:
            return False
        opened, closed = self.quoted[index]
        return start < closed and closed - opened > (end - start) + 12

    def quote_follows(self, end: int, sentence: Sentence) -> bool:
        """Whether a quotation opens behind an offset in the sentence."""
        index = bisect_left(self.quoted, end, key=lambda quotation: quotation[0])
        return index < len(self.quoted) and self.quoted[index][0] <= sentence.end

    def runs(self) -> list[Run]:
        """The runs outside names and quotations, and those that stand at a name without a provision word."""
        found = [
            run
            for run in grammar.runs(self.text)
            if not self._is_quoted(run.start, run.end)
            and not self._inside_name(run.start)
            and not self._explains_comment(run)
        ]
        return sorted([*found, *self._further_runs(), *self._bare_numbers()], key=lambda run: run.start)

    def _explains_comment(self, run: Run) -> bool:
        """ "General Comment No. 37 on the right of peaceful assembly (Article 21)": what it comments on."""
        index = self.name_before(run.start)
        if index < 0 or run.unit != "article" or not (key := self.names[index].key):
            return False
        after = self.names[index].after
        bracketed = run.start - after < links.LONGEST_LINK and self.text[after : run.start].strip() == "("
        return bracketed and self.register.instrument(key).kind == "general-comment"

    def _further_runs(self) -> Iterator[Run]:
        for name, following in pairwise(self.names):
            link = links.FURTHER_RUN.match(self.text, name.after)
            run = self._run_at(link.end(), following.key) if link and following.key else None
            near = run and following.start - run.end <= links.LONGEST_LINK
            if run and near and links.FORWARD.fullmatch(self.text, run.end, following.start):
                yield run

    def _bare_numbers(self) -> Iterator[Run]:
        """Numbers that the instrument before them is known to have."""
        for name in self.names:
            link = links.BARE_NUMBER.match(self.text, name.after) if name.key else None
            run = self._run_at(link.end(), name.key) if link and name.key else None
            if run and all(self.register.place(name.key or "", i.parts, i.unit).known for i in run.items):
                yield run

    def _run_at(self, at: int, key: str) -> Run | None:
        return grammar.run_at(self.text, at, self.register.instrument(key).units[0])

    @cached_property
    def _acts(self) -> list[Act]:
        return [act for act in domestic.acts(self.text) if not self._inside_name(act.end - 1)]

    def acts_before(self, run: Run) -> list[Act]:
        """The domestic acts named before a run, the last of them."""
        end = bisect_left(self._acts, run.start, key=lambda act: act.start)
        return self._acts[max(0, end - REACH) : end]


def quotations(text: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks, without the marks. An opening mark that is never closed, or not
    within 2,000 characters, opens nothing. Instruments named inside one are cited by the text quoted, not by
    the report."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        at = mark.start()
        if opened is None:
            if _opens(text, at):
                opened = at + 1
        elif at - opened > _LONGEST_QUOTATION:
            opened = at + 1 if _opens(text, at) else None
        elif _closes(text, at):
            found.append((opened, at))
            opened = None
    return found


def _opens(text: str, at: int) -> bool:
    """A straight mark opens before a word and after a blank; a curled one by its shape."""
    if text[at] != '"':
        return text[at] == "“"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—–-/") and bool(after) and not after.isspace()


def _closes(text: str, at: int) -> bool:
    if text[at] != '"':
        return text[at] == "”"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isspace() or not after or not after.isalnum()
