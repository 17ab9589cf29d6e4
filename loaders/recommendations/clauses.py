"""The clauses of a recommendation: who is called upon in each, and what is called for.

"The law should be amended, and the Board could publish …" has two: each has a call ("should", "could"), and
the first may open with what it is for ("To raise trust, …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.layout.sentences import split_sentences
from loaders.model import Passage
from ontology import read_yaml

_BOUNDARY = re.compile(r"[;:]\s|,?\s(?:and|but|while)\s|,\s")
_RELATIVE = re.compile(
    r"\b(?:which|who|whom|whose|where|whether|how|what|that|if)(?:\s[^\s,;]+){0,4}\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause. ``subject`` is what stands before its call, ``act`` the call and what follows it.

    In a clause without a call (the imperative: "Amend the law …") the act is all of it. ``first`` says
    whether it begins its sentence.
    """

    subject: str
    act: str
    first: bool = True

    @property
    def text(self) -> str:
        return self.subject + self.act


@cache
def calls() -> re.Pattern[str]:
    """The words with which a clause calls upon its subject, or for something."""
    return re.compile(rf"\b(?:{'|'.join(advice('calls'))})\b", re.I)


@cache
def advice(key: str) -> tuple[str, ...]:
    """A list of ``ontology/cues/advice.yaml``, as strings."""
    return tuple(map(str, read_yaml("cues/advice.yaml")[key]))


def clauses_of(passage: Passage) -> Iterator[Clause]:
    """The clauses of a recommendation, in order."""
    for sentence in split_sentences(passage, ()):
        yield from _clauses(sentence.text)


def main_subject(clause: Clause) -> str:
    """The subject without what is put before it ("To raise trust, ") or between commas behind it."""
    subject = re.sub(r", [^,]*, ?$", "", clause.subject)
    if opening().match(subject) and ", " in subject:
        return subject.rpartition(", ")[2].strip()
    return subject.strip()


@cache
def opening() -> re.Pattern[str]:
    """What stands before the subject of a sentence: "To …, ", "In line with …, "."""
    return re.compile(rf"(?:{'|'.join(advice('openings'))})\b", re.I)


def _clauses(text: str) -> Iterator[Clause]:
    starts, ends, free = [0], list[int](), 0
    for call in calls().finditer(text):
        if call.start() < free:
            continue
        between = text[free : call.start()]
        if ends and _RELATIVE.search(between) and not _after_appeal(between):
            continue  # "bodies that should": no call of its own
        if ends:
            boundary = _subject_start(between)
            if boundary is None:
                continue
            starts.append(free + boundary)
        ends.append(call.start())
        free = call.end()
    if not ends:
        yield Clause("", text)
        return
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        following = starts[i + 1] if i + 1 < len(starts) else len(text)
        yield Clause(text[start:end], text[end:following], first=i == 0)


def _subject_start(between: str) -> int | None:
    """Where the subject of a second call begins: behind the last conjunction that begins a clause.

    "… be amended, and parliament and the courts should": behind ", and", not behind the second "and".
    """
    ends = [match.end() for match in _BOUNDARY.finditer(between)]
    strong = [match.end() for match in re.finditer(r"[;:]\s|,\s(?:and|but|while)\s", between)]
    return strong[-1] if strong else ends[-1] if ends else None


def _after_appeal(between: str) -> bool:
    """Whether the relative word belongs to an appeal: "It is recommended that the Board should …"."""
    return bool(re.search(rf"\b(?:{'|'.join(advice('appeals'))})\b[^,;]*$", between, re.I))
