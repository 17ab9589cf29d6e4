"""Binding: which instrument a run of provisions belongs to.

The rules, in the order they are tried; each is named on the citations it makes:

==============  ==============================================================================
``forward``     paragraph 7.5 **of the** 1990 OSCE Copenhagen Document
``anaphora``    Article 25 **of the Covenant**, paragraph 24 **of the same Document**
``thereof``     the Copenhagen Document and paragraph 7.5 **thereof**
``name-first``  Code of Good Practice**,** section I.3.1; ICCPR Article 25; the ICCPR (Article 25)
``apposed``     Art. 25**,** ICCPR
``ibid``        **Ibid.**, paragraph 15
``sentence``    The ICCPR guarantees **in Article 25** …  (named in the same sentence, without a provision)
``elliptical``  **Paragraph 25** further underlines …  (cited before in the same paragraph or footnote)
``name``        the instrument alone, without a provision
==============  ==============================================================================

References to domestic acts compete: "Article 20 of the Election Law", and "Article 21" after it, are theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import ontology
from loaders.citations import domestic, grammar
from loaders.citations.domestic import Act
from loaders.citations.grammar import Item, Run
from loaders.citations.quotations import quotations
from loaders.citations.recognise import Name, Recogniser
from loaders.citations.words import fold
from loaders.model import Block


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference at reading offsets ``start`` to ``end`` of its block.

    ``items`` are its provisions, none where the instrument is only named. ``key`` is the instrument's, None
    where it is unknown (``reason`` says why) and where ``act`` names a domestic act instead.
    """

    start: int
    end: int
    items: tuple[Item, ...]
    key: str | None
    rule: str
    slip: str = ""
    reason: str = ""
    act: str | None = None


@dataclass(frozen=True, slots=True)
class _Antecedent:
    """Something cited before: an instrument (``key``) or a domestic act, and the unit of its provisions
    ('' where it was only named)."""

    at: int
    key: str | None
    act: str
    unit: str


_ADJECTIVE = (
    r"(?!(?:and|or|with|law|code|act|constitution|as|by|which|that|is|are|was|not|other|both)\b)[a-z][a-z-]+"
)
_INNER = (
    r"(?:(?P<explanatory>[Ee]xplanatory\s+(?:[Rr]eport|[Mm]emorandum))|(?:[Aa]nnex|[Aa]ppendix|[Pp]reamble|[Gg]uidelines)"
    r"(?:\s+[\dIVX]+)?)\s+(?:of|to|on|in)\s+(?:the\s+)?"
)
_FORWARD = re.compile(
    rf"\.?\)?\s*,?\s*(?:as\s+)?(?i:of|in|from|under|within|to|by)\s+(?:(?i:the|its|that|this|both)\s+)?(?:{_INNER})?"
    rf"(?:{_ADJECTIVE}\s+){{0,2}}[“\"‘']?\s*"
)
_APPOSED = re.compile(r"\.?\s*[,(\[]?\s*(?:the\s+)?")
_NAME_FIRST = re.compile(
    r"(?:['’]s?)?[\s,;:(\[–—-]*(?:(?:in|at|see|under|notably|particularly|especially|specifically|in\s+particular|its|"
    r"also|including|the|e\.g\.|cf\.|inter\s+alia)\b\.?[\s,]*){0,4}"
    r"(?:(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}\s+)?(?:19|20)\d\d\s*,\s*)?"
)
_BARE_NUMBER = re.compile(r"\s*[,(]?\s*(?=\(?(?:[IVX]{1,4}\.|\d{1,2}\.\d))")
_THEREOF = re.compile(r"\s+(?:thereof|therein)\b")
_IMPLICIT = re.compile(r"\s*,?\s*(?:and|as\s+well\s+as|or)\s+(?:of\s+)?(?=[\dIVX])")
_GOES_ON = re.compile(r"\.?\)?\s+(?:of|in)\s+(?:the|its|this|that|an?|[A-Z])|\.?\s+(?:above|below)\b")
_RATIFYING_ACT = re.compile(
    r"\b(?:Law|Act|Decree|Bill)\b[^.;]{0,40}\b(?i:ratification|ratifying|accession)\s+(?:of|to)?\s*(?:the\s+)?$"
)
_LIST_LINK = re.compile(r"\s*(?:,|;|and|&)\s*(?:and\s+)?(?:the\s+)?")
_LONGEST_LINK = 90


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = ontology.read_yaml("citations/grammar.yaml")
    return data


@cache
def _anaphor() -> re.Pattern[str]:
    same = "|".join(_words()["same"])
    heads = "|".join(_words()["heads"])
    return re.compile(
        rf"\.?\)?\s*,?\s*(?:of|in|under|from|to)\s+(?:the|that|this|its|said)\s+"
        rf"(?P<same>(?:(?i:{same})\s+){{0,2}})(?P<head>(?i:{heads})s?)\b(?!\s+(?:on|of|against|for|to)\s+(?:the\s+)?[A-Z])"
    )


@cache
def _ibid() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{'|'.join(_words()['ibid'])})\b\.?,?\s*(?:at\s+|see\s+)?")


@cache
def _committee_verb() -> re.Pattern[str]:
    return re.compile(rf"\)?,?\s+(?:{'|'.join(_words()['acts_as_committee'])})\b")


class Binder:
    """Binds the references of one report, block after block in reading order."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.recogniser = recogniser
        self.register = recogniser.register
        self.last: str | None = None
        self.by_head: dict[str, str] = {}

    def bind(self, block: Block) -> list[Reference]:
        """The references in a block, to standards and to domestic acts, in order of place."""
        found = _BlockBinder(self, block).references()
        for reference in found:
            if reference.key:
                self.last = reference.key
                for head in self.heads(reference.key):
                    self.by_head[head] = reference.key
        return found

    def heads(self, key: str) -> frozenset[str]:
        """The words for an instrument when it is spoken of again: "Covenant", "Document"."""
        instrument = self.register.instrument(key)
        names = [instrument.title, *(alias.name for alias in instrument.aliases)]
        return (
            frozenset(fold(w) for name in names for w in re.findall(r"\w+", name)) & _words()["heads"].keys()
        )


class _BlockBinder:
    def __init__(self, binder: Binder, block: Block) -> None:
        self.binder = binder
        self.register = binder.register
        self.block = block
        self.text = block.text
        self.quoted = quotations(self.text)
        self.names = [
            name for name in binder.recogniser.names(self.text) if not self._is_quoted(name.start, name.end)
        ]
        self.starts = [name.start for name in self.names]
        self.used: set[int] = set()
        self.antecedents: list[_Antecedent] = []
        self._acts: list[Act] | None = None

    def references(self) -> list[Reference]:
        bound = [reference for run in self._runs() if (reference := self._bind(run))]
        cited = {(r.key, self.block.sentence_at(r.start).start) for r in bound if r.key}
        named = [
            Reference(name.start, name.end, (), name.key, "name", name.slip, name.reason)
            for index, name in enumerate(self.names)
            if index not in self.used and self._counts_alone(index, cited)
        ]
        return sorted([*bound, *named], key=lambda r: r.start)

    def _runs(self) -> Iterator[Run]:
        """The runs outside names and quotations, and those that go on behind a name without a provision word:
        "paragraph 7.5 of the Copenhagen Document and 18.1 of the Moscow Document"."""
        found = [
            run
            for run in grammar.runs(self.text)
            if not self._is_quoted(run.start, run.end)
            and not self._inside_name(run.start)
            and not self._explains_comment(run)
        ]
        for name, follower in zip(self.names, self.names[1:], strict=False):
            link = _IMPLICIT.match(self.text, name.after)
            if link and follower.key:
                run = grammar.run_at(self.text, link.end(), self.register.instrument(follower.key).units[0])
                if run and _FORWARD.fullmatch(self.text, run.end, follower.start):
                    found.append(run)
        return iter(sorted([*found, *self._bare_numbers()], key=lambda run: run.start))

    def _bare_numbers(self) -> Iterator[Run]:
        """ "the Code of Good Practice (I.1.2)": a number the instrument is known to have, without its word."""
        for name in self.names:
            link = _BARE_NUMBER.match(self.text, name.after) if name.key else None
            if not link or not name.key:
                continue
            run = grammar.run_at(self.text, link.end(), self.register.instrument(name.key).units[0])
            if run and all(self.register.place(name.key, i.parts, i.unit).known for i in run.items):
                yield run

    def _inside_name(self, at: int) -> bool:
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at < self.names[index].after

    def _explains_comment(self, run: Run) -> bool:
        """ "General Comment No. 37 on the right of peaceful assembly (Article 21)": what it comments on."""
        index = bisect_right(self.starts, run.start) - 1
        if index < 0 or run.unit != "article" or not (key := self.names[index].key):
            return False
        between = self.text[self.names[index].after : run.start]
        return between.strip() == "(" and self.register.instrument(key).kind == "general-comment"

    def _is_quoted(self, start: int, end: int) -> bool:
        """Whether a stretch stands inside a quotation that holds more than it."""
        index = bisect_right(self.quoted, start, key=lambda q: q[0]) - 1
        if index < 0:
            return False
        opened, closed = self.quoted[index]
        return start < closed and closed - opened > (end - start) + 12

    # -- the rules

    def _bind(self, run: Run) -> Reference | None:
        following = bisect_left(self.starts, run.end)
        for rule in (self._forward, self._anaphora, self._thereof):
            if reference := rule(run, following):
                return reference
        if reference := self._domestic(run) or self._unknown(run):
            return reference
        for rule in (self._name_first, self._apposed):
            if reference := rule(run, following):
                return reference
        return self._ibid(run) or self._elliptical(run)

    def _forward(self, run: Run, following: int) -> Reference | None:
        name = self._reachable(run, following)
        link = name and _FORWARD.fullmatch(self.text, run.end, name.start)
        if not name or not link:
            return None
        if link["explanatory"] and name.key:
            run = self._in_explanatory_report(run, name.key)
        return self._to_name(run, following, run.start, name.end, "forward")

    def _apposed(self, run: Run, following: int) -> Reference | None:
        name = self._reachable(run, following)
        if not name or not _APPOSED.fullmatch(self.text, run.end, name.start):
            return None
        return self._to_name(run, following, run.start, name.end, "apposed")

    def _reachable(self, run: Run, following: int) -> Name | None:
        if following < len(self.names) and self.names[following].start - run.end <= _LONGEST_LINK:
            return self.names[following]
        return None

    def _name_first(self, run: Run, following: int) -> Reference | None:
        index = following - 1
        if index < 0 or self.names[index].after > run.start:
            return None
        name = self.names[index]
        if run.start - name.after > _LONGEST_LINK or not _NAME_FIRST.fullmatch(
            self.text, name.after, run.start
        ):
            return None
        if index not in self.used:
            return self._to_name(run, index, name.start, run.end, "name-first")
        return None

    def _to_name(self, run: Run, index: int, start: int, end: int, rule: str) -> Reference:
        name = self.names[index]
        self.used.add(index)
        return self._cite(run, name.key, start, end, rule, name.slip, name.reason)

    def _cite(
        self, run: Run, key: str | None, start: int, end: int, rule: str, slip: str = "", reason: str = ""
    ) -> Reference:
        if key:
            self.antecedents.append(_Antecedent(run.start, key, "", run.unit))
        return Reference(start, end, run.items, key, rule, slip, reason)

    def _in_explanatory_report(self, run: Run, key: str) -> Run:
        prefix = self.register.instrument(key).numbering.plain_paragraphs
        if not prefix:
            return run
        items = (replace(i, parts=(prefix, *i.parts), last=i.last and (prefix, *i.last)) for i in run.items)
        return replace(run, items=tuple(items))

    def _anaphora(self, run: Run, following: int) -> Reference | None:
        match = _anaphor().match(self.text, run.end)
        if not match or (match["head"][0].islower() and not match["same"].strip()):
            return None
        if following < len(self.names) and self.names[following].start < match.end():
            return None
        head = fold(match["head"])
        key, near = self._spoken_of(head, run)
        entry = _words()["heads"][head]
        if (
            not near
            and entry.get("shared")
            and not (key and self._fits(run, key) and not self._acts_before(run.start))
        ):
            return None
        key = key or entry.get("default")
        if key is None and (entry.get("shared") or head in ("report", "recommendation")):
            return None
        reason = "" if key else f"'{match['head']}' stands for no instrument named before"
        return self._cite(run, key, run.start, match.end(), "anaphora", "", reason)

    def _spoken_of(self, head: str, run: Run) -> tuple[str | None, bool]:
        """The instrument that ``head`` stands for, and whether it is named near by or defined so."""
        for antecedent in reversed(self.antecedents):
            if antecedent.key and head in self.binder.heads(antecedent.key):
                return antecedent.key, True
        for name in reversed(self.names[: bisect_left(self.starts, run.start)]):
            if name.key and head in self.binder.heads(name.key):
                return name.key, True
        if head in self.binder.recogniser.heads:
            return self.binder.recogniser.heads[head], True
        return self.binder.by_head.get(head), False

    def _thereof(self, run: Run, following: int) -> Reference | None:
        match = _THEREOF.match(self.text, run.end)
        if not match or not following:
            return None
        self.used.add(following - 1)
        name = self.names[following - 1]
        return self._cite(run, name.key, run.start, match.end(), "thereof", name.slip, name.reason)

    def _domestic(self, run: Run) -> Reference | None:
        if domestic.unknown_standard_after(self.text, run.end):
            return None
        act = domestic.act_after(self.text, run.end)
        return self._of_act(run, act.end, act.name) if act else None

    def _of_act(self, run: Run, end: int, act: str) -> Reference:
        self.antecedents.append(_Antecedent(run.start, None, act, run.unit))
        return Reference(run.start, end, run.items, None, "domestic", act=act)

    def _unknown(self, run: Run) -> Reference | None:
        act = domestic.unknown_standard_after(self.text, run.end)
        if not act:
            return None
        return self._cite(run, None, run.start, act.end, "forward", "", f"the register has no '{act.name}'")

    def _ibid(self, run: Run) -> Reference | None:
        before = self.text[max(0, run.start - 30) : run.start]
        match = None
        for match in _ibid().finditer(before):
            pass
        if not match or match.end() != len(before) or not (key := self._last_cited()):
            return None
        return self._cite(run, key, run.start - (len(before) - match.start()), run.end, "ibid")

    def _last_cited(self) -> str | None:
        return next((a.key for a in reversed(self.antecedents) if a.key), self.binder.last)

    def _elliptical(self, run: Run) -> Reference | None:
        if _GOES_ON.match(self.text, run.end) or all(
            len(i.parts) == 1 and not i.parts[0].isdigit() for i in run.items
        ):
            return None
        sentence = self.block.sentence_at(run.start).start
        for antecedent in self._before(run, sentence):
            if antecedent.key is None:
                if run.unit == "article" or run.unit == antecedent.unit:
                    return self._of_act(run, run.end, antecedent.act)
            elif self._fits(run, antecedent.key):
                rule = "elliptical" if antecedent.unit else "sentence"
                return self._cite(run, antecedent.key, run.start, run.end, rule)
        return self._of_act(run, run.end, "") if run.unit == "article" else None

    def _before(self, run: Run, sentence: int) -> list[_Antecedent]:
        """What a run without a name may go on from, the nearest first: everything cited before in the block,
        the domestic acts named, and the instruments named alone in the same sentence."""
        named = [
            _Antecedent(name.start, name.key, "", "")
            for index, name in enumerate(self.names[: bisect_left(self.starts, run.start)])
            if index not in self.used and name.key and name.start >= sentence
        ]
        acts = [_Antecedent(act.start, None, act.name, "") for act in self._acts_before(run.start)]
        return sorted([*self.antecedents, *named, *acts], key=lambda a: a.at, reverse=True)

    def _acts_before(self, at: int) -> list[Act]:
        if self._acts is None:
            self._acts = [act for act in domestic.acts(self.text) if not self._inside_name(act.end - 1)]
        return [act for act in self._acts if act.start < at]

    def _fits(self, run: Run, key: str) -> bool:
        return all(self.register.may_have(key, item.parts, item.unit) for item in run.items)

    # -- names without a provision

    def _counts_alone(self, index: int, cited: set[tuple[str | None, int]]) -> bool:
        """Whether a name without a provision is a citation: not where it repeats one of the same sentence, where
        an acronym means the committee, in the title of a law, or where the name is too common to tell."""
        name = self.names[index]
        if name.only_with_provision and not self._in_list(index):
            return False
        if name.acronym and _committee_verb().match(self.text, name.end):
            return False
        if _RATIFYING_ACT.search(self.text[max(0, name.start - 80) : name.start]):
            return False
        return name.key is None or (name.key, self.block.sentence_at(name.start).start) not in cited

    def _in_list(self, index: int) -> bool:
        """Whether a name is one of a list of instruments: "ICCPR, CEDAW, CRC and CRPD"."""
        return any(
            0 <= i < len(self.names) - 1
            and _LIST_LINK.fullmatch(self.text, self.names[i].after, self.names[i + 1].start)
            for i in (index - 1, index)
        )
