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
    """The dates in a text, in order: "20 March 2016", "20 March", "March 20, 2016"."""
    for match in _DATE.finditer(text):
        month = (match["month"] or match["month2"]).title()
        second = _SECOND_DATE.match(text, match.end())
        year = match["year"] or match["year2"] or (second and second[1])
        yield Day(
            day=int(match["day"] or match["day2"]),
            month=_MONTHS.index(month) + 1,
            year=int(year) if year else None,
            start=match.start(),
            end=match.end(),
            in_period=bool(
                _PERIOD_BEFORE.search(text, max(0, match.start() - 20), match.start())
                or (second and second.group().lstrip()[0] in "-–—t")
            ),
        )
