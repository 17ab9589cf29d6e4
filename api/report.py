"""The page of a report: what it is, its findings section by section, and its text with everything marked."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from flask import render_template

from api.canned import run_canned
from api.context import endpoint
from api.lookup import Row, rows
from api.reading import Mark, blocks

# The canned queries whose rows make up the page, with their parameters beside the report.
LISTS: dict[str, dict[str, str]] = {
    "findings": {},
    "citations": {"status": "all"},
    "recommendations": {},
    "follow-ups": {},
    "election-facts": {},
    "bodies": {},
    "laws": {},
}


def report(kind: str, key: str, iri: str) -> str:
    """The page of the report ``key``; without its text where that was not loaded."""
    found = {
        name.replace("-", "_"): run_canned(endpoint(), name, {"report": key, **beside}).rows
        for name, beside in LISTS.items()
    }
    sections, footnotes = rows("sections", report=iri), rows("footnotes", report=iri)
    text = next((str(row["text"]) for row in rows("source-text", report=iri)), "")
    marks = [
        *_marks(found["findings"], found["citations"], footnotes),
        *_places([*found["recommendations"], *found["follow_ups"]]),
    ]
    heads = [
        _mark("section", row, str(row["ordinal"]), look=str(row["level"]))
        for row in sections
        if row["start"] is not None
    ]
    body = [_mark(str(row["kind"]), row, "") for row in rows("paragraphs", report=iri)]
    return render_template(
        "report.html",
        key=key,
        iri=iri,
        report=next(iter(rows("reports", report=iri)), {}),
        sections=_counted(sections, found["findings"], key),
        by_section=_by_section(found["findings"]),
        footnotes=footnotes,
        blocks=list(blocks(text, body, heads, marks)) if text else [],
        has_text=bool(text),
        assessed=Counter(row["assessment"] or "" for row in found["findings"]),
        unresolved=sum(row["instrument"] is None for row in found["citations"]),
        **found,
    )


def _marks(findings: list[Row], citations: list[Row], footnotes: list[Row]) -> list[Mark]:
    """What is shown in the text: findings, citations (one mark for those that share a place), footnotes."""
    places: dict[tuple[Any, Any], list[Row]] = {}
    for row in citations:
        places.setdefault((row["start"], row["end"]), []).append(row)
    return [
        *(
            _mark(
                "finding", row, str(row["start"]), str(row["topics"] or ""), str(row["assessment"] or "cites")
            )
            for row in findings
        ),
        *(_citation(start, end, group) for (start, end), group in places.items()),
        *(_mark("footnote", row, str(row["number"])) for row in footnotes if row["start"] is not None),
    ]


def _places(listed: list[Row]) -> list[Mark]:
    """Where recommendations and follow-ups stand, so that other pages can lead there."""
    inline = [
        {"start": row["inline_start"], "end": row["inline_end"]}
        for row in listed
        if row.get("inline_start") is not None
    ]
    return [_mark("place", row, "") for row in [*listed, *inline] if row["start"] is not None]


def _mark(kind: str, row: Row, key: str, note: str = "", look: str = "") -> Mark:
    return Mark(kind, cast(int, row["start"]), cast(int, row["end"]), key, note, look)


def _citation(start: int, end: int, group: list[Row]) -> Mark:
    """One mark for the citations at one place: it leads to the first that was resolved."""
    keys = [f"{row['instrument']}/{row['provision'] or ''}".rstrip("/") for row in group if row["instrument"]]
    first = keys[0] if keys else ""
    # A range has no page of its own; its instrument has.
    link = first.partition("/")[0] if "-" in first.partition("/")[2] else first
    return Mark("citation", start, end, link, ", ".join(keys) or "unresolved", "" if keys else "unresolved")


def _by_section(findings: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in findings:
        grouped.setdefault(str(row["section"] or ""), []).append(row)
    return grouped


def _counted(sections: list[Row], findings: list[Row], key: str) -> list[dict[str, Any]]:
    """The sections with their key and the number of findings right in them."""
    count = Counter(row["section"] for row in findings)
    return [
        {**row, "key": (place := f"{key}/{row['ordinal']}"), "findings": count[place]} for row in sections
    ]
