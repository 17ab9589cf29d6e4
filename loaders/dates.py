"""Dates in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMES = "|".join(_MONTHS)
_DATE = re.compile(
    rf"""
    \b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_NAMES})(?:,?\s+(?P<year>(?:19|20)\d\d))?\b
  | \b(?P<month2>{_NAMES})\s+(?P<day2>\d{{1,2}}),\s+(?P<year2>(?:19|20)\d\d)\b
    """,
    re.X | re.I,
)
# "8 – 20 December 2020", "30 June to 5 July", "from 2 May": the date is one end of a period.
_PERIOD_BEFORE = re.compile(
    rf"(?:\d|\b(?:{_NAMES}))\s*(?:[-–—]|and|to)\s*$|\b(?:from|between|until)\s+$", re.I
)


# "30 October and 13 November 2016": the first date takes its year from the second.
_SECOND_DATE = re.compile(rf"\s*(?:,|and|[-–—]|to)\s*\d{{1,2}}\s+(?:{_NAMES}),?\s+((?:19|20)\d\d)\b", re.I)


# "16 and 30 March 2019": two days of one month, as the rounds of an election are told.
_DAY_BEFORE = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:and|&)\s+$")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a text gives it, with its offsets; ``year`` is None where the text leaves it out.
    ``in_period`` tells that it begins or ends a period.
    """

    day: int
    month: int
    year: int | None
    start: int
    end: int
    in_period: bool

    def on(self, year: int) -> date | None:
        """The date in a year, None where it does not exist (30 February)."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def find_dates(text: str) -> Iterator[Day]:
    """The dates in a text, in order: "20 March 2016", "20 March", "March 20, 2016", "16 and 30 March"."""
    for match in _DATE.finditer(text):
        month = _MONTHS.index((match["month"] or match["month2"]).title()) + 1
        second = _SECOND_DATE.match(text, match.end())
        said = match["year"] or match["year2"] or (second and second[1])
        year = int(said) if said else None
        before = _DAY_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if before and match["day"] and int(before["day"]) < int(match["day"]):
            period = _PERIOD_BEFORE.search(text, max(0, before.start() - 20), before.start())
            yield Day(int(before["day"]), month, year, before.start(), match.end(), in_period=bool(period))
        yield Day(
            day=int(match["day"] or match["day2"]),
            month=month,
            year=year,
            start=match.start(),
            end=match.end(),
            in_period=bool(
                _PERIOD_BEFORE.search(text, max(0, match.start() - 20), match.start())
                or (second and second.group().lstrip()[0] in "-–—t")
            ),
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month or a year as a text gives it: ``iso`` is '2018-06-29', '2018-06' or '2018'."""

    iso: str
    start: int
    end: int


MOMENT = rf"(?:(?:\d{{1,2}} )?(?:{_NAMES}) |(?:{_NAMES}) \d{{1,2}}, )?(?:19|20)\d\d"
"""A regular expression, without groups, for a year, with or without its month and day before it."""


def moment(printed: str) -> str:
    """What ``MOMENT`` matched, in ISO 8601: '29 June 2018' → '2018-06-29', 'June 2018' → '2018-06'."""
    row = re.findall(r"\w+", printed)
    months = [_MONTHS.index(word.title()) + 1 for word in row if word.title() in _MONTHS]
    days = [int(word) for word in row if len(word) < 3 and word.isdigit()]
    return "-".join([row[-1], *(f"{number:02}" for number in (*months, *days))])


def moments_at(text: str, at: int) -> list[Moment]:
    """The moments of the list that begins at ``at``: '2017, 2018 and 2020', 'January and 4 June 2018', where
    one without a year takes it from the next one that has it.
    """
    found: list[Moment] = []
    loose: list[tuple[str, int, int]] = []
    while (match := _IN_LIST.match(text, at)) and match["moment"]:
        start, end = match.span("moment")
        if match["year"]:
            found += [Moment(moment(f"{said} {match['year']}"), a, b) for said, a, b in loose]
            found.append(Moment(moment(match["moment"]), start, end))
            loose = []
        else:
            loose.append((match["moment"], start, end))
        at = end
    return found


_IN_LIST = re.compile(
    rf"""
    (?:,?\ and\ |,\ |\ as\ well\ as\ )?(?:(?:in|on|of)\ )?
    (?P<moment>(?:(?:\d{{1,2}}\ )?(?:{_NAMES})\b(?:\ \d{{1,2}},)?)?(?:\ ?\b(?P<year>(?:19|20)\d\d)\b)?)(?<=\w)
    """,
    re.X,
)
