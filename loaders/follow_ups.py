"""Follow-ups: what a report says became of earlier recommendations, and which ones it speaks of."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from loaders.cues import Cues, Hit, cues_of
from loaders.model import Block, BlockKind, FollowUp, Recommendation, Report, Sentence, Status
from loaders.topics import topics_of, topics_of_section
from ontology import read_yaml

PROPOSED_FROM = 0.35
"""From this score on a recommendation is proposed as the one a follow-up speaks of."""

_NUMBERED = re.compile(
    r"\brecommendations?\s+(?:(?:Nos?\.?|numbers?)\s*)?"
    r"(?P<list>\d{1,3}\b(?!\s+(?:per cent|years|days|months))"
    r"(?:(?:\s*[,;&–-]\s*|\s+(?:and|to|through)\s+|,\s+and\s+)\d{1,3}\b)*)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)(?:\s*[–-]\s*|\s+(?:to|through)\s+)(\d+)|(\d+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class _Rules(NamedTuple):
    """The phrase lists of ``ontology/cues/follow-ups.yaml``; what each is for is told there.

    ``phrases`` has the lists without statuses, each hit labelled by its list.
    """

    phrases: dict[str, Cues]
    statuses: Cues
    instruments: re.Pattern[str]
    generic: frozenset[str]

    def say(self, name: str, text: str) -> bool:
        """Whether the text has a phrase of this list."""
        return bool(self.phrases[name].find(text))


class Candidate(NamedTuple):
    """A recommendation that a follow-up may speak of, and its report.

    ``years`` are those by which the report may be called: of the election and of the report itself.
    """

    report_id: str
    years: frozenset[int]
    recommendation: Recommendation


class Link(NamedTuple):
    """A follow-up and a recommendation it speaks of.

    ``certain`` where the report names the number, with the score 1; otherwise the link is a proposal,
    ``score`` (0 to 1) says how strong and ``reason`` why.
    """

    follow_up: FollowUp
    candidate: Candidate
    certain: bool
    score: float
    reason: str


@cache
def _rules() -> _Rules:
    data = dict(read_yaml("cues/follow-ups.yaml"))
    pieces, statuses, instruments, generic = map(data.pop, ("pieces", "statuses", "instruments", "generic"))
    return _Rules(
        {name: cues_of({name: _whole(phrases, pieces)}) for name, phrases in data.items()},
        cues_of({label: _whole(phrases, pieces) for label, phrases in statuses.items()}),
        re.compile("|".join(instruments)),
        frozenset(generic),
    )


def _whole(phrases: Iterable[str], pieces: dict[str, str]) -> list[str]:
    """The phrases with the pieces they name put in: '<often> recommended'."""
    return [re.sub(r"<(\w{2,})>", lambda found: pieces[found[1]], phrase) for phrase in phrases]


def find_follow_ups(report: Report) -> tuple[FollowUp, ...]:
    """What the report says became of earlier recommendations, in reading order, footnotes last.

    A sentence that names numbers with different statuses or years gives a follow-up for each.
    """
    found: list[FollowUp] = []
    for block, sentence in _speaking(report):
        for status, numbers, year in _statements(_without_instruments(sentence.text)):
            topics = topics_of(sentence.text, topics_of_section(report.section_path(block)))
            found.append(FollowUp(sentence, status, topics, numbers, year))
    return tuple(found)


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


def _statements(text: str) -> list[tuple[Status, tuple[str, ...], int | None]]:
    hits = _rules().statuses.find(text)
    overall = _status(hits, argued=_rules().say("argues", text))
    if overall is Status.ADDRESSED and _takes_back(text, hits):
        overall = Status.PARTLY
    groups = list(_NUMBERED.finditer(text))
    if not groups:
        return [(overall, (), None)] if overall else []
    merged: dict[tuple[Status, int | None], list[str]] = {}
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        end = following.start() if following else len(text)
        own = _status([hit for hit in hits if group.end() <= hit.start < end], argued=False) or overall
        year = _YEAR.search(text, group.end(), end) or _last(_YEAR.finditer(text, 0, group.start()))
        if own:
            merged.setdefault((own, int(year[0]) if year else None), []).extend(_numbers(group["list"]))
    return [(status, tuple(numbers), year) for (status, year), numbers in merged.items()]


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
    begins = any(hit.start == 0 for hit in rules.phrases["concedes_first"].find(text))
    return begins and rules.say("falls_short", text[done[-1].end :])


def _numbers(printed: str) -> Iterator[str]:
    for first, last, single in _RANGE.findall(printed):
        yield from [single] if single else map(str, range(int(first), int(last) + 1))


def _last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    return max(matches, key=lambda match: match.start(), default=None)


def link_follow_ups(follow_ups: Iterable[FollowUp], candidates: Sequence[Candidate]) -> tuple[Link, ...]:
    """Which of the candidates (of one country) each follow-up speaks of.

    Where a follow-up names numbers, those of the report of the named year are certain; without a year they
    are certain where all candidates are of one report, else proposed. Where it names none, candidates are
    proposed whose topics and wording are like it. Which reports are early enough is for the caller to say.
    """
    rarity = _rarity(candidates)
    links: list[Link] = []
    for follow_up in follow_ups:
        links += _named(follow_up, candidates) if follow_up.numbers else _like(follow_up, candidates, rarity)
    return tuple(links)


def _named(follow_up: FollowUp, candidates: Sequence[Candidate]) -> Iterator[Link]:
    in_year = [c for c in candidates if follow_up.year is None or follow_up.year in c.years]
    reports = {candidate.report_id for candidate in in_year}
    for candidate in in_year:
        number = candidate.recommendation.number
        if number not in follow_up.numbers:
            continue
        if len(reports) == 1:
            yield Link(follow_up, candidate, True, 1.0, f"names recommendation {number}")
        else:
            reason = f"names recommendation {number}, of one of {len(reports)} reports"
            yield Link(follow_up, candidate, False, 1 / len(reports), reason)


def _like(follow_up: FollowUp, candidates: Sequence[Candidate], rarity: dict[str, float]) -> Iterator[Link]:
    words = _stems(follow_up.sentence.text)
    for candidate in candidates:
        recommendation = candidate.recommendation
        shared = set(follow_up.topics) & set(recommendation.topics)
        wording = _likeness(words, _stems(recommendation.passage.text), rarity)
        topic = len(shared) / max(len(recommendation.topics), 1)
        score = round(min(1.0, wording + 0.3 * topic), 2)
        if score >= PROPOSED_FROM and shared:
            reason = f"topics {', '.join(sorted(shared))}; wording {wording:.2f}"
            yield Link(follow_up, candidate, False, score, reason)


def _stems(text: str) -> Counter[str]:
    """Words by their first six letters: enough to see 'restricts' and 'restrictive' as one."""
    words = re.findall(r"[a-z]{4,}", text.lower())
    return Counter(word[:6] for word in words if word not in _rules().generic)


def _rarity(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Inverse document frequency: words that many recommendations have say little."""
    held = Counter(stem for c in candidates for stem in set(_stems(c.recommendation.passage.text)))
    return {stem: math.log((1 + len(candidates)) / count) for stem, count in held.items()}


def _likeness(left: Counter[str], right: Counter[str], rarity: dict[str, float]) -> float:
    """Cosine of the two texts' words, each weighed by its rarity; 0 to 1."""
    common = sum(rarity.get(word, 0.0) ** 2 for word in left.keys() & right.keys())
    sizes = [math.sqrt(sum(rarity.get(word, 1.0) ** 2 for word in side)) for side in (left, right)]
    return common / (sizes[0] * sizes[1]) if all(sizes) else 0.0
