"""Which round of an election a figure belongs to, where one is held in two.

An election is known by the day of its first round. Figures of the first round stand as those of the election;
those of the second carry it in their qualifier.
"""

from __future__ import annotations

import re
from functools import cache

from ontology import read_yaml

SECOND = "second round"


def round_of(*texts: str) -> str | None:
    """The round in which the first of ``texts`` that speaks of rounds places its figure: '' for the first
    round and where none speaks of rounds, ``SECOND`` for the second, None where a text speaks of both.

    Words that only announce the second round ('advanced to the second round with …') do not count.
    """
    announced, rounds = _patterns()
    for text in texts:
        told = announced.sub("", text)
        named = [name for name, pattern in rounds.items() if pattern.search(told)]
        if len(named) > 1:
            return None
        if named:
            return SECOND if named == [SECOND] else ""
    return ""


def rounds_in(text: str) -> list[str]:
    """The rounds that a text names, in its order, as :func:`round_of` tells them."""
    _, rounds = _patterns()
    places = [
        (found.start(), SECOND if name == SECOND else "")
        for name, pattern in rounds.items()
        for found in pattern.finditer(text)
    ]
    return [name for _, name in sorted(places)]


def qualified(name: str, which: str) -> str:
    """The qualifier of a figure: 'Ilva Teren (second round)', or what narrows it alone."""
    return f"{name} ({which})" if name and which else name or which


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    data = read_yaml("results.yaml")
    rounds = {name: re.compile(pattern, re.I) for name, pattern in data["rounds"].items()}
    return re.compile(data["announced"], re.I), rounds
