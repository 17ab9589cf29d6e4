"""Families: documents in numbered or yearly series, described in ``ontology/citations/families.yaml``."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

import ontology

Groups = Mapping[str, str]


class _Template(string.Formatter):
    """``{name}``, ``{name:upper}``, ``{name:lower}``, and ``{name:03}`` for a number with leading zeros."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(value)
        if format_spec in ("upper", "lower"):
            return text.upper() if format_spec == "upper" else text.lower()
        return text.zfill(int(format_spec)) if format_spec else text


_TEMPLATE = _Template()
_GROUPS = {
    "year": r"(?:19|20)\d\d",
    "yy": r"\d\d",
    "country": "[a-z]{3}",
    "number": r"\d+",
    "session": r"\d+",
    "application": r"\d+",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way a family's documents are named. ``fixed`` are groups that it always means; a text that
    ``needs`` does not match is not searched."""

    match: re.Pattern[str]
    fixed: Groups
    needs: re.Pattern[str]


@dataclass(frozen=True)
class Family:
    """One entry of ``families.yaml``; see the head of that file for what its fields mean."""

    name: str
    key: str
    title: str
    issuer: str
    kind: str
    units: tuple[str, ...]
    hints: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    examples: tuple[str, ...]
    defaults: Groups
    subjects: Mapping[str, Sequence[str]]
    types: tuple[str, ...]
    comments: bool
    in_lists: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the groups that its key needs."""
        return tuple(name for _, name, _, _ in string.Formatter().parse(self.key) if name)

    def key_of(self, groups: Groups) -> str:
        """The key, from a value for each of ``parts``."""
        return _TEMPLATE.format(
            self.key, **{k: v.lstrip("0") if k == "number" else v for k, v in groups.items()}
        )

    def title_of(self, groups: Groups) -> str:
        named = dict(groups)
        if "country" in named:
            named["country"] = country_name(named["country"])
        if "number" in named:
            named["number"] = named["number"].lstrip("0")
        return _TEMPLATE.format(self.title, **named)

    def groups_of(self, key: str) -> Groups | None:
        """The parts of a key, None where it belongs to another family."""
        match = _key_pattern(self.key).fullmatch(key)
        return match.groupdict() if match else None

    def year_of(self, groups: Groups) -> int | None:
        if "year" in groups:
            return int(groups["year"])
        return full_year(groups["yy"]) if "yy" in groups else None


def full_year(digits: str) -> int:
    """``"99"`` -> 1999, ``"09"`` -> 2009, ``"2009"`` -> 2009."""
    value = int(digits)
    return value if value > 99 else value + (1900 if value > 49 else 2000)


@cache
def _key_pattern(template: str) -> re.Pattern[str]:
    pieces = []
    for literal, name, _, _ in string.Formatter().parse(template):
        pieces.append(re.escape(literal))
        if name:
            pieces.append(f"(?P<{name}>{_GROUPS.get(name, '[a-z][a-z-]*?')})")
    return re.compile("".join(pieces))


@cache
def load_families() -> tuple[Family, ...]:
    """The families of ``ontology/citations/families.yaml``."""
    countries = "|".join(re.escape(name) for name in sorted(country_codes(), key=len, reverse=True))
    issuers = "|".join(
        re.escape(name)
        for name in sorted((n for e in issuers_data() for n in e["names"]), key=len, reverse=True)
    )
    macros = {"{country}": rf"(?:{countries})\b", "{issuer}": rf"(?:{issuers})\b"}
    return tuple(_family(entry, macros) for entry in ontology.read_yaml("citations/families.yaml"))


def issuers_data() -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = ontology.read_yaml("citations/issuers.yaml")
    return data


def _family(entry: Mapping[str, Any], macros: Mapping[str, str]) -> Family:
    patterns = []
    for pattern in entry["patterns"]:
        source = pattern["match"]
        for name, replacement in macros.items():
            source = source.replace(name, replacement)
        needs = re.compile(pattern.get("needs", ""))
        patterns.append(Pattern(re.compile(source), pattern.get("fixed", {}), needs))
    return Family(
        name=entry["family"],
        key=entry["key"],
        title=entry["title"],
        issuer=entry["issuer"],
        kind=entry["kind"],
        units=tuple(entry["units"]),
        hints=tuple(entry["hints"]),
        patterns=tuple(patterns),
        examples=tuple(pattern["example"] for pattern in entry["patterns"]),
        defaults={k.removeprefix("default_"): v for k, v in entry.items() if k.startswith("default_")},
        subjects=entry.get("subjects", {}),
        types=tuple(entry.get("types", ())),
        comments=entry.get("comments", False),
        in_lists=entry.get("in_lists", False),
    )


@cache
def _alpha3() -> dict[str, str]:
    codes: dict[str, str] = ontology.read_yaml("citations/alpha3.yaml")
    return codes


def alpha3(alpha2: str) -> str | None:
    """``"kz"`` -> ``"KAZ"`` (ISO 3166-1)."""
    return _alpha3().get(alpha2)


@cache
def country_codes() -> dict[str, str]:
    """Names of countries as printed -> alpha-3 code."""
    territories = Locale("en").territories
    names: dict[str, str] = {}
    for alpha2, code in _alpha3().items():
        name = str(territories[alpha2.upper()]).replace("’", "'")
        others = ontology.read_yaml("countries.yaml").get(alpha2) or []
        for each in {name, name.replace(" & ", " and "), *others}:
            names[each] = code
    return names


def country_name(code: str) -> str:
    """``"KAZ"`` or ``"kaz"`` -> ``"Kazakhstan"``; the code itself where it is none."""
    alpha2 = {three: two for two, three in _alpha3().items()}.get(code.upper())
    return str(Locale("en").territories[alpha2.upper()]) if alpha2 else code
