"""Numbers as reports print them: '9,810', '9 810', '9’810', '11.9 million', 'ninety-eight', '77.12'.

In running text a comma groups thousands and a point begins the decimals, unless the mark can only be the
other: '77,12 per cent' (`figure_pattern`, `read_figure`). In a table the column tells: votes and seats are
whole numbers, so every mark in them groups; shares are below a thousand, so a mark begins the decimals
(`read_count`, `read_share`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ontology import read_yaml

_BLANK = "[ \u00a0\u2009\u202f]"
_GROUPS = rf"(?:,|['’]|{_BLANK})"
_PER_CENT = r"(?=[ \u00a0]?%|[ -]per[ -]?cent)"
_DIGITS = (
    rf"\d{{1,3}}(?:{_GROUPS}\d{{3}})+(?!,?\d)|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)"
    rf"|\d{{1,3}},\d{{1,2}}{_PER_CENT}|\d+(?:\.\d+)?"
)
_COUNT = re.compile(rf"\d{{1,3}}(?:(?:{_GROUPS}|\.)\d{{3}})+|\d+")
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d+))?(?: ?%| ?per ?cent)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its grain: the unit of the last digit that was printed (11.9 million: 100,000)."""

    value: int | float
    grain: float

    def rounds(self, other: Figure) -> bool:
        """Whether this is the other figure told less exactly."""
        return self.grain > other.grain and 0 < abs(self.value - other.value) <= self.grain


@cache
def figure_pattern() -> str:
    """A regular expression without groups for a number in digits or in words."""
    words = "|".join(sorted(_words(), key=len, reverse=True))
    named = rf"(?i:\b(?:{words})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?\b)"
    return rf"(?:(?<![\d.,/])(?:{_DIGITS})(?: million)?(?![\d/]|,\d{{3}})|{named})"


def read_figure(printed: str) -> Figure:
    """The number that ``printed`` says. Raises ValueError where it says none."""
    text = printed.strip().lower()
    if is_number_word(text):
        return Figure(sum(_words()[part] for part in re.split(r"[- ]", text)), 1)
    million = text.endswith("million")
    digits = text.removesuffix("million").strip()
    if re.fullmatch(r"\d{1,3},\d{1,2}", digits):
        digits = digits.replace(",", ".")
    digits = re.sub(_GROUPS, "", digits)
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    decimals = len(digits.partition(".")[2])
    number = float(digits) * (1_000_000 if million else 1)
    grain = 10.0**-decimals * (1_000_000 if million else 1)
    if grain == 1 and number:
        grain = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return Figure(int(number) if number == int(number) and (million or not decimals) else number, grain)


def read_count(cell: str) -> Figure | None:
    """The whole number that a cell says, whatever groups its thousands; None where it says none."""
    return Figure(int(re.sub(r"\D", "", cell)), 1) if _COUNT.fullmatch(cell.strip()) else None


def read_share(cell: str) -> Figure | None:
    """The share in per cent that a cell says ('41.20', '41,2 %'); None where it says none."""
    found = _SHARE.fullmatch(cell.strip())
    return Figure(float(f"{found[1]}.{found[2] or 0}"), 10.0 ** -len(found[2] or "")) if found else None


@cache
def _words() -> dict[str, int]:
    numbers: dict[str, int] = read_yaml("facts.yaml")["numbers"]
    return numbers


def is_number_word(printed: str) -> bool:
    """Whether this is a number in words: 'Ninety-eight'."""
    return all(part in _words() for part in re.split(r"[- ]", printed.lower()))
