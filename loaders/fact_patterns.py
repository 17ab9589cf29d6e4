"""What the patterns of ``ontology/facts.yaml`` find in a sentence, and which of several figures is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.figures import Figure, figure_pattern, is_number_word, read_figure
from loaders.model import Fact, Identity, Passage, Span
from loaders.names import UPPER, title_pattern
from loaders.rounds import round_of
from ontology import read_yaml

_PER_CENT = r"(?: ?%|[ -]?per[ -]?cent)"
_LITTLE = 0.05
"""The share by which two figures for one thing may differ; a larger difference is one of meaning."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match: the figure (or name), the whole it is a part of and the share it is told to be, where it
    stands, and in what words.
    """

    value: str
    figure: Figure | None
    span: Span
    whole: float | None = None
    share: float | None = None
    clause: str = ""
    """What was matched, with the rest of its clause."""
    sentence: str = ""
    section: str = ""
    round: str = ""
    """'second round' where the words say so (see :mod:`loaders.rounds`)."""
    firm: bool = False
    """Whether the words tell the whole without any doubt, so that one more or one less contradicts it."""

    @property
    def told(self) -> str | int | float:
        return self.figure.value if self.figure else self.value


def in_sentence(
    passage: Passage, patterns: tuple[re.Pattern[str], ...], rule: dict[str, Any], section: str
) -> Iterator[Found]:
    """What the patterns of a property (``rule`` is its entry in the data) find in a sentence."""
    text = passage.text
    for pattern in patterns:
        for match in pattern.finditer(text):
            clause = match[0] + re.split(r"[,;:.]| and ", text[match.end() :])[0]
            if fits(rule, "before", text[: match.end()]) or fits(rule, "unlike", clause):
                continue
            parts = match.groupdict()
            value, whole, share = (
                match["value"],
                parts.get("whole"),
                parts.get("share") or parts.get("share2"),
            )
            figure = read_figure(value) if value[0].isdigit() or is_number_word(value) else None
            behind = clause[match.end("value") - match.start() :]
            which = round_of(behind, clause, text) if rule.get("rounds") else ""
            if figure and not rule.get("least", 0) <= figure.value <= rule.get("most", figure.value):
                continue
            if which is None:
                continue
            yield Found(
                value,
                figure,
                passage.span(*match.span("value")),
                read_figure(whole).value if whole else None,
                read_figure(share).value if share else None,
                clause,
                text,
                section,
                which,
                "loose" in rule and not fits(rule, "loose", text),
            )


def fits(rule: dict[str, Any], which: str, text: str) -> bool:
    """Whether a text has what an entry's expression of this name ('before', 'unlike' …) looks for."""
    return which in rule and bool(_expression(rule[which]).search(text))


def facts_of(key: str, qualifier: str, found: list[Found], how: str) -> Iterator[Fact]:
    """The facts told of one thing, each with the further places that tell the same, be it less exactly.

    The first is the match that counts: no rounding of another one, then by what the pattern data asks for
    ('first', 'largest', 'frequent'). Behind it come those that differ from it by little, or by one where
    both are firmly told: there the report contradicts itself.
    """
    for one in _chosen(found, how):
        again = [
            other.span
            for other in found
            if (other.told == one.told or _rounds(other, one)) and not other.span.overlaps(one.span)
        ]
        value = float(one.told) if key.endswith("-percent") else one.told
        yield Fact(key, value, qualifier, one.span, tuple(dict.fromkeys(again)))


def _chosen(found: list[Found], how: str) -> list[Found]:
    exact = [one for one in found if not any(_rounds(one, other) for other in found)] or found
    chosen = exact[0]
    if how == "largest":
        chosen = max(exact, key=lambda one: one.figure.value if one.figure else 0)
    elif how == "frequent":
        often = Counter(one.told for one in exact)
        chosen = max(exact, key=lambda one: (often[one.told], -exact.index(one)))
    distinct = {one.told: one for one in reversed([*exact, chosen])}
    return [
        chosen,
        *(
            one
            for one in distinct.values()
            if one.told != chosen.told and (little_apart(one, chosen) or _one_apart(one, chosen))
        ),
    ]


def _rounds(one: Found, other: Found) -> bool:
    return bool(one.figure and other.figure and one.figure.rounds(other.figure))


def little_apart(one: Found, other: Found) -> bool:
    """Whether two matches may tell one thing: their figures are the same or differ by little."""
    if not (one.figure and other.figure):
        return one.told == other.told
    a, b = one.figure.value, other.figure.value
    return abs(a - b) <= _LITTLE * max(a, b)


def _one_apart(one: Found, other: Found) -> bool:
    """Whether two firmly told numbers of things (lists, seats) differ by one: 'six lists', 'seven'."""
    if not (one.firm and other.firm and one.figure and other.figure):
        return False
    a, b = one.figure.value, other.figure.value
    return isinstance(a, int) and isinstance(b, int) and abs(a - b) == 1


def elsewhere(identity: Identity) -> re.Pattern[str]:
    """A pattern for sentences that speak of another election than the observed one."""
    return _elsewhere(
        identity.election_date.year if identity.election_date else None, *identity.election_types[:1]
    )


@cache
def _elsewhere(year: int | None, observed: str = "") -> re.Pattern[str]:
    data = read_yaml("facts.yaml")
    other = r"(?:19|20)\d\d" if year is None else rf"(?!{year})(?:19|20)\d\d"
    contests = [] if observed == "local" else [c for c in data["contests"] if c != observed]
    pieces = {
        "{other}": other,
        "{contests}": "|".join(contests) or "(?!)",
        "{votes}": "(?!)" if observed == "referendum" else "(?:referendum|plebiscite)",
    }
    return re.compile(filled(data["elsewhere"], pieces))


def filled(pattern: str, pieces: dict[str, str]) -> str:
    """The pattern with each name in braces replaced by its piece."""
    for name, piece in pieces.items():
        pattern = pattern.replace(name, piece)
    return pattern


@cache
def compiled(key: str, which: str, parliaments: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a property; ``parliaments`` is an alternation of the words for the parliament."""
    patterns = read_yaml("facts.yaml")["properties"][key].get(which, [])
    return tuple(_expression(pattern, parliaments) for pattern in patterns)


@cache
def _expression(pattern: str, parliaments: str = "(?!)") -> re.Pattern[str]:
    for name, phrase in read_yaml("facts.yaml")["phrases"].items():
        pattern = pattern.replace(f"{{{name}}}", phrase)
    figure = figure_pattern()
    return re.compile(
        pattern.replace("{name}", _person())
        .replace("{p}", f"(?P<value>{figure}){_PER_CENT}")
        .replace("{n}", f"(?P<value>{figure})")
        .replace("{w}", f"(?P<whole>{figure})")
        .replace("{s}", f"(?P<share>{figure}){_PER_CENT}")
        .replace("{s2}", f"(?P<share2>{figure}){_PER_CENT}")
        .replace("{k}", figure)
        .replace("{parliament}", rf"(?!upper)(?:{parliaments})")
    )


@cache
def _person() -> str:
    """The name of a person, without the titles before it: 'Ilva J. van der Teren'."""
    titles = rf"(?:{title_pattern()})\.?"
    name = rf"(?:[{UPPER}]\.|[{UPPER}][\w’'.-]*\w)"
    return (
        rf"(?:{titles} )*(?!{titles} |Head\b|Member\b|The\b|[A-Z]{{2}})"
        rf"(?P<value>[{UPPER}][\w’'-]+(?: (?:[a-z]{{1,3}} ){{0,2}}{name}){{1,4}})"
    )
