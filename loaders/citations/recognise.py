"""Recognising instruments: where a text names one, with the year and issuer that belong to its name.

Names come from the register; documents in series are found by their families' patterns. Of the names that
start at one place the longest counts, and a name inside another's ("General Comment No. 25 to Article 25 of
the ICCPR") is no name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ontology
from loaders.citations import families
from loaders.citations.dictionary import Known, Names, Words, dictionary, fold
from loaders.citations.documents import Documents
from loaders.citations.naming import Name, names_in
from loaders.citations.register import Alias, Register

__all__ = ["Name", "Recogniser"]


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
        found = names_in(text, self.documents, self._longest)
        if self._learn(found):  # the text itself goes on to use what it defined
            found = names_in(text, self.documents, self._longest)
        return found

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
