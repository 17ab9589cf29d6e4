"""Domestic acts in references: "Article 20.1 of the Election Law" is no citation of a standard.

Which words head the name of a domestic act is data (``domestic`` in ``ontology/citations/grammar.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ontology
from loaders.model import Block, Span


@dataclass(frozen=True, slots=True)
class DomesticReference:
    """A reference to an article of a domestic act.

    ``span`` embraces the reference as printed; ``article`` is its number as printed ('20.12.2'), ``law`` the
    act's name as printed ('Election Law'), '' where the text leaves it out; ``block`` the block it stands in,
    ``footnote`` the number of the footnote, None in the body.
    """

    span: Span
    article: str
    law: str
    block: Block
    footnote: int | None


@dataclass(frozen=True, slots=True)
class Act:
    """A domestic act named at ``text[start:end]``."""

    start: int
    end: int
    name: str


_WORD = r"(?!(?:Article|Paragraph|Section|Art|Para)s?\b)[A-ZÀ-Þ][\w’'-]*(?:\.[\w’'-]+)*"
_SMALL = r"(?:of|on|the|and|for|to|in|by|concerning|regarding|against|about|governing)"
_LEAD = r"(?:\.?\s*,?\s*(?:of|in|under|from|to|by)\s+)(?:(?:the|its|this|that|a|both|said|same)\s+){0,2}"
# "… on Political Parties", "… of the Republic of Varland"
_TAIL = (
    rf"(?:\s+(?:of|on|for|by|concerning|regarding|against|about|governing)\s+(?:{_SMALL}\s+){{0,2}}{_WORD}"
    rf"(?:,?[\s-]+(?:{_SMALL}\s+){{0,2}}{_WORD}){{0,12}})?"
)


def _any_of(kind: str) -> str:
    heads: list[str] = ontology.read_yaml("citations/grammar.yaml")[kind]
    return "|".join(re.escape(head) for head in sorted(heads, key=len, reverse=True))


def _named_by(heads: str) -> str:
    """A capitalised name with one of the heads: "2004 Law on Parties", "Criminal Code of Varland"."""
    return (
        rf"(?P<name>(?:(?:\d{{4}}|{_WORD}|{_SMALL})\s+){{0,8}}?(?P<head>{heads})\b{_TAIL}(?:\s+\d{{4}}\b)?)"
    )


@cache
def _acts_after() -> tuple[re.Pattern[str], ...]:
    """Acts named behind an article: with capitals, without a link word ("Art. 5 Constitution"), in small
    letters, by an acronym ("of the LPP")."""
    return (
        re.compile(_LEAD + _named_by(_any_of("domestic"))),
        re.compile(rf"\s*,?\s(?P<name>(?:{_WORD}\s+){{0,3}}?(?:{_any_of('domestic')})\b)"),
        re.compile(rf"{_LEAD}(?P<name>(?:[\w-]+\s+){{0,3}}?(?:{_any_of('domestic_small')})\b)"),
        re.compile(rf"{_LEAD}(?P<name>[A-Z][A-Za-z]{{0,3}}[A-Z]{{1,4}})\b"),
    )


@cache
def _standards_after() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Standards named behind an article, and the heads of domestic acts."""
    return (
        re.compile(_LEAD + _named_by(_any_of("international"))),
        re.compile(rf"\b(?:{_any_of('domestic')})\b"),
    )


@cache
def _act() -> re.Pattern[str]:
    lead = r"(?!(?:The|This|That|Its|An?|In|Under|Each)\b)"
    return re.compile(rf"\b(?:{lead}{_WORD}\s+){{0,4}}?(?:{_any_of('domestic')})\b")


def act_after(text: str, at: int) -> Act | None:
    """The act that "of the …" at ``at`` names."""
    match = next((m for pattern in _acts_after() if (m := pattern.match(text, at))), None)
    return Act(match.start("name"), match.end("name"), match["name"]) if match else None


def unknown_standard_after(text: str, at: int) -> Act | None:
    """A document that only international bodies issue, by its name, though the register does not know it.

    "the Law on Ratification of the Convention" is a law: the first head decides.
    """
    standard, domestic_head = _standards_after()
    match = standard.match(text, at)
    if not match or domestic_head.search(match["name"][: match.start("head") - match.start("name")]):
        return None
    return Act(match.start("name"), match.end("name"), match["name"])


def acts(text: str) -> Iterator[Act]:
    """The acts that ``text`` names by a capitalised head: "the Election Law", "Criminal Code"."""
    for match in _act().finditer(text):
        yield Act(match.start(), match.end(), match.group())
