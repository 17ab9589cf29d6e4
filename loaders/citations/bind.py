"""Binding: which instrument a run of provisions belongs to.

The rules, in the order they are tried; each is named on the citations it makes:

==============  ==============================================================================
``forward``     paragraph 7.5 **of the** 1990 OSCE Copenhagen Document
``anaphora``    Article 25 **of the Covenant**, paragraph 24 **of the same Document**
``thereof``     the Copenhagen Document and paragraph 7.5 **thereof**
``name-first``  Code of Good Practice**,** section I.3.1; ICCPR Article 25; the ICCPR (Article 25);
                Protocol No. 1**,** Article 3**, of the** European Convention
``apposed``     Art. 25**,** ICCPR
``ibid``        **Ibid.**, paragraph 15; **Ibid.**
``sentence``    The ICCPR guarantees **in Article 25** …  (named in the same sentence, without a provision)
``elliptical``  **Paragraph 25** further underlines …  (cited before in the same paragraph or footnote, or
                where the footnote is called)
``name``        the instrument alone, without a provision
==============  ==============================================================================

References to domestic acts compete: "Article 20 of the Election Law", and "Article 21" after it, are theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.citations import domestic, links
from loaders.citations.antecedents import Antecedent, Antecedents, Memory, Reference
from loaders.citations.dictionary import Words, dictionary, fold
from loaders.citations.grammar import Item, Run
from loaders.citations.recognise import Recogniser
from loaders.model import Block

_UNITS_OF_ACTS = frozenset(("article", "section", "chapter", "part"))
_NO_UNITS_OF_ACTS = frozenset(("recommendation", "principle", "guideline"))


class Binder:
    """Binds the references of one report, block after block in reading order."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.recogniser = recogniser
        self.memory = Memory(recogniser.register)

    def bind(self, block: Block, carrier: Sequence[Reference] | None = None) -> list[Reference]:
        """The references in a block, to standards and to domestic acts, in order of place. ``carrier``: of a
        footnote, the references of the block that carries its marker."""
        found = _BlockBinder(self.recogniser, block, self.memory, carrier or ()).references()
        for reference in found:
            self.memory.add(reference)
        if carrier is not None:
            self.memory.note = found[-1] if found else None
        return found


class _BlockBinder(Antecedents):
    def references(self) -> list[Reference]:
        bound: list[Reference] = []
        for run in self.runs():
            if reference := self._bind(run, bound):
                bound.append(reference)
        cited: set[tuple[str | None, int]] = {(r.key, r.sentence.start) for r in bound if r.key}
        named = [
            self._reference(name.start, name.end, (), name.key, "name", name.slip, name.reason)
            for index, name in enumerate(self.names)
            if index not in self.used and self._counts_alone(index, cited)
        ]
        found = sorted([*bound, *named], key=lambda reference: reference.start)
        return sorted([*found, *self._ibid_alone(found)], key=lambda reference: reference.start)

    def _reference(
        self,
        start: int,
        end: int,
        items: tuple[Item, ...],
        key: str | None,
        rule: str,
        slip: str = "",
        reason: str = "",
        act: str | None = None,
    ) -> Reference:
        sentence = self.sentence(start)
        quoted = self.quote_follows(end, sentence)
        return Reference(start, end, items, key, rule, sentence, quoted, slip, reason, act)

    # -- the rules

    def _bind(self, run: Run, bound: Sequence[Reference]) -> Reference | None:
        return (
            self._of_protocol(run)
            or self._forward(run)
            or self._anaphora(run)
            or self._thereof(run)
            or self._domestic(run)
            or self._unknown(run)
            or self._name_first(run)
            or self._apposed(run)
            or self._ibid(run, bound)
            or self._going_on(run)
        )

    def _of_protocol(self, run: Run) -> Reference | None:
        before, following = self._leading(run), self._following(run, links.FORWARD)
        if before is None or not following or not (key := self.names[before].key):
            return None
        name = self.names[following[0]]
        if not name.key or self.register.instrument(key).protocol_to != name.key:
            return None
        self.used.add(following[0])
        return self._to_name(run, before, self.names[before].start, name.end, "name-first")

    def _following(self, run: Run, shape: re.Pattern[str]) -> tuple[int, re.Match[str]] | None:
        """The index of the name behind a run, if what stands between is of that shape."""
        index = bisect_left(self.starts, run.end)
        if index == len(self.names) or self.starts[index] - run.end > links.LONGEST_LINK:
            return None
        link = shape.fullmatch(self.text, run.end, self.starts[index])
        return (index, link) if link else None

    def _forward(self, run: Run) -> Reference | None:
        found = self._following(run, links.FORWARD)
        if not found:
            return None
        index, link = found
        if link["explanatory"]:
            run = self._in_explanatory_report(run, self.names[index].key)
        return self._to_name(run, index, run.start, self.names[index].end, "forward")

    def _apposed(self, run: Run) -> Reference | None:
        found = self._following(run, links.APPOSED)
        return found and self._to_name(run, found[0], run.start, self.names[found[0]].end, "apposed")

    def _leading(self, run: Run) -> int | None:
        """The index of the name right before a run."""
        index = self.name_before(run.start)
        if index < 0 or index in self.used:
            return None
        after = self.names[index].after
        near = after <= run.start <= after + links.LONGEST_LINK
        return index if near and links.NAME_FIRST.fullmatch(self.text, after, run.start) else None

    def _name_first(self, run: Run) -> Reference | None:
        index = self._leading(run)
        if index is None:
            return None
        return self._to_name(run, index, self.names[index].start, run.end, "name-first")

    def _thereof(self, run: Run) -> Reference | None:
        match = links.THEREOF.match(self.text, run.end)
        index = self.name_before(run.start)
        return self._to_name(run, index, run.start, match.end(), "thereof") if match and index >= 0 else None

    def _to_name(self, run: Run, index: int, start: int, end: int, rule: str) -> Reference:
        name = self.names[index]
        self.used.add(index)
        return self._cite(run, name.key, start, end, rule, name.slip, name.reason)

    def _cite(
        self, run: Run, key: str | None, start: int, end: int, rule: str, slip: str = "", reason: str = ""
    ) -> Reference:
        if key:
            self.antecedents.append(Antecedent(run.start, end, key, "", run.unit))
        return self._reference(start, end, run.items, key, rule, slip, reason)

    def _in_explanatory_report(self, run: Run, key: str | None) -> Run:
        prefix = self.register.instrument(key).numbering.plain_paragraphs if key else ""
        if not prefix:
            return run
        items = (
            replace(i, parts=(prefix, *i.parts), last=i.last and (prefix, *i.last))
            if len(i.parts) == 1 and i.parts[0].isdigit()
            else i
            for i in run.items
        )
        return replace(run, items=tuple(items))

    def _anaphora(self, run: Run) -> Reference | None:
        match = links.anaphor().match(self.text, run.end)
        if not match or (match["head"][0].islower() and not match["same"].strip()):
            return None
        head = fold(match["head"])
        entry = links.words()["heads"][head]
        key, near = self.spoken_of(head, run, bool(match["same"].strip()))
        if (
            entry.get("shared")
            and not near
            and not (key and self.fits(run, key) and not self.acts_before(run))
        ):
            return None  # a domestic code, decision or charter
        key = key or entry.get("default")
        if key is None and (entry.get("shared") or entry.get("own")):
            return None
        reason = "" if key else f"'{match['head']}' stands for no instrument named before"
        return self._cite(run, key, run.start, match.end(), "anaphora", "", reason)

    def _domestic(self, run: Run) -> Reference | None:
        if domestic.unknown_standard_after(self.text, run.end):
            return None
        act = domestic.act_after(self.text, run.end)
        if not act or run.unit in _NO_UNITS_OF_ACTS or dictionary(self.register).longest(Words(act.name), 0):
            return None  # "recommendation 4", "paragraph 5 of the OSCE …"
        return self._of_act(run, act.end, act.name)

    def _of_act(self, run: Run, end: int, act: str) -> Reference:
        self.antecedents.append(Antecedent(run.start, end, None, act, run.unit))
        return self._reference(run.start, end, run.items, None, "domestic", act=act)

    def _unknown(self, run: Run) -> Reference | None:
        act = domestic.unknown_standard_after(self.text, run.end)
        if not act:
            return None
        return self._cite(run, None, run.start, act.end, "forward", "", f"the register has no '{act.name}'")

    def _ibid(self, run: Run, bound: Sequence[Reference]) -> Reference | None:
        before = max(0, run.start - 30)
        match = links.ibid().search(self.text[before : run.start])
        earlier = (bound[-1] if bound else self.memory.note) if match else None
        if match is None or earlier is None or (earlier.key is None and earlier.act is None):
            return None
        if earlier.act is not None:
            same_unit = (r for r in reversed(bound) if r.key and r.items and r.items[-1].unit == run.unit)
            earlier_standard = next((r for r in same_unit if r.key and self.has(run, r.key)), None)
            if earlier_standard is None or run.unit in _UNITS_OF_ACTS:
                return self._of_act(run, run.end, earlier.act)
            earlier = earlier_standard  # articles of a law between them have no paragraphs
        return self._cite(run, earlier.key, before + match.start(), run.end, "ibid")

    def _ibid_alone(self, found: Sequence[Reference]) -> Iterator[Reference]:
        """ "Ibid." without a provision is what was cited before, "Ibid., p. 3" its instrument."""
        for match in links.ibid_alone().finditer(self.text):
            start, end = match.span("ibid")
            index = bisect_left(found, end, key=lambda reference: reference.start)
            earlier = found[index - 1] if index else self.memory.note
            if earlier and (earlier.key or earlier.act) and not (index and start < earlier.end):
                items = () if match["page"] else earlier.items
                yield self._reference(start, end, items, earlier.key, "ibid", act=earlier.act)

    def _going_on(self, run: Run) -> Reference | None:
        """The rules ``sentence`` and ``elliptical``, and articles of a domestic act named before or not at
        all."""
        own_section = all(len(i.parts) == 1 and not i.parts[0].isdigit() for i in run.items)
        if own_section or links.GOES_ON.match(self.text, run.end):
            return None
        for antecedent in self.before(run):
            if antecedent.key is None:
                if run.unit in _UNITS_OF_ACTS or run.unit == antecedent.unit:
                    return self._of_act(run, run.end, antecedent.act)
            elif self.fits(run, antecedent.key):
                rule = "elliptical" if antecedent.unit else "sentence"
                return self._cite(run, antecedent.key, run.start, run.end, rule)
        return self._of_act(run, run.end, "") if run.unit == "article" else None

    # -- names without a provision

    def _counts_alone(self, index: int, cited: set[tuple[str | None, int]]) -> bool:
        """Whether a name without a provision is a citation: not where it repeats one of the same sentence,
        where an acronym means the committee or a series of judgments, in the title of a law, or where the
        name is too common to tell."""
        name = self.names[index]
        if name.only_with_provision and not self._in_list(index):
            return False
        if name.acronym and links.no_treaty().match(self.text, name.end):
            return False
        if links.RATIFYING_ACT.search(self.text[max(0, name.start - 80) : name.start]):
            return False
        return name.key is None or (name.key, self.sentence(name.start).start) not in cited

    def _in_list(self, index: int) -> bool:
        """Whether a name is one of a list of instruments: "ICCPR, CEDAW, CRC and CRPD"."""
        around = self.names[max(0, index - 1) : index + 2]
        return any(
            links.IN_LIST.fullmatch(self.text, left.after, right.start) for left, right in pairwise(around)
        )
