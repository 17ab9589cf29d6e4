"""The page of a single thing: its own for the kinds that people come for, a general one for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import render_template

from api.canned import run_canned
from api.context import endpoint
from api.described import described, grouped_by, marked
from api.lookup import Row, rows
from api.reading import pieces_with_words
from api.report import report
from api.standards import standard


def show(kind: str, key: str, iri: str) -> str:
    """The page of the thing of that kind and key, whose address is ``iri`` and which the graph knows."""
    return PAGES.get(kind, general)(kind, key, iri)


def general(kind: str, key: str, iri: str) -> str:
    """What the graph says of a thing, and what points at it."""
    return render_template("thing.html", kind=kind, key=key, **described(iri))


def election(kind: str, key: str, iri: str) -> str:
    """An election: its reports, and its figures as each report gives them."""
    found = rows("reports", election=iri)
    reports = [str(row["key"]) for row in found]
    facts = [
        row for each in reports for row in run_canned(endpoint(), "election-facts", {"report": each}).rows
    ]
    return render_template(
        "election.html", kind=kind, key=key, reports=found, facts=merged_facts(facts), **described(iri)
    )


def country(kind: str, key: str, iri: str) -> str:
    """A country: its elections and reports, and the standards most cited there."""
    found = rows("reports", country=iri)
    cited = run_canned(endpoint(), "standards-cited", {"country": key}).rows
    return render_template(
        "country.html", kind=kind, key=key, reports=found, cited=cited[:20], **described(iri)
    )


def finding(kind: str, key: str, iri: str) -> str:
    """A finding: the sentence with the citing words marked, its citations, and where it stands."""
    known = described(iri)
    citations = rows("finding-citations", finding=iri)
    value = known["value"]
    return render_template(
        "finding.html",
        key=key,
        pieces=marked(value("quote"), value("sentence"), value("start"), citations),
        citations=citations,
        figures=rows("finding-figures", finding=iri),
        related=grouped_by(rows("finding-relations", finding=iri), "relation"),
        cues=known["values"]("cue"),
        report_key=key.rpartition("/")[0],
        **known,
    )


def named(kind: str, key: str, iri: str) -> str:
    """A body or a law: its names, former names or amendments, and every finding that speaks of it."""
    known = described(iri)
    names = [known["name"], known["value"]("abbreviation"), *known["values"]("altLabel")]
    topics = grouped_by(rows("named-topics", named=iri), "finding")
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
        other_names=sorted({*names} - {known["name"], None}),
        renamings=rows("renamings", body=iri) if kind == "body" else [],
        amendments=grouped_by(rows("amendments-of-law", law=iri), "date") if kind == "law" else {},
        reports=[(report, list(group)) for report, group in groupby(findings, key=itemgetter("reportKey"))],
        assessed=Counter(finding["assessment"] or "" for finding in findings),
        total=len(findings),
        **known,
    )


def recommendation(kind: str, key: str, iri: str) -> str:
    """A recommendation: its words, and its history, what is certain apart from what is proposed."""
    told, proposed = _apart(rows("recommendation-follow-ups", recommendation=iri))
    known = described(iri)
    return render_template(
        "recommendation.html",
        key=key,
        report_key=key.rpartition("/")[0],
        made=next(iter(rows("reports", report=known["value"]("report"))), {}),
        grounds=grouped_by(rows("recommendation-grounds", recommendation=iri), "relation"),
        before=rows("recommendations-meant", later=iri),
        told=told,
        proposed=proposed,
        **known,
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
        **described(iri),
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
