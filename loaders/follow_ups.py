"""Follow-ups: what a report says became of earlier recommendations. Which ones it means: ``matching``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from loaders.cues import Cues, Hit, cues_of
from loaders.model import Block, BlockKind, FollowUp, Report, Sentence, Status
from loaders.named_numbers import Named, named_numbers
from loaders.topics import topics_of, topics_of_section
from ontology import read_yaml


class _Rules(NamedTuple):
    """The phrase lists of ``ontology/cues/follow-ups.yaml``; what each is for is told there.

    ``phrases`` has the lists without statuses, each hit labelled by its list.
    """

    phrases: dict[str, Cues]
    statuses: Cues
    instruments: re.Pattern[str]

    def say(self, name: str, text: str) -> bool:
        """Whether the text has a phrase of this list."""
        return bool(self.phrases[name].find(text))


@cache
def _rules() -> _Rules:
    data = dict(read_yaml("cues/follow-ups.yaml"))
    pieces, statuses, instruments = map(data.pop, ("pieces", "statuses", "instruments"))
    return _Rules(
        {name: cues_of({name: _whole(phrases, pieces)}) for name, phrases in data.items()},
        cues_of({label: _whole(phrases, pieces) for label, phrases in statuses.items()}),
        re.compile("|".join(instruments)),
    )


def _whole(phrases: Iterable[str], pieces: dict[str, str]) -> list[str]:
    """The phrases with the pieces they name put in: '<often> recommended'."""
    return [re.sub(r"<(\w{2,})>", lambda found: pieces[found[1]], phrase) for phrase in phrases]


def find_follow_ups(report: Report) -> tuple[FollowUp, ...]:
    """What the report says became of earlier recommendations, in reading order, footnotes last.

    A sentence that names numbers with different statuses, years or elections gives a follow-up for each. One
    that names none takes those of its footnotes ("See recommendations 5 and 12 of the 2016 final report").
    """
    found: list[FollowUp] = []
    notes = _Notes(report)
    at: Block | None = None
    known: Named | None = None
    for block, sentence in _speaking(report):
        text = _without_instruments(sentence.text)
        named = named_numbers(text, known if at is block else None)
        at, known = block, named[-1] if named else known if at is block else None
        topics = topics_of(sentence.text, topics_of_section(report.section_path(block)))
        for status, run in _statements(text, named):
            runs = [(None, run)] if run else notes.named(sentence) or [(None, None)]
            found += [_follow_up(sentence, status, topics, *told) for told in runs]
    return tuple(_merged(found))


def _follow_up(
    sentence: Sentence, status: Status, topics: tuple[str, ...], footnote: int | None, run: Named | None
) -> FollowUp:
    if run is None:
        return FollowUp(sentence, status, topics)
    return FollowUp(sentence, status, topics, run.numbers, run.year, run.election, footnote)


def _merged(follow_ups: Iterable[FollowUp]) -> Iterator[FollowUp]:
    """One follow-up for the runs of numbers of one sentence, status and report."""
    merged: dict[tuple[object, ...], FollowUp] = {}
    for each in follow_ups:
        key = (each.sentence.span, each.status, each.year, each.election, each.footnote)
        held = merged.get(key)
        merged[key] = replace(held, numbers=(*held.numbers, *each.numbers)) if held else each
    return iter(merged.values())


class _Notes:
    """The footnotes of a report, for the numbers that they name without saying more of them."""

    def __init__(self, report: Report) -> None:
        self._notes: dict[int, Block] = {}
        for note in report.footnotes:
            self._notes.setdefault(note.number, note.block)

    def named(self, sentence: Sentence) -> list[tuple[int | None, Named | None]]:
        """The runs of numbers in the footnotes of a body sentence, each with the footnote's number.

        A note that tells a status itself is a statement of its own.
        """
        found: list[tuple[int | None, Named | None]] = []
        for number in sentence.markers:
            block = self._notes.get(number)
            texts = [_without_instruments(each.text) for each in block.sentences] if block else []
            known: Named | None = None
            for text in texts:
                named = named_numbers(text, known)
                known = named[-1] if named else known
                if not any(_statements(text, named)):
                    found += [(number, run) for run in named]
        return found


def _speaking(report: Report) -> Iterator[tuple[Block, Sentence]]:
    """The sentences that speak of earlier recommendations: by that name, as concerns of earlier reports,
    or by a subject such as 'many others', carried over from the sentence before in the same paragraph.
    """
    rules = _rules()
    before: Block | None = None
    for block, sentence in _sentences(report):
        text = _without_instruments(sentence.text)
        told = rules.say("outcomes", text)
        speaks = (
            rules.say("mentions", text)
            or ((told or rules.say("persists", text)) and rules.say("concerns", text))
            or (told and before is block and _goes_on(text))
        )
        before = block if speaks else None
        if speaks:
            yield block, sentence


def _goes_on(text: str) -> bool:
    """Whether the subject is one that the sentence before has named: 'However, many others …'."""
    rules, at = _rules(), 0
    for opening in rules.phrases["openings"].find(text):
        if text[at : opening.start].strip(" ,"):
            break
        at = opening.end
    start = at + len(text[at:]) - len(text[at:].lstrip(" ,"))
    return any(hit.start in (0, start) for hit in rules.phrases["subjects"].find(text))


def _without_instruments(text: str) -> str:
    """The text with blanks for the names of instruments that are called recommendations."""
    return _rules().instruments.sub(lambda found: " " * len(found[0]), text)


def _sentences(report: Report) -> Iterator[tuple[Block, Sentence]]:
    notes = (note.block for note in report.footnotes)
    for block in (*report.blocks, *notes):
        if block.kind is not BlockKind.ROW:
            yield from ((block, sentence) for sentence in block.sentences)


def _statements(text: str, named: Sequence[Named]) -> Iterator[tuple[Status, Named | None]]:
    """What the sentence says became of recommendations, for each run of numbers that it names."""
    hits = _rules().statuses.find(text)
    overall = _status(hits, argued=_rules().say("argues", text))
    if overall is Status.ADDRESSED and _takes_back(text, hits):
        overall = Status.PARTLY
    if not named:
        if overall:
            yield overall, None
        return
    told_behind = any(hit.start >= named[-1].end for hit in hits)
    for i, run in enumerate(named):
        if told_behind:  # "recommendations 2 and 6 were implemented, recommendation 9 was not"
            start, end = run.end, named[i + 1].start if i + 1 < len(named) else len(text)
        else:  # "partly implemented are recommendations 2 and 6, and not implemented recommendation 9"
            start, end = named[i - 1].end if i else 0, run.start
        own = _status([hit for hit in hits if start <= hit.start < end], argued=False) or overall
        if own:
            yield own, run


def _status(hits: Sequence[Hit], argued: bool) -> Status | None:
    """The status that these phrases amount to; None where they tell only of intentions, or of nothing."""
    said = {hit.cue.label for hit in hits}
    if Status.PARTLY in said or {Status.ADDRESSED, Status.UNADDRESSED} <= said:
        return Status.PARTLY
    if Status.UNADDRESSED in said:
        return Status.UNADDRESSED
    if "intended" in said:
        return None
    if Status.ADDRESSED in said:
        return Status.UNADDRESSED if argued else Status.ADDRESSED
    return Status.UNADDRESSED if "open" in said else None


def _takes_back(text: str, hits: Sequence[Hit]) -> bool:
    """Whether the sentence concedes that what it tells as done was done in part."""
    rules = _rules()
    done = [hit for hit in hits if hit.cue.label == Status.ADDRESSED]
    if any(hit.start > done[0].end for hit in rules.phrases["concedes"].find(text)):
        return True
    turns = [hit for hit in rules.phrases["concedes_shortfall"].find(text) if hit.start > done[0].end]
    if turns and rules.say("falls_short", text[turns[0].end :]):
        return True
    begins = any(hit.start == 0 for hit in rules.phrases["concedes_first"].find(text))
    return begins and rules.say("falls_short", text[done[-1].end :])
