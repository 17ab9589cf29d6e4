"""Finding a standard from what a person types: words are matched against the register in the graph.

No grammar of references: the words name an instrument, and a number among them a provision of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# Words that say which part of an instrument is meant, and words between them; they name no instrument.
FILLERS = frozenset(
    """
    paragraph paragraphs para paras article articles art arts section sections principle principles chapter
    and or of the to in on at its from for under with by a an s
    """.split()  # noqa: SIM905 (a list of forty quoted words is no easier to read)
)
WORD = re.compile(r"[\w.()]+")
NUMBERED = re.compile(r"(?=.*[\d(.])[\w.()]+|[ivxlcIVXLC]+")


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument of the register with the names it goes by and the numbers of its provisions.

    ``findings`` counts the findings that cite it.
    """

    key: str
    title: str
    names: tuple[str, ...] = ()
    provisions: frozenset[str] = frozenset()
    findings: int = 0
    words: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def named(
        cls, key: str, title: str, names: Iterable[str], provisions: Iterable[str], findings: int = 0
    ) -> Instrument:
        """An instrument that is found by any word of its key, its title and its other names."""
        found = {word for name in (key.replace("-", " "), title, *names) for word in _words(name)}
        return cls(key, title, tuple(names), frozenset(provisions), findings, frozenset(found - FILLERS))


@dataclass(frozen=True, slots=True)
class Hit:
    """An instrument that fits, with the provision that is meant; ``provision`` is '' where none is.

    ``unknown`` is a number that was typed and that the register does not have.
    """

    instrument: Instrument
    provision: str = ""
    unknown: str = ""


def search(query: str, instruments: Sequence[Instrument], most: int = 20) -> list[Hit]:
    """The instruments and provisions that fit ``query``, best first, at most ``most``.

    First come those that explain most of what was typed, a provision's number included; then those whose key
    has the words, those whose names do, those cited more often, and those that share the rarer words.
    """
    typed = [word for word in _words(query) if word not in FILLERS]
    rarity = _rarity(instruments)
    scored = []
    for instrument in instruments:
        shared = [word for word in typed if word in instrument.words]
        if not any(not word.isdecimal() for word in shared):
            continue
        hit = _hit(instrument, [word for word in typed if word not in shared], query)
        score = sum(rarity[word] for word in set(shared))
        in_key = sum(word in instrument.key.split("-") for word in shared)
        explained = len(shared) + bool(hit.provision)
        order = (-explained, -in_key, -len(shared), -instrument.findings, -score, instrument.key)
        scored.append((order, hit))
    return [hit for _, hit in sorted(scored, key=lambda pair: pair[0])][:most]


def _hit(instrument: Instrument, rest: Sequence[str], query: str) -> Hit:
    """The hit on an instrument that the words in ``rest`` say nothing of: is one of them a provision?"""
    by_lower = {number.lower(): number for number in instrument.provisions}
    typed = [word for word in rest if NUMBERED.fullmatch(word)]
    # "25 (b)" is typed with a space as often as without.
    joined = re.sub(r"\s+(?=\()", "", query.lower())
    candidates = [*(word for word in _words(joined) if "(" in word), *typed]
    for candidate in candidates:
        if candidate in by_lower:
            return Hit(instrument, by_lower[candidate])
    return Hit(instrument, unknown=typed[0] if typed else "")


def _rarity(instruments: Sequence[Instrument]) -> Mapping[str, float]:
    counted = Counter(word for instrument in instruments for word in instrument.words)
    return {word: 1 / count for word, count in counted.items()}


def _words(text: str) -> list[str]:
    found = (word.strip(".") for word in WORD.findall(text.lower()))
    return [word for word in found if word.strip("()")]
