"""What is known of a country's bodies and laws beforehand: optional registers, a YAML file for each country.

``ontology/registers/{cc}.yaml`` comes with Scrutineer; a file of the same name in the folder that the
setting ``SCRUTINEER_REGISTERS`` names goes before it. ``ontology/registers/README.md`` describes the format.
A country without a register is read all the same: a register only says which names mean one thing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import ReportError
from loaders.names import fold
from ontology import data_file

SETTING = "SCRUTINEER_REGISTERS"


@dataclass(frozen=True, slots=True)
class Entry:
    """A body or a law: its canonical name and all names it is known by, the canonical one first.

    ``kind`` is one of the scheme; ``amended`` the dates of a law's amendments in ISO 8601; ``replaced_by``
    the canonical name of what came after it, ``until`` when, both '' where nothing did; ``renamed`` says that
    it is a former name of that.
    """

    name: str
    kind: str
    names: tuple[str, ...]
    abbreviation: str = ""
    year: int | None = None
    amended: tuple[str, ...] = ()
    replaced_by: str = ""
    until: str = ""
    renamed: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """The names beside the canonical one and the abbreviation."""
        return tuple(name for name in self.names if name not in (self.name, self.abbreviation))


@dataclass(frozen=True)
class CountryRegister:
    """The entries of one country's register; without one, there are none."""

    bodies: tuple[Entry, ...] = ()
    laws: tuple[Entry, ...] = ()

    def body(self, name: str) -> Entry | None:
        """The body of that name, in any spelling that ``fold`` makes equal."""
        return _by_form(self.bodies).get(fold(name))

    def law(self, name: str) -> Entry | None:
        """The law of that name."""
        return _by_form(self.laws).get(fold(name))


def country_register(country: str) -> CountryRegister:
    """The register of a country, by its ISO 3166-1 code in lower case; an empty one where there is none.

    Raises ReportError where a register's file is not as its format asks.
    """
    return _read(country, os.environ.get(SETTING, ""))


def own_registers() -> list[Path]:
    """The files in the folder that the setting names.

    Raises ReportError where there is no such folder.
    """
    folder = os.environ.get(SETTING, "")
    if folder and not Path(folder).is_dir():
        raise ReportError(
            f"{SETTING} names {folder}, which is no folder. Correct it, or take the setting away."
        )
    return sorted(Path(folder).glob("*.yaml")) if folder else []


@lru_cache(maxsize=32)
def _read(country: str, folder: str) -> CountryRegister:
    own = Path(folder) / f"{country}.yaml"
    shipped = data_file(f"registers/{country}.yaml")
    bodies: list[Entry] = []
    laws: list[Entry] = []
    for file in (own, shipped) if folder else (shipped,):
        if not file.is_file():
            continue
        try:
            data = yaml.safe_load(file.read_text("utf-8")) or {}
            bodies += (entry for given in data.get("bodies", ()) for entry in _entries(given))
            laws += (entry for given in data.get("laws", ()) for entry in _entries(given))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
            raise ReportError(
                f"The register {file} cannot be read: {error}. "
                "Expected lists 'bodies' and 'laws' whose entries have a name and a kind."
            ) from error
    return CountryRegister(tuple(bodies), tuple(laws))


def _entries(given: dict[str, Any]) -> Iterator[Entry]:
    """The entry, and one for each of the names that it bore before."""
    name, kind = str(given["name"]), str(given["kind"])
    abbreviation = str(given.get("abbreviation", ""))
    names = tuple(filter(None, dict.fromkeys((name, abbreviation, *map(str, given.get("others", ()))))))
    amended = tuple(map(str, given.get("amended", ())))
    after, until = str(given.get("replaced by", "")), str(given.get("until", ""))
    yield Entry(name, kind, names, abbreviation, given.get("year"), amended, after, until)
    for former, ended in given.get("former", {}).items():
        yield Entry(str(former), kind, (str(former),), replaced_by=name, until=str(ended or ""), renamed=True)


@lru_cache(maxsize=64)
def _by_form(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    forms: dict[str, Entry] = {}
    for entry in entries:
        for name in entry.names:
            forms.setdefault(fold(name), entry)
    return forms
