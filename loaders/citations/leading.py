"""What belongs to a name from its left: years and issuers, in any order.

"the **2002 Council of Europe's European Commission for Democracy through Law (Venice Commission)** Code of
Good Practice", "**ODIHR and Venice Commission 2020 Joint** Guidelines", "the **CEDAW Committee's** General
Recommendation"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

import ontology
from loaders.citations.dictionary import Hit, NamedWords, fold

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FOLDED_MONTHS = frozenset(fold(month) for month in MONTHS.split("|"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIED = re.compile(r"\b(?:of|in|under|the)\s+(?:the\s+)?$")


@dataclass(slots=True)
class Leading:
    """The word a name starts with when what leads it is taken in, the years printed, and the committees
    named."""

    first: int
    years: list[int] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    @property
    def year(self) -> int | None:
        return self.years[0] if self.years else None


@cache
def _fillers() -> frozenset[str]:
    return frozenset(fold(word) for word in ontology.read_yaml("citations/grammar.yaml")["fillers"])


def leading(text: NamedWords, first: int, in_series: bool) -> Leading:
    """What leads the name proper that starts at the word ``first``.

    ``in_series``: it is one of a committee's documents, before which a treaty's acronym stands for the
    committee ("CEDAW General Recommendation No. 23")."""
    found, at = Leading(first), first
    words = text.words
    while at > 0:
        hit = text.ending_at.get(at)
        word = words.texts[at - 1]
        if hit and (not hit.known.key or (in_series and hit.known.body and found.first == first)):
            at = found.first = hit.first
            found.bodies.append(hit.known.body)
        elif _YEAR.fullmatch(word) and not found.years:
            at = found.first = at - 1
            found.years.append(int(word))
        elif found.years and found.first == at and words.folded[at - 1] in _FOLDED_MONTHS:
            at = found.first = at - (2 if at > 1 and words.texts[at - 2].isdigit() else 1)
        elif words.folded[at - 1] in _fillers() and _touches(text, at - 1):
            at = found.first = at - 1
        elif (step := _over_small_word(text, at, found.first)) is not None:
            at = step
        elif in_series and found.first == first and _follows_comma(text, at):
            at -= 1
        else:
            break
    return found


def _touches(text: NamedWords, index: int) -> bool:
    """Whether only blanks stand between a word and the next."""
    return not text.text[text.words.ends[index] : text.words.starts[index + 1]].strip()


def _over_small_word(text: NamedWords, at: int, first: int) -> int | None:
    """Where to go on leftwards over a small word between issuers: the 's of "Venice Commission's", the
    "and" of "ODIHR and Venice Commission", brackets around an issuer, a quotation mark before a title."""
    ends, texts = text.ending_at, text.words.texts
    word = texts[at - 1]
    if word.casefold() == "s" and at > 2 and texts[at - 2] in "'’":
        return at - 2 if at - 2 in ends else None
    if word in ("'", "’", '"', "“"):
        return at - 1 if at - 1 in ends else None
    if word in ("and", "&", "/", "-", "–") and first == at:
        before, behind = ends.get(at - 1), text.starting_at.get(at)
        return at - 1 if _is_issuer(before) and _is_issuer(behind) else None
    if word == ")" and (inner := ends.get(at - 1)) and inner.first and texts[inner.first - 1] == "(":
        return inner.first - 1 if inner.first - 1 in ends else None
    return None


def _is_issuer(hit: Hit | None) -> bool:
    return hit is not None and not hit.known.key


def _follows_comma(text: NamedWords, at: int) -> bool:
    """ "ICCPR, General Comment No. 25": a committee or treaty before a comma, unless "of" or "the" ties it
    to what stands before."""
    hit = text.ending_at.get(at - 1) if text.words.texts[at - 1] == "," else None
    if not hit or not hit.known.body:
        return False
    start = text.start_of(hit)
    return not _TIED.search(text.text[max(0, start - 12) : start])
