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
from loaders.names import connects, is_money, outside, singular
from ontology import read_yaml

_WORD = r"(?:[^\W\d_a-z][\w’'–‑-]*(?:\.\w+)*|\d+[A-Z]\w*)"
_INNER = rf"(?:(?:of|for|and) (?:the )?)?(?:{_WORD}|\d{{1,2}}\b)"
_NAME = rf"(?:the )?[“\"‘]?{_WORD}(?: {_INNER}){{0,4}}[”\"’]?(?: \([^()]{{1,30}}\))?"
_PLACE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|near|(?:constituency|district|region|city|town|municipality) of)(?: the)? $"
)
_WORDS_BEFORE = re.compile(r"(\w+) ")
_NAMES = rf"(?P<names>{_NAME}(?:(?:, and|,| and| as well as) {_NAME}){{0,9}})"


def told_by(text: str) -> Iterator[Introduction]:
    """The bodies that the text tells by what it says of them."""
    for kind, pattern, near in _patterns():
        for found in pattern.finditer(text):
            if near and not near.search(text[: found.start()].rpartition(". ")[2]):
                continue
            opening = _WORDS_BEFORE.match(text, found.start("names"))
            at = opening.end() if opening and outside(opening[1]) else found.start("names")
            for name, start, end in names_listed(text, at):
                first, small, *_ = *name.split(), ""
                if first in body_nouns() and connects(small):
                    break  # "Movement for Rivers and Lakes (MRL)" is one name, known by its noun
                if end <= found.end("names") and _may_be(text, name, start, kind):
                    yield with_bracket(text, Introduction(name, kind, start, end))


def _may_be(text: str, name: str, start: int, kind: str) -> bool:
    """Whether it names such a body: no other one by its noun, and no common word that opens a sentence."""
    noun = singular(name.split()[-1])
    if noun in body_nouns() and noun not in body_heads()[kind]["nouns"]:
        return False
    if is_money(text, start, start + len(name)) or _PLACE_BEFORE.search(text, 0, start):
        return False
    opens = start == 0 or text[:start].rstrip('“"‘ ')[-1:] in (".", "", ":", ";", "?", "!")
    plain = " " not in name and name[1:].islower()
    return not (opens and plain)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], re.Pattern[str] | None]]:
    """Kind of body, what is said of the names, and what must stand before that in the sentence."""
    found = []
    for kind, rules in read_yaml("bodies.yaml")["told-by"].items():
        for rule in rules:
            find, before = (rule, "") if isinstance(rule, str) else (rule["find"], rule["before"])
            pattern = re.compile(find.replace("{names}", _NAMES))
            found.append((kind, pattern, re.compile(before) if before else None))
    return found
