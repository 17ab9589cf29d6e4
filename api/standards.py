"""The pages of instruments and provisions, with the findings that rest on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import render_template

from api.canned import natural
from api.described import described, grouped_by, marked
from api.lookup import Row, natural_order, rows
from api.reading import pieces_with_words
from ontology import address


def standard(kind: str, key: str, iri: str) -> str:
    """A provision, or an instrument as a whole."""
    return (provision if "/" in key else instrument)(kind, key, iri)


def instrument(kind: str, key: str, iri: str) -> str:
    """An instrument: its provisions with how often each is cited, and findings that cite it as a whole."""
    provisions = _tree(rows("provisions", instrument=iri), iri)
    findings = _findings(iri)
    return render_template(
        "instrument.html",
        key=key,
        provisions=provisions,
        whole=[finding for finding in findings if finding["whole"]],
        total=len(findings),
        reports=len({finding["reportKey"] for finding in findings}),
        **described(iri),
    )


def provision(kind: str, key: str, iri: str) -> str:
    """A provision: its place in the instrument, what it is about, and every finding that rests on it."""
    instrument_key, _, number = key.partition("/")
    instrument_iri = address("standard", instrument_key)
    siblings = {row["provision"]: row for row in rows("provisions", instrument=instrument_iri)}
    findings = _findings(iri)
    return render_template(
        "provision.html",
        key=key,
        number=number,
        instrument=described(instrument_iri),
        path=_path(iri, siblings),
        row=siblings.get(iri, {}),
        parts_of=natural_order([row for row in siblings.values() if row["parent"] == iri], "number"),
        reports=[(report, list(group)) for report, group in groupby(findings, key=itemgetter("reportKey"))],
        assessed=Counter(finding["assessment"] or "" for finding in findings),
        total=len(findings),
    )


def _tree(provisions: list[Row], top: str) -> list[dict[str, Any]]:
    """Provisions in the order of the instrument, each with its depth."""
    known = {row["provision"] for row in provisions}
    children: dict[Any, list[Row]] = {}
    for row in provisions:
        children.setdefault(row["parent"] if row["parent"] in known else top, []).append(row)

    def below(parent: Any, depth: int) -> Iterable[dict[str, Any]]:
        for row in sorted(children.pop(parent, ()), key=lambda row: natural(str(row["number"]))):
            yield {**row, "depth": depth}
            yield from below(row["provision"], depth + 1)

    return list(below(top, 0))


def _path(iri: str, provisions: dict[Any, Row]) -> list[Row]:
    """The provisions around a provision, outermost first."""
    path: list[Row] = []
    parent = provisions.get(iri, {}).get("parent")
    while parent in provisions and provisions[parent] not in path:
        path.insert(0, provisions[parent])
        parent = provisions[parent]["parent"]
    return path


def _findings(iri: str) -> list[dict[str, Any]]:
    """The findings that rest on a standard, with its citations marked in their words and their topics."""
    found = rows("standard-findings", standard=iri)
    by_finding = grouped_by(found, "finding")
    topics = grouped_by(rows("standard-topics", standard=iri), "finding")
    findings = []
    for finding_iri, group in by_finding.items():
        first = group[0]
        citations = [
            {**row, "start": row["citationStart"], "end": row["citationEnd"], "quote": row["citationQuote"]}
            for row in group
            if row["citation"]
        ]
        findings.append(
            {
                **first,
                "topics": topics.get(finding_iri, []),
                "pieces": marked(first["quote"], first["sentence"], first["start"], citations),
                "notes": _notes(citations),
                "slips": {row["slip"] for row in citations if row["slip"]},
                "ranges": {row["number"] for row in citations if "-" in str(row["number"] or "")},
                "whole": any(not row["number"] for row in citations),
            }
        )
    return findings


def _notes(citations: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The footnotes that hold citations, each once, with the citing words marked."""
    notes: dict[Any, dict[str, Any]] = {}
    for row in citations:
        if row["footnote"]:
            note = notes.setdefault(row["footnote"], {**row, "words": []})
            note["words"].append(str(row["quote"] or ""))
    return [
        {**note, "pieces": pieces_with_words(str(note["footnoteText"] or ""), note["words"])}
        for note in notes.values()
    ]
