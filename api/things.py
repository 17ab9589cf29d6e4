"""The page of a single thing: its own for the kinds that people come for, a general one for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import render_template

from api.canned import natural, run_canned
from api.context import endpoint
from api.lookup import Row, natural_order, rows
from api.reading import Mark, Piece, pieces_of_quote, pieces_with_words
from api.report import report
from ontology import PREFIXES, address

CONCEPT = PREFIXES["skos"] + "Concept"
TYPE = PREFIXES["rdf"] + "type"
POINTERS = 300
"""How many pointing statements the general page lists; it says so where there are more."""


def show(kind: str, key: str, iri: str) -> str:
    """The page of the thing of that kind and key, whose address is ``iri`` and which the graph knows."""
    return PAGES.get(kind, general)(kind, key, iri)


def general(kind: str, key: str, iri: str) -> str:
    """What the graph says of a thing, and what points at it."""
    return render_template("thing.html", kind=kind, key=key, **_described(iri))


def election(kind: str, key: str, iri: str) -> str:
    """An election: its reports, and its figures as each report gives them."""
    found = rows("reports", election=iri)
    reports = [str(row["key"]) for row in found]
    facts = [
        row for each in reports for row in run_canned(endpoint(), "election-facts", {"report": each}).rows
    ]
    return render_template(
        "election.html", kind=kind, key=key, reports=found, facts=merged_facts(facts), **_described(iri)
    )


def country(kind: str, key: str, iri: str) -> str:
    """A country: its elections and reports, and the standards most cited there."""
    found = rows("reports", country=iri)
    cited = run_canned(endpoint(), "standards-cited", {"country": key}).rows
    return render_template(
        "country.html", kind=kind, key=key, reports=found, cited=cited[:20], **_described(iri)
    )


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
        **_described(iri),
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
        instrument=_described(instrument_iri),
        path=_path(iri, siblings),
        row=siblings.get(iri, {}),
        parts_of=natural_order([row for row in siblings.values() if row["parent"] == iri], "number"),
        reports=[(report, list(group)) for report, group in groupby(findings, key=itemgetter("reportKey"))],
        assessed=Counter(finding["assessment"] or "" for finding in findings),
        total=len(findings),
    )


def finding(kind: str, key: str, iri: str) -> str:
    """A finding: the sentence with the citing words marked, its citations, and where it stands."""
    described = _described(iri)
    citations = rows("finding-citations", finding=iri)
    value = described["value"]
    return render_template(
        "finding.html",
        key=key,
        pieces=_marked(value("quote"), value("sentence"), value("start"), citations),
        citations=citations,
        figures=rows("finding-figures", finding=iri),
        related=_grouped(rows("finding-relations", finding=iri), "relation"),
        cues=_values(described, "cue"),
        report_key=key.rpartition("/")[0],
        **described,
    )


def named(kind: str, key: str, iri: str) -> str:
    """A body or a law: its names, former names or amendments, and every finding that speaks of it."""
    described = _described(iri)
    names = [described["name"], described["value"]("abbreviation"), *_values(described, "altLabel")]
    topics = _grouped(rows("named-topics", named=iri), "finding")
    findings = [
        {
            **row,
            "topics": topics.get(row["finding"], []),
            "pieces": pieces_with_words(str(row["sentence"] or row["quote"] or ""), filter(None, names)),
        }
        for row in rows("named-findings", named=iri)
    ]
    return render_template(
        "named.html",
        kind=kind,
        key=key,
        other_names=sorted({*names} - {described["name"], None}),
        renamings=rows("renamings", body=iri) if kind == "body" else [],
        amendments=_grouped(rows("amendments-of-law", law=iri), "date") if kind == "law" else {},
        reports=[(report, list(group)) for report, group in groupby(findings, key=itemgetter("reportKey"))],
        assessed=Counter(finding["assessment"] or "" for finding in findings),
        total=len(findings),
        **described,
    )


def recommendation(kind: str, key: str, iri: str) -> str:
    """A recommendation: its words, and its history, what is certain apart from what is proposed."""
    told, proposed = _apart(rows("recommendation-follow-ups", recommendation=iri))
    described = _described(iri)
    return render_template(
        "recommendation.html",
        key=key,
        report_key=key.rpartition("/")[0],
        made=next(iter(rows("reports", report=described["value"]("report"))), {}),
        grounds=_grouped(rows("recommendation-grounds", recommendation=iri), "relation"),
        before=rows("recommendations-meant", later=iri),
        told=told,
        proposed=proposed,
        **described,
    )


def follow_up(kind: str, key: str, iri: str) -> str:
    """A follow-up: its words, and the earlier recommendations that it means, certainly or as a proposal."""
    told, proposed = _apart(rows("recommendations-meant", later=iri))
    return render_template(
        "follow-up.html",
        key=key,
        report_key=key.rpartition("/")[0],
        told=told,
        proposed=proposed,
        **_described(iri),
    )


def _apart(links: list[Row]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Links that a report itself makes, by number or by its wording, and those that a program proposes."""
    once = _once(links)
    proposed = [row for row in once if row["kind"] == "proposed"]
    return [row for row in once if row["kind"] != "proposed"], proposed


def _once(links: list[Row]) -> list[dict[str, Any]]:
    """What a report says twice in the same words, once; the further places are the row's ``also``."""
    shown: dict[object, dict[str, Any]] = {}
    for row in links:
        words = (row["report"], row["kind"], row.get("status"), row["sentence"] or row["link"])
        shown.setdefault(words, {**row, "also": []})["also"].append(row)
    return [{**row, "also": row["also"][1:]} for row in shown.values()]


PAGES: dict[str, Callable[[str, str, str], str]] = {
    "report": report,
    "standard": standard,
    "finding": finding,
    "recommendation": recommendation,
    "follow-up": follow_up,
    "election": election,
    "country": country,
    "body": named,
    "law": named,
}


def merged_facts(facts: Iterable[Row]) -> list[dict[str, Any]]:
    """Facts by property and qualifier, each value with the reports that give it."""
    values: dict[tuple[str, str], dict[Any, list[str]]] = {}
    for row in facts:
        place = values.setdefault((str(row["property"]), str(row["qualifier"] or "")), {})
        given = place.setdefault(row["value"], [])
        if row["report"] not in given:
            given.append(str(row["report"]))
    return [
        {"property": name, "qualifier": qualifier, "values": list(given.items())}
        for (name, qualifier), given in sorted(values.items())
    ]


def _described(iri: str) -> dict[str, Any]:
    """What templates need of any thing: its name, its properties, and what points at it."""
    said: dict[str, dict[str, Any]] = {}
    for row in rows("thing", thing=iri):
        entry = said.setdefault(str(row["property"]), {"name": row["propertyName"], "values": {}})
        entry["values"].setdefault(row["value"], row["name"])
    pointing = rows("pointing", thing=iri)
    groups = [
        (iri_of, group[0]["propertyName"], group)
        for iri_of, found in groupby(pointing[:POINTERS], key=itemgetter("property"))
        if (group := list(found))
    ]

    def value(local: str) -> Any:
        entries = (entry for iri_of, entry in said.items() if iri_of.endswith((f"#{local}", f"/{local}")))
        return next((found for entry in entries for found in entry["values"]), None)

    return {
        "iri": iri,
        "said": said,
        "value": value,
        "types": [str(name or kind) for kind, name in said.get(TYPE, {"values": {}})["values"].items()],
        "name": next(filter(None, map(value, ("label", "prefLabel", "title", "sentence"))), None),
        "pointing": groups,
        "cut_at": POINTERS if len(pointing) > POINTERS else None,
    }


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
    by_finding = _grouped(found, "finding")
    topics = _grouped(rows("standard-topics", standard=iri), "finding")
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
                "pieces": _marked(first["quote"], first["sentence"], first["start"], citations),
                "notes": _notes(citations),
                "slips": {row["slip"] for row in citations if row["slip"]},
                "ranges": {row["number"] for row in citations if "-" in str(row["number"] or "")},
                "whole": any(not row["number"] for row in citations),
            }
        )
    return findings


def _grouped(found: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    """Rows by what stands in a column, in their order."""
    groups: dict[Any, list[Row]] = {}
    for row in found:
        groups.setdefault(row[column], []).append(row)
    return groups


def _values(described: dict[str, Any], local: str) -> list[Any]:
    """All values of the property with that local name."""
    return [
        found
        for iri, entry in described["said"].items()
        if iri.endswith((f"#{local}", f"/{local}"))
        for found in entry["values"]
    ]


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


def _marked(quote: Any, sentence: Any, start: Any, citations: Iterable[dict[str, Any]]) -> list[Piece]:
    """The words of a finding with its citations marked.

    Where a page end or a footnote stands inside the quote, the sentence as a person reads it is shown, and
    the citing words are looked for in it; else the marks are set by their offsets.
    """
    body = [row for row in citations if not row["footnote"]]
    if quote and (not sentence or quote.split() == sentence.split()):
        return pieces_of_quote(quote, start, [Mark("citation", row["start"], row["end"]) for row in body])
    return pieces_with_words(str(sentence or ""), [str(row["quote"] or "") for row in body])
