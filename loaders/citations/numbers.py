"""Provision numbers: taking them apart and writing them the register's way.

A number is compared by its *components*, the figures, letters and roman numerals in it:
``25 (b)``, ``25(b)``, ``25.b`` and ``25b)`` all have the components ``("25", "b")``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Components = tuple[str, ...]

_COMPONENT = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = re.compile(r"(?=.)(?:x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ARABIC_OF_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Numbering:
    """How an instrument numbers its provisions.

    Without ``dotted``, letters stand in brackets (``2.3(a)``), with it behind points (``I.1.1.d.iii``).
    ``outer_parts`` may be printed in front, though numbers go without them (``II.B.1`` for ``B.1``).
    The other three describe documents in parts, as the Code of Good Practice in Electoral Matters is printed:
    ``parts`` are the parts a cut spelling leaves out (``1.2.iv`` for ``I.1.2.iv``), ``repeats_chapter``
    says that long spellings give the chapter twice (``I.1.1.2.iv``), and ``plain_paragraphs`` is the prefix
    of the plain paragraphs of an explanatory report (``ER.99``)."""

    dotted: bool = False
    parts: tuple[str, ...] = ()
    repeats_chapter: bool = False
    plain_paragraphs: str = ""
    outer_parts: tuple[str, ...] = ()


def components(number: str) -> Components:
    """``"I.3.1.b.ii"`` -> ``("I", "3", "1", "b", "ii")``."""
    return tuple(_COMPONENT.findall(number))


def fold(parts: Components) -> Components:
    """Components as they are compared: without regard to case and leading zeros."""
    return tuple(part.lstrip("0") or "0" if part.isdigit() else part.lower() for part in parts)


def is_roman(component: str) -> bool:
    return bool(_ROMAN.fullmatch(component))


def arabic(roman: str) -> int:
    """The value of a roman numeral below 40."""
    values = [_ARABIC_OF_ROMAN[letter] for letter in roman.lower()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def roman(value: int) -> str:
    """``4`` -> ``"IV"``, for values below 40."""
    tens, units = divmod(value, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][units]


def render(parts: Components, numbering: Numbering) -> str:
    """Components in the register's form: ``("2", "3", "a")`` -> ``"2.3(a)"``, dotted ``"2.3.a"``."""
    written = ""
    for index, part in enumerate(parts):
        if index and not numbering.dotted and not part.isdigit() and not part.isupper():
            written += f"({part})"
        else:
            written += f".{part}" if index else part
    return written


def spellings(
    parts: Components, numbering: Numbering, plain_paragraph: bool
) -> Iterator[tuple[Components, str]]:
    """The components a printed number may stand for, the likeliest first, each with what was left out or
    spelled otherwise in print ('' where nothing was).

    ``plain_paragraph``: whether the number was called a paragraph.
    """
    if len(parts) > 1 and parts[0] in numbering.outer_parts:
        parts = parts[1:]
    if numbering.plain_paragraphs and plain_paragraph and len(parts) == 1 and parts[0].isdigit():
        yield (numbering.plain_paragraphs, *parts), ""
    if numbering.repeats_chapter and len(parts) > 3 and parts[1] == parts[2] and parts[3].isdigit():
        yield (parts[0], *parts[2:]), ""
    yield parts, ""
    if numbering.parts and parts[0].isdigit():
        for part in numbering.parts:
            yield (part, *parts), "part not printed"
            if numbering.repeats_chapter and len(parts) > 2 and parts[0] == parts[1] and parts[2].isdigit():
                yield (part, *parts[1:]), "part not printed"
    first = parts[0]
    if first.isdigit() and int(first) < 40:
        yield (roman(int(first)), *parts[1:]), ""
    elif is_roman(first) and len(parts) == 1:
        yield (str(arabic(first)),), ""
