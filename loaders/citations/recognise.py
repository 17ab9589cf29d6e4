"""Recognising instruments: where a text names one, with the year and issuer that belong to its name.

Names come from the register; documents in series are found by their families' patterns. Of the names that
start at one place the longest counts, and a name inside another's ("General Comment No. 25 to Article 25 of
the ICCPR") is no name of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest

import ontology
from loaders.citations import families, naming
from loaders.citations.dictionary import Known, Names, Words, dictionary, fold
from loaders.citations.documents import Documents
from loaders.citations.naming import Name
from loaders.citations.register import Alias, Register

__all__ = ["Name", "Recogniser"]


_BRACKET = re.compile(
    r"\s*[”\"’]?\s*[(\[](?P<inside>[^()\[\]]{1,90}(?:\([^()]{1,30}\)[^()\[\]]{0,30})?)[)\]]"
)
_PROVISION_INSIDE = re.compile(
    r"(?i:article|paragraph|para|section|art|guideline|point)s?\.?\s+[\dIVX]|^\s*(?:[IVX]{1,4}\.|\d{1,2}\.\d)"
)
# "(hereinafter the "Joint Guidelines")"
_DEFINED = re.compile(
    r"\s*(?:hereinafter|hereafter|henceforth|referred\s+to|known|called|as|in\s+the\s+text|the|[:,“”\"'‘’]|\s)*"
    r"(?P<term>[A-ZÀ-Þ][^“”\"]{1,60}?)\s*[“”\"'’]?\s*"
)
# "(CDL-AD(2005)043)", "(CERD/C/NOR/CO/6)"
_SYMBOL = re.compile(
    r"\s*[A-Z][A-Za-z]*[-–/(][^\s]*\d[^\s]*\s*|\s*CDL[-– ](?:AD|INF)\s?\(\d{4}\)\s?\d+\S*\s*"
)
_COMMA = re.compile(r"\s*,\s*")


class Recogniser:
    """Finds instruments in the texts of one report.

    ``country`` is the report's own (alpha-2), meant where a document about a country names none; ``issued``
    the year of the report, which tells the editions of a document apart; both may be unknown. It remembers
    the abbreviations that texts define, from their definition on; ``heads`` are those that are a single word
    like "Code" or "Convention".
    """

    def __init__(self, register: Register, country: str = "", issued: int | None = None) -> None:
        self.register = register
        self.documents = Documents(register, families.alpha3(country) or "", issued)
        self.heads: dict[str, str] = {}
        self._general = dictionary(register)
        self._defined: Names[Known] = Names()
        self._terms: set[str] = set()

    def names(self, text: str) -> list[Name]:
        """The instruments named in ``text``, from left to right. Abbreviations it defines are remembered."""
        found = self._names(text)
        if self._learn(found):  # the text itself goes on to use what it defined
            found = self._names(text)
        return found

    def _names(self, text: str) -> list[Name]:
        candidates = naming.candidates(text, self.documents, self._longest)
        return _Brackets(text, self.documents, candidates).names()

    def _longest(self, words: Words, at: int) -> tuple[int, Known] | None:
        own = self._defined.longest(words, at) if self._defined else None
        general = self._general.longest(words, at)
        return own if own and (not general or own[0] >= general[0]) else general

    def _learn(self, names: list[Name]) -> bool:
        """Remember what the names define; whether any of it was new."""
        before = len(self._terms)
        for term, key in _definitions(names):
            if " " not in term and fold(term) in _heads():
                self.heads[fold(term)] = key
            elif _can_stand_for(term) and not self._is_a_name(term):
                self._terms.add(term)
                self._defined.add(term, Known(key=key, alias=Alias(term, "")))
        return len(self._terms) > before

    def _is_a_name(self, term: str) -> bool:
        words = Words(term)
        found = self._longest(words, 0) if len(words) else None
        return bool(found and found[0] == len(words))


class _Brackets:
    """Names with the brackets behind them, which hold a symbol, a date or an abbreviation."""

    def __init__(self, text: str, documents: Documents, candidates: list[Name]) -> None:
        self.text = text
        self.documents = documents
        self.candidates = candidates

    def names(self) -> list[Name]:
        """The names from left to right, none inside another or inside the brackets that belong to another."""
        kept: list[Name] = []
        for name, following in zip_longest(self.candidates, self.candidates[1:]):
            if kept and name.start < kept[-1].after:
                continue
            if not name.key and following and following.key and following.start < name.end:
                continue  # a document that cannot be told hides none that can
            kept.append(self._with_apposition(name))
        return kept

    def _with_apposition(self, name: Name) -> Name:
        """Take in what follows in brackets: a symbol, a date, or an abbreviation."""
        for _ in range(3):
            match = _BRACKET.match(self.text, name.after)
            if not match or _PROVISION_INSIDE.search(match["inside"]):
                break
            inside = self._named_between(*match.span("inside"))
            if inside and self._may_be(name, inside[0]):
                name = replace(name, key=inside[0].key, reason="")
            elif inside and " " in match["inside"].strip() and name.key not in {n.key for n in inside}:
                break
            term = _DEFINED.fullmatch(match["inside"]) if not inside else None
            end = match.end() if _SYMBOL.fullmatch(match["inside"]) else name.end
            name = replace(name, end=end, after=match.end(), defines=term["term"] if term else name.defines)
        return self._with_symbol(name)

    def _with_symbol(self, name: Name) -> Name:
        """ "Guidelines on Political Party Regulation, CDL-AD(2010)024": the symbol tells the edition."""
        link = _COMMA.match(self.text, name.after)
        symbols = self._named_between(link.end(), link.end() + 1) if link else []
        if symbols and self._is_symbol(symbols[0]) and self._may_be(name, symbols[0]):
            return replace(name, key=symbols[0].key, reason="", end=symbols[0].end, after=symbols[0].end)
        return name

    def _is_symbol(self, name: Name) -> bool:
        return bool(_SYMBOL.fullmatch(self.text, name.start, name.end))

    def _may_be(self, name: Name, other: Name) -> bool:
        """Whether another name can be one of the same document: of an edition of it, or of one not told
        yet."""
        return name.key is None or (
            other.key is not None and other.key in self.documents.editions_around(name.key)
        )

    def _named_between(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self.candidates, start, key=lambda name: name.start)
        last = bisect_left(self.candidates, end, key=lambda name: name.start)
        return self.candidates[first:last]


def _definitions(names: list[Name]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name.key and name.defines:
            yield name.defines, name.key


def _can_stand_for(term: str) -> bool:
    """Whether a term abbreviates a document: an acronym, or words that end in "Convention", "Code"…"""
    acronym = " " not in term and sum(c.isupper() for c in term) > 1
    return acronym or fold(term.split()[-1]) in _heads()


@cache
def _heads() -> frozenset[str]:
    return frozenset(ontology.read_yaml("citations/grammar.yaml")["heads"])
