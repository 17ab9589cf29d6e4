"""Recommendations that a report names by number: which numbers, of which report's list.

Reports write "recommendations 2, 6 and 10 from the final report on the 2016 parliamentary elections",
"priority recommendation 3 of the 2019 report", "Nos. 4–7", and go on with "from the same report" or with the
bare number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ontology import read_yaml

_NUMBERED = re.compile(
    r"\brecommendations?\s+(?:(?:Nos?\.?|numbers?|numbered)\s*)?"
    r"(?P<list>\d{1,3}\b(?!\s+(?:per cent|years|days|months))"
    r"(?:(?:\s*[,;&–-]\s*|,?\s+(?:and|to|through)\s+)\d{1,3}\b)*)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)(?:\s*[–-]\s*|\s+(?:to|through)\s+)(\d+)|(\d+)")
_YEAR = r"\b(?:19|20)\d\d\b"
LONGEST_RANGE = 60
"""A range of more numbers than this is none: no list of recommendations is as long."""


class Named(NamedTuple):
    """A run of numbers at ``text[start:end]``, with the year and the kind of election by which the text calls
    their report: None and '' where it does not.
    """

    start: int
    end: int
    numbers: tuple[str, ...]
    year: int | None
    election: str


class _Words(NamedTuple):
    """What ``ontology/cues/report-names.yaml`` gives: runs of words that call a report, ``behind`` a list of
    numbers and ``before`` it, what such a run must have (``calls``), the words for ``kinds`` of
    elections, and for a legal ``opinion``.
    """

    behind: re.Pattern[str]
    before: re.Pattern[str]
    calls: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    opinion: re.Pattern[str]


def named_numbers(text: str, known: Named | None = None) -> list[Named]:
    """The runs of numbers in ``text``, from left to right.

    A run without a year is of the report that the run before it is of; ``known`` is the last run of the
    sentences before in the same paragraph. Failing both, it is of the report of the run behind it.
    """
    found: list[Named] = []
    for match in _NUMBERED.finditer(text):
        own = _report_of(text, match)
        before = found[-1] if found else known
        year, election = own if own[0] or before is None else (before.year, before.election)
        found.append(Named(match.start(), match.end(), tuple(_numbers(match["list"])), year, election))
    dated = next((named for named in found if named.year), None)
    if dated is None:
        return found
    return [
        named if named.year else named._replace(year=dated.year, election=dated.election) for named in found
    ]


def names_opinion(text: str) -> bool:
    """Whether a text speaks of a legal opinion."""
    return bool(_words().opinion.search(text))


def _report_of(text: str, match: re.Match[str]) -> tuple[int | None, str]:
    words = _words()
    runs = words.behind.match(text, match.end("list")), words.before.search(text[: match.start()])
    for run in runs:
        year = re.search(_YEAR, run[0]) if run else None
        if run and year and words.calls.search(run[0]):
            return int(year[0]), next((kind for kind, word in words.kinds.items() if word.search(run[0])), "")
    return None, ""


@cache
def _words() -> _Words:
    data = read_yaml("cues/report-names.yaml")
    around = "|".join(re.escape(word) for word in sorted(data["report_words"], key=len, reverse=True))
    word = rf"(?:(?:{around})(?:['’]s?)?(?!\w)|{_YEAR}|\b\d{{1,2}}\b)"
    calls = rf"\b(?:{'|'.join(data['calls'])})\b|^[\s,(]*(?:(?:from|in|of)\s+)?\(?{_YEAR}|^{_YEAR}[\s,(]*$"
    kinds = {
        kind: re.compile(rf"\b(?:{'|'.join(names)})\b", re.I) for kind, names in data["elections"].items()
    }
    return _Words(
        re.compile(rf"(?:[\s,()]+{word})+", re.IGNORECASE),
        re.compile(rf"{_YEAR}(?:[\s,()]+{word})*[\s,(]*$", re.IGNORECASE),
        re.compile(calls, re.IGNORECASE),
        kinds,
        re.compile(data["opinion"], re.IGNORECASE),
    )


def _numbers(printed: str) -> Iterator[str]:
    for first, last, single in _RANGE.findall(printed):
        if single:
            yield single
        elif int(first) <= int(last) < int(first) + LONGEST_RANGE:
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield from (first, last)
