"""Bodies that no noun introduces, known by what is said of them: 'Wave 1 gave a third of its news to the
government', 'Tide won 21 of the 100 seats'.

What is said is data (``told-by`` in ``ontology/bodies.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.appositions import names_listed
from loaders.body_brackets import with_bracket
from loaders.body_words import Introduction, body_heads, body_nouns
from loaders.names import outside, singular
from ontology import read_yaml

_WORD = r"(?:[^\W\d_a-z][\w’'-]*|\d+[A-Z]\w*)"
_INNER = rf"(?:(?:of|for|and) (?:the )?)?(?:{_WORD}|\d{{1,2}}\b)"
_NAME = rf"(?:the )?[“\"‘]?{_WORD}(?: {_INNER}){{0,4}}[”\"’]?(?: \([^()]{{1,30}}\))?"
_WORDS_BEFORE = re.compile(r"(\w+) ")
_NAMES = rf"(?P<names>{_NAME}(?:(?:, and|,| and| as well as) {_NAME}){{0,5}})"


def told_by(text: str) -> Iterator[Introduction]:
    """The bodies that the text tells by what it says of them."""
    for kind, pattern in _patterns():
        for found in pattern.finditer(text):
            opening = _WORDS_BEFORE.match(text, found.start("names"))
            at = opening.end() if opening and outside(opening[1]) else found.start("names")
            for name, start, end in names_listed(text, at):
                if end <= found.end("names") and _may_be(text, name, start, kind):
                    yield with_bracket(text, Introduction(name, kind, start, end))


def _may_be(text: str, name: str, start: int, kind: str) -> bool:
    """Whether it names such a body: no other one by its noun, and no common word that opens a sentence."""
    noun = singular(name.split()[-1])
    if noun in body_nouns() and noun not in body_heads()[kind]["nouns"]:
        return False
    opens = start == 0 or text[:start].rstrip('“"‘ ')[-1:] in (".", "", ":", ";", "?", "!")
    plain = " " not in name and name[1:].islower()
    return not (opens and plain)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    told = read_yaml("bodies.yaml")["told-by"]
    return [
        (kind, re.compile(find.replace("{names}", _NAMES))) for kind, finds in told.items() for find in finds
    ]
