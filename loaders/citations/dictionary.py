"""The dictionary of names: instruments, judgments and issuers, and where a text names them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import ontology
from loaders.citations import families
from loaders.citations.register import Alias, Register
from loaders.citations.words import Names, Words

_NO_ALIAS = Alias("", "")


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: an instrument (``key``, by the name ``alias``) or, without a key, an issuer.

    ``body`` is the committee that an issuer is, or that watches over a treaty ('ccpr').
    """

    key: str = ""
    body: str = ""
    alias: Alias = _NO_ALIAS


@dataclass(frozen=True, slots=True)
class Hit:
    """A name from the dictionary: words ``first`` to ``last`` (exclusive) of a text."""

    first: int
    last: int
    known: Known


Longest = Callable[[Words, int], tuple[int, Known] | None]
"""The longest name that starts at a word: the index behind its last word, and what it stands for."""


class NamedWords:
    """The words of a text and the dictionary's names among them, none inside another."""

    def __init__(self, text: str, longest: Longest) -> None:
        self.text = text
        self.words = Words(text)
        self.hits: list[Hit] = []
        at = 0
        while at < len(self.words):
            if found := longest(self.words, at):
                self.hits.append(Hit(at, found[0], found[1]))
            at = found[0] if found else at + 1
        self.ending_at = {hit.last: hit for hit in self.hits}
        self.starting_at = {hit.first: hit for hit in self.hits}

    def index(self, offset: int) -> int:
        """The first word at or behind an offset of the text."""
        return bisect_left(self.words.starts, offset)

    def hit_at(self, offset: int) -> Hit | None:
        """The name that starts at an offset of the text."""
        index = self.index(offset)
        return self.starting_at.get(index) if self.words.starts[index : index + 1] == [offset] else None

    def start_of(self, hit: Hit) -> int:
        return self.words.starts[hit.first]

    def end_of(self, hit: Hit) -> int:
        return self.words.ends[hit.last - 1]

    def end_of_beginning(self, title: str, offset: int) -> int | None:
        """Where the text at an offset stops to say what ``title`` says, None where that are not two words
        that count."""
        words, wanted = self.words, _counting(title)
        at, end, matched = self.index(offset), None, 0
        while at < len(words) and matched < len(wanted):
            if words.folded[at] == wanted[matched]:
                matched, end = matched + 1, words.ends[at]
            elif words.light[at] != 1:
                break
            at += 1
        return end if matched > 1 else None


@lru_cache(maxsize=4096)
def _counting(title: str) -> tuple[str, ...]:
    """The words of a title that count, as they are compared."""
    words = Words(title)
    return tuple(words.folded[i] for i in range(len(words)) if not words.light[i])


@cache
def dictionary(register: Register) -> Names[Known]:
    """All names of instruments and issuers; made once for each register."""
    names: Names[Known] = Names()
    for instrument in register.instruments.values():
        symbol = [Alias(instrument.symbol, "")] if instrument.symbol else []
        for alias in (*instrument.aliases, *symbol):
            names.add(alias.name, Known(instrument.key, instrument.body, alias))
    for case in ontology.read_yaml("citations/cases.yaml"):
        number, year = case["application"].split("/")
        for country, code in families.country_codes().items():
            if code == families.alpha3(case["against"]):
                alias = Alias(f"{case['name']} v. {country}", "")
                names.add(alias.name, Known(f"coe-ecthr-{number}-{year}", "", alias))
    for issuer in families.issuers_data():
        for name in issuer["names"]:
            names.add(name, Known(body=issuer.get("body", "")))
    return names
