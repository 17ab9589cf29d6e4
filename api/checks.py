"""Checking what reports say: figures of one report, or of two reports on one election, that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.asking import Cell, Endpoint
from queries.checks import Check, checks

SEVERITIES = ("contradiction", "difference")
"""One report cannot be right in all it says; of two reports each may have been right in its time."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures that do not agree.

    ``severity`` is one of ``SEVERITIES``; ``quotes`` are the sentences that tell the figures, where the graph
    holds the report's wording; ``row`` is what the check found, by column.
    """

    check: str
    title: str
    severity: str
    report: str
    message: str
    quotes: tuple[str, ...]
    row: dict[str, Cell]

    def __str__(self) -> str:
        quoted = "".join(f"\n    “{quote}”" for quote in self.quotes)
        return f"{self.report}: {self.title}: {self.message}{quoted}"


def disagreements(endpoint: Endpoint) -> Iterator[Disagreement]:
    """What the checks of ``queries/checks`` find: contradictions, then differences, each by report."""
    for check in checks():
        for row in endpoint.select(check.text).rows:
            yield _disagreement(check, row)


def _disagreement(check: Check, row: dict[str, Cell]) -> Disagreement:
    said = {column: _said(value) for column, value in row.items()}
    message = re.sub(r" +(?=[:;,. ])", "", check.message.format_map(said)).strip()
    quotes = tuple(said[column] for column in check.quotes if said[column])
    return Disagreement(check.name, check.title, check.severity, said["report"], message, quotes, row)


def _said(value: Cell) -> str:
    """A value as it is said: 2412310 as 2,412,310, 41.20 as 41.2, nothing for no value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
