"""Where sentences end.

A full stop, question or exclamation mark ends a sentence where white space and something that can begin a
sentence follow, unless what stands before it is an abbreviation (``ontology/abbreviations.yaml``) or an
initial. Footnote markers are not in the text by then.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.model import Marker, Passage, Sentence
from ontology import read_yaml

_END = re.compile(
    r"""[.!?…]+            # the end mark
        [”"’'»)\]]*        # closing quotation marks and brackets
        \s+
        (?=[“"‘'«(\[]*     # opening ones
           [^\W_a-zà-ÿ])   # a capital or a digit
    """,
    re.X,
)
_LAST_WORD = re.compile(r"(?:[^\s(\[“\"'‘«]+)$")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    data = read_yaml("abbreviations.yaml")
    return frozenset(data["before_names_and_numbers"]), frozenset(data["before_numbers"])


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as pairs of offsets, white space between them left out. Never raises."""
    spans, start = [], len(text) - len(text.lstrip())
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            end = match.start() + len(match.group().rstrip())
            spans.append((start, end))
            start = match.end()
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match.group()[0] != "." or match.group().startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
    if not before:
        return True
    word, following = before.group(), text[match.end()]
    always, before_number = _abbreviations()
    if word in always or (len(word) == 1 and word.isupper()):
        return False
    return not (word in before_number and (following.isdigit() or following in "IVXLC"))


def split_sentences(passage: Passage, markers: tuple[Marker, ...]) -> tuple[Sentence, ...]:
    """The sentences of a passage; a marker behind the end of a sentence belongs to that sentence."""
    spans = sentence_spans(passage.text)
    numbers: list[list[int]] = [[] for _ in spans]
    for marker in markers:
        at = max((i for i, (start, _) in enumerate(spans) if start < marker.at), default=0)
        if spans:
            numbers[at].append(marker.number)
    return tuple(
        Sentence(start, end, passage.cut(start, end), tuple(found))
        for (start, end), found in zip(spans, numbers, strict=True)
    )
