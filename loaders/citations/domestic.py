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


_CAPITALISED = r"[A-ZÀ-Þ][\w’'.-]*"
_SMALL = r"(?:of|on|the|and|for|to|in|by|concerning|regarding|against|about|governing)"
_OF = r"(?:of|on|for|by|concerning|regarding|against|about|governing)"
_NO_UNIT = r"(?!(?:Article|Paragraph|Section|Art|Para)s?\b)"
_LEAD = r"(?:\.?\s*,?\s*(?:of|in|under|from|to|by)\s+)(?:(?:the|its|this|that|a|both)\s+)?"


@cache
def _heads() -> str:
    heads: list[str] = ontology.read_yaml("citations/grammar.yaml")["domestic"]
    return "|".join(re.escape(head) for head in sorted(heads, key=len, reverse=True))


@cache
def _act() -> str:
    word = _NO_UNIT + _CAPITALISED
    tail = rf"(?:\s+{_OF}\s+(?:{_SMALL}\s+){{0,2}}{word}(?:,?[\s-]+(?:{_SMALL}\s+){{0,2}}{word}){{0,12}})?"
    return rf"(?:(?:\d{{4}}|{_CAPITALISED}|{_SMALL})\s+){{0,8}}?(?:{_heads()})\b{tail}(?:\s+\d{{4}}\b)?"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lower = "|".join(
        head.lower()
        for head in (
            "Law",
            "Code",
            "Act",
            "Constitution",
            "Decree",
            "Regulation",
            "Regulations",
            "Rules",
            "Instruction",
            "Resolution",
            "Legislation",
            "Statute",
            "Bill",
            "Decision",
        )
    )
    return (
        re.compile(rf"{_LEAD}(?P<name>{_act()})"),
        re.compile(rf"{_LEAD}(?P<name>(?:[\w-]+\s+){{0,3}}?(?:{lower})\b)"),
        re.compile(rf"{_LEAD}(?P<name>[A-Z][A-Za-z]{{0,3}}[A-Z]{{1,4}})\b"),
    )


def act_after(text: str, at: int) -> Act | None:
    """The act that ``of the …`` at ``at`` names: by a capitalised name, in small letters, or by an acronym."""
    for pattern in _patterns():
        if match := pattern.match(text, at):
            name = match["name"].rstrip(".")
            return Act(match.start("name"), match.start("name") + len(name), name)
    return None


@cache
def _international() -> re.Pattern[str]:
    heads = "|".join(
        re.escape(head) for head in ontology.read_yaml("citations/grammar.yaml")["international"]
    )
    tail = rf"(?:\s+(?:{_SMALL}\s+){{1,3}}{_CAPITALISED}(?:,?[\s-]+(?:{_SMALL}\s+){{0,2}}{_CAPITALISED}){{0,8}})?"
    return re.compile(
        rf"{_LEAD}(?P<name>(?:(?:\d{{4}}|{_CAPITALISED}|{_SMALL})\s+){{0,6}}?(?P<head>{heads})\b{tail})"
    )


def unknown_standard_after(text: str, at: int) -> Act | None:
    """A document that only international bodies issue, by its name, though the register does not know it.

    "the Law on Ratification of the Convention" is a law: the first head decides.
    """
    match = _international().match(text, at)
    if not match or re.search(rf"\b(?:{_heads()})\b", text[match.start("name") : match.start("head")]):
        return None
    return Act(match.start("name"), match.end("name"), match["name"])


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_CAPITALISED}\s+){{0,4}}?(?:{_heads()})\b")


def acts(text: str) -> Iterator[Act]:
    """The acts that ``text`` names by a capitalised head: "the Election Law", "Criminal Code"."""
    for match in _named().finditer(text):
        yield Act(match.start(), match.end(), match.group())
