"""What a reference without a name goes back to: "of the same document", "Ibid.", a bare "Paragraph 17".

Of what may be meant, the nearest counts that can have the provisions printed: a document without sections is
not "the same document" of "section I.1.1".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.citations import links
from loaders.citations.dictionary import fold
from loaders.citations.grammar import Item, Run
from loaders.citations.recognise import Recogniser
from loaders.citations.register import Register
from loaders.citations.surroundings import REACH, Surroundings
from loaders.model import Block, Sentence

_EVERY_KIND_HAS = frozenset(("article", "paragraph", "section"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference at reading offsets ``start`` to ``end`` of its block, in ``sentence``.

    ``items`` are its provisions, none where the instrument is only named. ``key`` is the instrument's, None
    where it is unknown (``reason`` says why) and where ``act`` names a domestic act instead. ``quoted``: a
    quotation opens behind it in its sentence.
    """

    start: int
    end: int
    items: tuple[Item, ...]
    key: str | None
    rule: str
    sentence: Sentence
    quoted: bool
    slip: str = ""
    reason: str = ""
    act: str | None = None


@dataclass(slots=True)
class Antecedent:
    """Something referred to at ``at`` to ``end``: an instrument (``key``) or a domestic act, and the unit of
    its provisions ('' where it was only named). Offsets below 0 stand for the block that carries a
    footnote's marker."""

    at: int
    end: int
    key: str | None
    act: str
    unit: str


@dataclass(slots=True)
class Memory:
    """What a report has cited so far: the instrument last, the last by each word for it ("document"), and
    the last reference of the footnote before."""

    register: Register
    last: str | None = None
    by_head: dict[str, str] = field(default_factory=dict)
    note: Reference | None = None
    _heads: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, reference: Reference) -> None:
        if reference.key:
            self.last = reference.key
            self.by_head.update(dict.fromkeys(self.heads(reference.key), reference.key))

    def heads(self, key: str) -> frozenset[str]:
        """The words for an instrument when it is spoken of again: "Covenant", "Document"."""
        if key not in self._heads:
            instrument = self.register.instrument(key)
            titles = " ".join([instrument.title, *(alias.name for alias in instrument.aliases)])
            said = {fold(word) for word in re.findall(r"(?<!Explanatory )\b\w+", titles)}
            self._heads[key] = frozenset(said & links.words()["heads"].keys())
        return self._heads[key]


class Antecedents(Surroundings):
    """A block, what it has referred to so far, and what was referred to before it (``memory``; ``carrier``:
    by the block that carries its marker, where it is a footnote)."""

    def __init__(
        self, recogniser: Recogniser, block: Block, memory: Memory, carrier: Sequence[Reference]
    ) -> None:
        super().__init__(recogniser, block)
        self.memory = memory
        self.defined = recogniser.heads
        self.used: set[int] = set()
        self.antecedents = [
            Antecedent(at, at, reference.key, "", reference.items[0].unit if reference.items else "")
            for at, reference in enumerate(carrier, -len(carrier))
            if reference.key
        ]

    def fits(self, run: Run, key: str) -> bool:
        """Whether an instrument can have the provisions of a run."""
        return all(self.register.may_have(key, item.parts, item.unit) for item in run.items)

    def has(self, run: Run, key: str) -> bool:
        """Whether the register knows all provisions of a run in an instrument."""
        places = (self.register.place(key, item.parts, item.unit) for item in run.items)
        return self.fits(run, key) and all(place.known for place in places)

    def _admits(self, run: Run, key: str, head: str) -> bool:
        """Whether an instrument can be meant by a word for it: one that is not called so must be known to
        have the provisions, where any of its are known."""
        called = head in self.memory.heads(key) or not self.register.instrument(key).provisions
        return self.fits(run, key) if called else self.has(run, key)

    def _may_slip(self, run: Run, key: str) -> bool:
        """Whether a number that an instrument has not may be a slip in print."""
        return run.unit in _EVERY_KIND_HAS or run.unit in self.register.instrument(key).units

    # -- "of the same document"

    def spoken_of(self, head: str, run: Run, same: bool) -> tuple[str | None, bool]:
        """The instrument that ``head`` stands for, and whether it is named in this block or defined so.
        ``same``: "the same", "the said" stands before it."""
        meant = [
            *((key, True) for key in self._keys_before(run) if self._may_be_called(key, head, same)),
            (self.defined.get(head), True),
            (self.memory.last if same and self._may_be_called(self.memory.last, head, same) else None, False),
            (self.memory.by_head.get(head), False),
        ]
        known = [(key, near) for key, near in meant if key]
        fitting = ((key, near) for key, near in known if self._admits(run, key, head))
        likely = ((key, near) for key, near in known if self._may_slip(run, key))
        return next(fitting, None) or next(likely, (None, False))

    def _keys_before(self, run: Run) -> Iterator[str]:
        """The instruments referred to or named before a run in its block, the nearest first."""
        last = self.name_before(run.start)
        named = [(self.starts[i], self.names[i].key) for i in range(max(0, last - REACH), last + 1)]
        cited = [(a.at, a.key) for a in self.antecedents[-REACH:]]
        for _, key in sorted([*named, *cited], key=lambda place: place[0], reverse=True):
            if key:
                yield key

    def _may_be_called(self, key: str | None, head: str, same: bool) -> bool:
        if key is None:
            return False
        entry = links.words()["heads"][head]
        kinds = entry.get("any_of", ()) if same else ()
        return head in self.memory.heads(key) or self.register.instrument(key).kind in kinds

    # -- "Paragraph 17 further underlines"

    def before(self, run: Run) -> list[Antecedent]:
        """What a run may go on from, the nearest first: what was referred to before in the block, the
        domestic acts named, and the instruments named alone in the same sentence; without any of these, what
        the block refers to that carries the footnote."""
        sentence, last = self.sentence(run.start).start, self.name_before(run.start)
        cited = [antecedent for antecedent in self.antecedents[-REACH:] if antecedent.at >= 0]
        named = [
            Antecedent(self.starts[i], self.starts[i], self.names[i].key, "", "")
            for i in range(last, max(-1, last - REACH), -1)
            if i not in self.used and self.names[i].key and self.starts[i] >= sentence
        ]
        acts = [
            Antecedent(act.start, act.end, None, act.name, "")
            for act in self.acts_before(run)
            if not any(a.at <= act.start < a.end for a in cited)
        ]
        nearest = sorted([*cited, *named, *acts], key=lambda a: a.at, reverse=True)
        return nearest or [a for a in self.antecedents[::-1] if self._goes_on_in_note(run, a)]

    def _goes_on_in_note(self, run: Run, carried: Antecedent) -> bool:
        """Whether a footnote's run can go on from its marker's block: a provision known of that instrument,
        and none that a law might have as well ("Article 5", "Section 203")."""
        telling = run.unit == "paragraph" or all(len(item.parts) > 1 for item in run.items)
        return telling and run.unit != "article" and carried.key is not None and self.has(run, carried.key)
