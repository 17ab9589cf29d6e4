"""The register of standards holds together, and its examples say what it finds."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from loaders.citations import find_citations
from loaders.citations.dictionary import Words
from loaders.citations.families import load_families
from loaders.citations.numbers import components, fold
from loaders.citations.register import Alias, Instrument, Register, RegisterError
from tests.loaders.reports import report_of

REGISTER = Register.load()
KINDS = {"treaty", "general-comment", "osce-commitment", "soft-law", "case-law", "country-document"}
ALIASES = [
    (instrument, alias) for instrument in REGISTER.instruments.values() for alias in instrument.aliases
]


def words(name: str) -> tuple[str, ...]:
    read = Words(name)
    return tuple(word for word, light in zip(read.folded, read.light, strict=True) if not light)


@pytest.mark.parametrize("instrument", REGISTER.instruments.values(), ids=lambda i: i.key)
def test_an_instrument_is_well_formed(instrument: Instrument) -> None:
    assert instrument.kind in KINDS
    assert instrument.title
    assert instrument.issuer
    assert not instrument.supersedes or instrument.supersedes in REGISTER.instruments
    numbers = [provision.number for provision in instrument.provisions]
    assert len({fold(components(number)) for number in numbers}) == len(numbers), "two provisions are one"
    assert {p.parent for p in instrument.provisions if p.parent} <= set(numbers), "a parent is missing"
    assert not any(" " in number for number in numbers)


def test_no_name_stands_for_two_instruments() -> None:
    names = Counter(words(alias.name) + (alias.name,) * alias.name.isupper() for _, alias in ALIASES)
    by_words: dict[tuple[str, ...], set[str]] = {}
    for instrument, alias in ALIASES:
        by_words.setdefault(words(alias.name), set()).add(instrument.key)
    assert {name: keys for name, keys in by_words.items() if len(keys) > 1} == {}
    assert names


@pytest.mark.parametrize(("instrument", "alias"), ALIASES, ids=[alias.name for _, alias in ALIASES])
def test_an_example_of_a_name_is_a_citation_of_its_instrument(instrument: Instrument, alias: Alias) -> None:
    found = find_citations(report_of(alias.example), REGISTER)
    assert {citation.instrument for citation in found} == {instrument.key}
    if alias.misnomer:
        assert {citation.slip for citation in found} == {"title"}


@pytest.mark.parametrize(
    ("family", "example"), [(f, example) for f in load_families() for example in f.examples], ids=str
)
def test_an_example_of_a_series_is_a_citation(family: object, example: str) -> None:
    found = find_citations(report_of(example), REGISTER)
    unresolved = {citation.reason for citation in found if citation.instrument is None}
    assert found
    assert all("is not printed" in reason for reason in unresolved)


@pytest.mark.parametrize(
    ("key", "title", "year", "units"),
    [
        ("un-cedaw-co-kaz-2019", "CEDAW concluding observations, Kazakhstan, 2019", 2019, ("paragraph",)),
        (
            "vc-opinion-cdl-ad-2018-027",
            "Venice Commission opinion CDL-AD(2018)027",
            2018,
            ("paragraph", "section"),
        ),
        (
            "coe-ecthr-74025-01",
            "European Court of Human Rights, judgment on application no. 74025/01",
            2001,
            ("paragraph",),
        ),
        ("osce-mc-decision-3-18", "OSCE Ministerial Council Decision No. 3/18", 2018, ("paragraph",)),
        (
            "un-sr-assembly-kaz-2015",
            "Report of the UN Special Rapporteur (assembly), Kazakhstan, 2015",
            2015,
            ("paragraph",),
        ),
    ],
)
def test_a_document_in_a_series_has_a_title(key: str, title: str, year: int, units: tuple[str, ...]) -> None:
    instrument = REGISTER.instrument(key)
    assert (instrument.title, instrument.year, instrument.units) == (title, year, units)


def test_an_unknown_key_is_no_instrument() -> None:
    with pytest.raises(KeyError):
        REGISTER.instrument("varland-charter-1900")


def test_two_instruments_may_not_share_a_key() -> None:
    instrument = Instrument("a", "A", "Varland", 2000, "treaty")
    with pytest.raises(RegisterError, match="two files have the key a"):
        Register.of([instrument, instrument])


@pytest.mark.parametrize(
    ("key", "number", "expected"),
    [
        ("osce-copenhagen-1990", "7.5", ("7.5",)),
        ("osce-copenhagen-1990", "7.5-7.8", ("7.5", "7.6", "7.7", "7.8")),
        ("osce-copenhagen-1990", "12-14", ("12", "13", "14")),
        ("un-cedaw-1979", "7(a)-(c)", ("7(a)", "7(b)", "7(c)")),
        ("vc-code-of-good-practice-2002", "I.1.2.iii-v", ("I.1.2.iii", "I.1.2.iv", "I.1.2.v")),
        ("osce-copenhagen-1990", "99", ()),
    ],
)
def test_a_range_leads_to_the_provisions_in_it(key: str, number: str, expected: tuple[str, ...]) -> None:
    assert REGISTER.provisions_in(key, number) == expected


def gold() -> Path:
    folder = os.environ.get("SCRUTINEER_GOLD")
    if not folder and (reports := os.environ.get("SCRUTINEER_REPORTS")):
        folder = str(Path(reports).parent / "gold")
    if not folder or not Path(folder).is_dir():
        pytest.skip("annotations are neither in SCRUTINEER_GOLD nor beside SCRUTINEER_REPORTS")
    return Path(folder)


def test_every_annotated_provision_resolves() -> None:
    rows = [
        json.loads(line)
        for path in sorted(gold().glob("*/citations.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line
    ]
    required = [row for row in rows if not row.get("optional")]
    assert required
    missing = {
        (row["instrument"], row["provision"])
        for row in required
        if row["provision"]
        and REGISTER.instrument(row["instrument"]).provisions
        and not REGISTER.provisions_in(row["instrument"], row["provision"])
        and not REGISTER.place(row["instrument"], components(row["provision"])).known
    }
    assert missing == set()
