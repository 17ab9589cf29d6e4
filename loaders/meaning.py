"""What recommendations, and statements on earlier ones, are about: their matters, topics and words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders.cues import Cues, cues_of, fold
from loaders.topics import topics_of
from ontology import read_yaml

_RECOMMENDATIONS = re.compile(r"\brecommendations?\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:[;,:]|\band\b|\bas well as\b|\bor\b|\bbut\b)\s*")
_WORD = re.compile(r"[a-z]{4,}")


class Meaning(NamedTuple):
    """What a text is about.

    ``matters`` are keys of ``ontology/cues/matters.yaml``; ``topics`` those of the concept scheme that it is
    mainly about; ``stems`` its words by their first six letters, without words that all such texts have.
    ``listed``: it is an item of a list of matters ("including those related to media and recounts").
    """

    matters: frozenset[str]
    topics: frozenset[str]
    stems: frozenset[str]
    listed: bool = False


class _Rules(NamedTuple):
    lists: Cues
    at_once: Cues
    concessions: frozenset[str]
    priorities: Cues
    generic: frozenset[str]
    matters: Cues


@cache
def _rules() -> _Rules:
    data = read_yaml("cues/meaning.yaml")
    return _Rules(
        cues_of({"list": data["lists"]}),
        cues_of({"list": data["lists_at_once"]}),
        frozenset(data["concessions"]),
        cues_of({"priority": data["priorities"]}),
        frozenset(data["generic"]),
        cues_of(read_yaml("cues/matters.yaml")),
    )


def meaning_of(text: str, group: str = "", *, listed: bool = False) -> Meaning:
    """The meaning of a text. ``group`` is the heading that a recommendation is listed under."""
    rules = _rules()
    stems = frozenset(word[:6] for word in _WORD.findall(text.lower()) if word not in rules.generic)
    topics = (*topics_of(text)[:1], *topics_of(group)[:1])
    return Meaning(frozenset(rules.matters.touched(text)), frozenset(topics), stems, listed)


def parts_of(statement: str) -> list[Meaning]:
    """What a statement on earlier recommendations is about, part by part.

    Behind "recommendations, including those related to" stand its matters, one by one; a statement that lists
    none is about its own words, without a clause that merely concedes something.
    """
    listed = _listed(statement)
    if listed:
        pieces = [piece for piece in _JOINED.split(listed) if piece.strip()]
        return [meaning_of(piece, listed=True) for piece in pieces]
    return [meaning_of(_without_concession(statement))]


def speaks_of_priorities(statement: str) -> bool:
    """Whether a statement is on recommendations that their report lists as priorities."""
    return bool(_rules().priorities.find(statement))


def _listed(statement: str) -> str:
    """What stands behind 'recommendations …, including'; '' where nothing is listed."""
    named = list(_RECOMMENDATIONS.finditer(statement))
    if not named:
        return ""
    end = named[-1].end()
    behind = statement[end:]
    at_once = next(
        (hit.end for hit in _rules().at_once.find(behind) if not behind[: hit.start].strip()), None
    )
    hit = next(iter(_rules().lists.find(behind)), None)
    if at_once is not None:
        return behind[at_once:]
    return behind[hit.end :] if hit else ""


def _without_concession(statement: str) -> str:
    opening, comma, rest = _clause(statement)
    conceding = any(fold(opening).startswith(f"{word} ") for word in _rules().concessions)
    return rest if comma and conceding and not _RECOMMENDATIONS.search(opening) else statement


def _clause(statement: str) -> tuple[str, str, str]:
    """A statement cut at the last comma before it speaks of recommendations, else at its first comma."""
    named = _RECOMMENDATIONS.search(statement)
    head = statement[: named.start()] if named else statement
    if named and "," in head:
        opening, comma, rest = head.rpartition(",")
        return opening, comma, rest + statement[named.start() :]
    return statement.partition(",")


def words_shared(left: Meaning, right: Meaning) -> float:
    """How much of the shorter text's words the other has, 0 to below 1; one more word is counted as missing,
    so that one common word of few does not count as much as many.
    """
    smaller = min(len(left.stems), len(right.stems))
    return len(left.stems & right.stems) / (smaller + 1)
