"""Checks of what reports say: one .rq file each, valid SPARQL as it stands, with a header that declares it.

The header is the comment block at the top of the file, read as YAML. ``title`` says what is the matter,
``message`` says it of one row (``{column}`` is the row's value in that column), and ``quotes`` names the
columns that hold the report's own words. ``severity`` is 'contradiction' where a report cannot be right in
all it says, 'difference' where two reports may both have been right in their time. Every check has a column
``report``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name (of the file), what its header declares, and its query."""

    name: str
    title: str
    message: str
    severity: str
    quotes: tuple[str, ...]
    text: str


@cache
def checks() -> tuple[Check, ...]:
    """All checks, those for contradictions first, then in alphabetical order."""
    files = (entry for entry in resources.files(__name__).iterdir() if entry.name.endswith(".rq"))
    found = (_read(entry.name.removesuffix(".rq"), entry.read_text("utf-8")) for entry in files)
    return tuple(sorted(found, key=lambda check: (check.severity, check.name)))


def _read(name: str, text: str) -> Check:
    header = yaml.safe_load("\n".join(line[2:] for line in text.partition("\n\n")[0].splitlines()))
    return Check(
        name=name,
        title=header["title"],
        message=header["message"],
        severity=header.get("severity", "contradiction"),
        quotes=tuple(header.get("quotes", ())),
        text=text,
    )
