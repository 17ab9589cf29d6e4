"""The register of standards: which instruments there are, what they are called, which provisions they have.

Read from ``ontology/standards/*.yaml`` (one file per instrument) and ``ontology/citations/families.yaml``
(documents in series, for which an :class:`Instrument` is made up from the key when asked for).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import ontology
from graph.errors import ScrutineerError
from loaders.citations import numbers
from loaders.citations.families import Family, load_families
from loaders.citations.numbers import Components, Numbering


class RegisterError(ScrutineerError):
    """The register of standards does not hold together."""

    title = "The register of standards is wrong"


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision of an instrument. ``parent`` is the number of the provision it is part of; ``about`` says
    in a few words what it is about, '' where that is not certain."""

    number: str
    parent: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an instrument, without the year and issuer that may stand before it.

    ``example`` is an invented use of it. ``only_with_provision``: the name is too common to be a citation
    without a provision. ``misnomer``: a wrong title that is nevertheless printed.
    """

    name: str
    example: str
    only_with_provision: bool = False
    misnomer: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, document, judgment or other text that reports cite.

    ``kind`` is 'treaty', 'general-comment', 'osce-commitment', 'soft-law', 'case-law' or 'country-document';
    ``units`` the words for its provisions, the usual one first ('article', 'paragraph', …); ``other_years``
    are years by which it is rightly cited beside ``year``; ``supersedes`` is the key of its earlier edition;
    ``complete`` says that ``provisions`` lists all there are; ``body`` is the committee of a treaty;
    ``series_key`` is the key it would have in its family, where it also has a name of its own;
    ``protocol_to`` is the key of the treaty that a protocol adds to.
    """

    key: str
    title: str
    issuer: str
    year: int | None
    kind: str
    symbol: str = ""
    units: tuple[str, ...] = ("paragraph",)
    other_years: tuple[int, ...] = ()
    supersedes: str = ""
    series_key: str = ""
    protocol_to: str = ""
    body: str = ""
    numbering: Numbering = field(default_factory=Numbering)
    complete: bool = False
    subtitles: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    provisions: tuple[Provision, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years by which it is rightly cited; none where it has no year."""
        return (self.year, *self.other_years) if self.year else ()


@dataclass(frozen=True, slots=True)
class Place:
    """What a printed provision number means: the register's number, whether the register knows it, and what
    was left out in print ('' where nothing was)."""

    number: str
    known: bool
    slip: str = ""


@dataclass(frozen=True, eq=False)
class Register:
    """All instruments by key, and the families of documents in series."""

    instruments: Mapping[str, Instrument]
    families: tuple[Family, ...] = ()
    _numbers: Mapping[str, Mapping[Components, str]] = field(default_factory=dict, repr=False)

    @classmethod
    @cache
    def load(cls) -> Register:
        """The register under ``ontology/``. Raises :class:`RegisterError` where two instruments share a
        key."""
        folder = ontology.data_file("standards")
        names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
        return cls.of(
            (_instrument(ontology.read_yaml(f"standards/{name}")) for name in names), load_families()
        )

    @classmethod
    def of(cls, instruments: Iterable[Instrument], families: tuple[Family, ...] = ()) -> Register:
        by_key: dict[str, Instrument] = {}
        for instrument in instruments:
            if instrument.key in by_key:
                raise RegisterError(
                    f"ontology/standards: two files have the key {instrument.key}; give each its own."
                )
            by_key[instrument.key] = instrument
        lookup = {
            key: {numbers.fold(numbers.components(p.number)): p.number for p in instrument.provisions}
            for key, instrument in by_key.items()
        }
        return cls(by_key, families, lookup)

    def instrument(self, key: str) -> Instrument:
        """The instrument with that key; one is made up for a document of a family.

        Raises KeyError where the key belongs to neither.
        """
        if key in self.instruments:
            return self.instruments[key]
        for family in self.families:
            if groups := family.groups_of(key):
                return Instrument(
                    key,
                    family.title_of(groups),
                    family.issuer,
                    family.year_of(groups),
                    family.kind,
                    units=family.units,
                )
        raise KeyError(key)

    def place(self, key: str, parts: Components, unit: str = "") -> Place:
        """The provision of the instrument ``key`` that is printed with these components.

        ``unit`` is the word it was called by ('paragraph', 'article', …). A number the register does not list
        is written in the register's form.
        """
        instrument = self.instrument(key)
        known = self._numbers.get(key, {})
        for candidate, slip in numbers.spellings(parts, instrument.numbering, unit == "paragraph"):
            if number := known.get(numbers.fold(candidate)):
                return Place(number, known=True, slip=slip)
        first = next(numbers.spellings(parts, instrument.numbering, unit == "paragraph"))[0]
        return Place(numbers.render(first, instrument.numbering), known=False)

    def may_have(self, key: str, parts: Components, unit: str) -> bool:
        """Whether an instrument can have such a provision: its kind of unit, and no number that is known
        not to exist."""
        return unit in self.instrument(key).units and not self.lacks(key, parts, unit)

    def lacks(self, key: str, parts: Components, unit: str) -> bool:
        """Whether the register lists all provisions of an instrument and this is none of them. Of an
        explanatory report, and of the paragraphs of an article, it need not list all."""
        instrument = self.instrument(key)
        place = self.place(key, parts, unit)
        if not instrument.complete or place.known:
            return False
        report = instrument.numbering.plain_paragraphs
        within_article = instrument.units[0] == "article" and self.place(key, parts[:1], unit).known
        return not within_article and not (report and place.number.startswith(report))

    def provisions_in(self, key: str, number: str) -> tuple[str, ...]:
        """The provisions the register knows that a number stands for: itself, or all in a range
        ('201-206')."""
        known = self._numbers.get(key, {})
        if number in known.values():
            return (number,)
        first, dash, last = number.partition("-")
        low, high = numbers.fold(numbers.components(first)), numbers.fold(numbers.components(last))
        if not dash or not low or not high:
            return ()
        high = (*low[: len(low) - len(high)], *high)
        start, end = _order(low), _order(high)
        return tuple(
            known[parts]
            for parts in sorted(known, key=_order)
            if len(parts) == len(low) and start <= _order(parts) <= end
        )


def _order(parts: Components) -> tuple[tuple[int, str], ...]:
    """A sort key: figures by value, roman numerals by value, letters by the alphabet."""
    return tuple(
        (int(p), "") if p.isdigit() else (numbers.arabic(p), "") if numbers.is_roman(p) else (0, p)
        for p in parts
    )


def _instrument(entry: Mapping[str, Any]) -> Instrument:
    numbering = dict(entry.get("numbering") or {})
    for parts in numbering.keys() & {"parts", "outer_parts"}:
        numbering[parts] = tuple(numbering[parts])
    aliases = [Alias(**alias) for alias in entry.get("aliases", ())]
    aliases += [Alias(**alias, misnomer=True) for alias in entry.get("misnomers", ())]
    return Instrument(
        key=entry["key"],
        title=entry["title"],
        issuer=entry["issuer"],
        year=entry["year"],
        kind=entry["kind"],
        symbol=entry.get("symbol", ""),
        units=tuple(entry["units"]),
        other_years=tuple(entry.get("other_years", ())),
        supersedes=entry.get("supersedes", ""),
        series_key=entry.get("series_key", ""),
        protocol_to=entry.get("protocol_to", ""),
        body=entry.get("body", ""),
        numbering=Numbering(**numbering),
        complete=entry["complete"],
        subtitles=tuple(entry.get("subtitles", ())),
        aliases=tuple(aliases),
        provisions=tuple(Provision(**provision) for provision in entry.get("provisions", ())),
    )
