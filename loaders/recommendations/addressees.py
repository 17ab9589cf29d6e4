"""Whom a recommendation calls upon: by name, by a general word ("the courts"), or by what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.cues import Cues, cues_of
from loaders.model import Addressee, Body
from loaders.names import Mentions
from loaders.recommendations.clauses import Clause, advice, opening
from ontology import read_yaml


@dataclass(frozen=True, slots=True)
class _Actor:
    """Somebody named at ``text[start:end]``."""

    start: int
    end: int
    addressee: Addressee


class Actors:
    """Those whom the recommendations of a report can call upon: its own ``bodies``, and general words."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._bodies = {body.key: body for body in bodies}
        forms: dict[str, str] = {}
        for body in self._bodies.values():
            forms |= {form: body.key for form in (body.name, body.abbreviation, *body.aliases) if form}
        forms |= {
            f"{form}s": key for form, key in forms.items() if form.isupper() and f"{form}s" not in forms
        }
        self._names = Mentions(forms)

    def named(self, text: str) -> list[Addressee]:
        """All that a heading, a line ("To the Assembly:") or a cell names."""
        return list(dict.fromkeys(actor.addressee for actor in self._find(text)))

    def called_upon(self, clause: Clause) -> list[Addressee]:
        """Those whom a clause says should act; none where something is to be done to its subject."""
        found = [*self._subject(clause), *self._agents(clause.act), *self._appealed_to(clause.text)]
        return list(dict.fromkeys(actor.addressee for actor in found))

    def _find(self, text: str) -> list[_Actor]:
        found = [
            _Actor(start, end, Addressee(self._bodies[key].kind, key))
            for start, end, key in self._names.spans(text)
        ]
        found += [_Actor(hit.start, hit.end, Addressee(hit.cue.label)) for hit in _general().find(text)]
        found.sort(key=lambda actor: (actor.start, -actor.end, not actor.addressee.body))
        kept: list[_Actor] = []
        for actor in found:
            if not kept or actor.start >= kept[-1].end:
                kept.append(actor)
            elif actor.end - actor.start > kept[-1].end - kept[-1].start:
                kept[-1] = actor
        return kept

    def _subject(self, clause: Clause) -> Sequence[_Actor]:
        """The actors that the subject of a clause consists of, with nothing beside them."""
        if _patterns().undergone.match(clause.act):
            return ()
        actors = self._find(clause.subject)
        for last in reversed(range(len(actors))):
            if not _patterns().tail.fullmatch(clause.subject, actors[last].end):
                continue
            chain = _chain(clause.subject, actors[: last + 1])
            for first, actor in enumerate(chain):
                if _opens(clause.subject[: actor.start], clause.first):
                    return chain[first:]
        return ()

    def _agents(self, act: str) -> Iterator[_Actor]:
        """'… should be taken by the Board and the courts'."""
        for place in _patterns().agent.finditer(act):
            yield from self._row_from(act, place.end())

    def _appealed_to(self, text: str) -> Iterator[_Actor]:
        """'ODIHR calls upon the parliament to …', '… recommends that the Board publish …'."""
        for place in _patterns().appeal.finditer(text):
            row = list(self._row_from(text, place.end()))
            if row and not re.match(r"[^,;]{0,40}\bbe\b", text[row[-1].end :]):
                yield from row

    def _row_from(self, text: str, at: int) -> Iterator[_Actor]:
        for actor in self._find(text):
            if actor.start < at:
                continue
            if actor.start != at and not _patterns().joined.fullmatch(text, at, actor.start):
                return
            yield actor
            at = actor.end


def implied_by(clause: Clause, law: bool) -> list[Addressee]:
    """Those whose act it would be, where a clause names nobody: a change of law is the parliament's."""
    kinds = {"parliament"} if law else _implied().labels(clause.text)
    return [Addressee(kind, implied=True) for kind in sorted(kinds)]


def _chain(text: str, actors: Sequence[_Actor]) -> list[_Actor]:
    """The last of the actors with those it is joined to; helpers ("in co-operation with …") are left out.

    A bare comma joins only those before the last "and": "To protect parties, the Board" are not two.
    """
    chain, conjoined = [actors[-1]], False
    for actor in reversed(actors[:-1]):
        between = text[actor.end : chain[0].start]
        if _patterns().helped.fullmatch(between):
            chain, conjoined = [actor], False
        elif _patterns().joined.fullmatch(between) and (conjoined or between.strip(" the") != ","):
            chain, conjoined = [actor, *chain], True
        else:
            break
    return chain


def _opens(before: str, first: bool) -> bool:
    """Whether a subject may begin behind ``before``, the words of its clause in front of the first actor."""
    before = re.sub(_patterns().determiners, "", before.rstrip() + " " if before.strip() else "").rstrip()
    if not before:
        return True
    if before[-1] in ",;:–—":
        return not first or bool(opening().match(before))
    return bool(_patterns().appealing.search(before))


@dataclass(frozen=True, slots=True)
class _Patterns:
    determiners: re.Pattern[str]
    tail: re.Pattern[str]
    joined: re.Pattern[str]
    helped: re.Pattern[str]
    undergone: re.Pattern[str]
    agent: re.Pattern[str]
    appeal: re.Pattern[str]
    appealing: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    def either(key: str) -> str:
        return "(?:" + "|".join(advice(key)) + ")"

    before = rf"(?:\b{either('determiners')}\s+)*"
    adverbs = r"(?:\s+(?:not|also|further|\w+ly))*"
    joiner = rf"\s*(?:(?:,\s*)?{either('joiners')}\s+)(?:{either('helpers')}\s+)?"
    undergone = rf"be{adverbs}\s+(?!{either('active')}\b){either('passives')}"
    manner = r"(?:\s\w+ly|\sin an? [\w-]+ manner)?"
    found = {
        "determiners": rf"{before}$",
        "tail": rf"(?:\s+{either('tails')})*(?:,\s+{either('asides')}\b[^,;]{{1,80}})?,?\s*",
        "joined": rf"(?:\s+{either('tails')})?{joiner}{before}",
        "helped": rf"(?:\s+{either('tails')})?\s*,?\s*{either('helpers')}\s+{before}",
        "undergone": rf"\S+{adverbs}\s+(?:{either('inactive')}|{undergone})\b",
        "agent": rf"\bbe\b[^,;]{{0,40}}\b{either('done-by')}{manner} by\s+{before}",
        "appeal": rf"\b{either('appeals')}\s+{before}",
        "appealing": rf"\b{either('appeals')}$",
    }
    return _Patterns(**{name: re.compile(pattern, re.I) for name, pattern in found.items()})


@cache
def _general() -> Cues:
    return cues_of(read_yaml("cues/advice.yaml")["actors"])


@cache
def _implied() -> Cues:
    return cues_of(read_yaml("cues/advice.yaml")["implied"])
