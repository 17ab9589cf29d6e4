"""Results of contestants: from tables, and from sentences where a report has no table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.figures import figure_pattern, read_figure
from loaders.model import Block, BlockKind, Fact, Identity, Report, ReportType, Sentence, Span
from loaders.names import outside, person_title
from ontology import read_yaml

_CONTESTANT = r"(?P<contestant>[A-Z][\w’'.-]*(?: (?:(?:of|for|and) )?[A-Z][\w’'-]+){0,5})"
_BEFORE_RESULTS = frozenset({"background", "introduction", "legal-framework", "electoral-system", "media"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its text without marks of emphasis, and where it begins in the row's reading text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Contestant:
    """A contestant's row in a results table, with the cells by property ('result-votes', …) and the
    words over the column of names ('Party', 'Candidate').
    """

    heading: str
    name: Cell
    row: Block
    cells: dict[str, Cell]


def cells(row: Block) -> list[Cell]:
    """The cells of a row."""
    found, at = [], 0
    for part in row.text.split("\t"):
        text = re.sub(r"</?\w+/?>|\*", "", part).strip()
        found.append(Cell(text, at + (part.find(text) if text in part else 0)))
        at += len(part) + 1
    return found


def contestants(report: Report) -> Iterator[Contestant]:
    """The rows of the report's results tables. A table is one whose heading names votes, shares or seats."""
    columns: dict[str, int] = {}
    over_names = ""
    for block in report.blocks:
        if block.kind is not BlockKind.ROW:
            columns = {}
            continue
        row = cells(block)
        if heading := _columns(row):
            columns, over_names = heading, row[0].text
        elif columns:
            name = next((cell for cell in row if re.search(r"[^\W\d_]{2}", cell.text)), None)
            taken = {
                key: row[at] for key, at in columns.items() if at < len(row) and _is_figure(row[at].text)
            }
            if name and taken and not re.match(read_yaml("facts.yaml")["sums"], name.text):
                yield Contestant(over_names, name, block, taken)


def _columns(row: list[Cell]) -> dict[str, int]:
    """Which column of a heading holds what; {} for a row that is no heading."""
    if len(row) < 2 or any(_is_figure(cell.text) for cell in row):
        return {}
    found: dict[str, list[int]] = {}
    for at, cell in enumerate(row[1:], 1):
        for key, pattern in read_yaml("facts.yaml")["columns"].items():
            if re.search(pattern, cell.text, re.I):
                found.setdefault(key, []).append(at)
                break
    # Where two columns hold the same (two ballots, two rounds), neither is the contestant's result.
    return {key: at[0] for key, at in found.items() if len(at) == 1}


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(rf"{figure_pattern()} ?(?:%|per cent)?", text)) and text[:1].isdigit()


def find_results(report: Report) -> Iterator[Fact]:
    """Votes, share and seats of each contestant, from the tables; from sentences where there is no table."""
    if report.identity.report_type not in (ReportType.FINAL, ReportType.PRELIMINARY):
        return
    told: set[tuple[str, str]] = set()
    for contestant in contestants(report):
        for key, cell in contestant.cells.items():
            if (key, contestant.name.text) not in told:
                told.add((key, contestant.name.text))
                printed = cell.text.rstrip("% ").removesuffix("per cent")
                span = contestant.row.passage.span(cell.start, cell.start + len(cell.text))
                yield Fact(key, read_figure(printed).value, contestant.name.text, span)
    if not told:
        yield from _in_prose(report)


def _in_prose(report: Report) -> Iterator[Fact]:
    told: set[tuple[str, str]] = set()
    for block in report.blocks:
        kinds = {section.kind for section in report.section_path(block)}
        if kinds & _BEFORE_RESULTS:
            continue
        for sentence in block.sentences:
            for key, name, value, span in _in_sentence(sentence, elsewhere(report.identity)):
                if (key, name) not in told:
                    told.add((key, name))
                    yield Fact(key, value, name, span)


def _in_sentence(sentence: Sentence, other: re.Pattern[str]) -> Iterator[tuple[str, str, int | float, Span]]:
    if other.search(sentence.text):
        return
    for pattern in _patterns():
        for found in pattern.finditer(sentence.text):
            name = _plain_name(found["contestant"])
            for key in ("percent", "seats"):
                if name and found.groupdict().get(key):
                    span = sentence.passage.span(*found.span(key))
                    yield f"result-{key}", name, read_figure(found[key]).value, span


def _plain_name(name: str) -> str:
    words = name.split()
    while words and (outside(words[0]) or person_title(words[0])):
        words.pop(0)
    return " ".join(words)


def elsewhere(identity: Identity) -> re.Pattern[str]:
    """A pattern for sentences that speak of another election than the observed one."""
    return _elsewhere(
        identity.election_date.year if identity.election_date else None, identity.election_types
    )


@cache
def _elsewhere(year: int | None, observed: tuple[str, ...]) -> re.Pattern[str]:
    data = read_yaml("facts.yaml")
    other = r"(?:19|20)\d\d" if year is None else rf"(?!{year})(?:19|20)\d\d"
    contests = [] if "local" in observed else [c for c in data["contests"] if c not in observed]
    pattern = data["elsewhere"].replace("{other}", other).replace("{contests}", "|".join(contests) or "(?!)")
    return re.compile(pattern)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    figure = figure_pattern()
    return tuple(
        re.compile(
            pattern.replace("{contestant}", _CONTESTANT)
            .replace("{percent}", f"(?P<percent>{figure})")
            .replace("{seats}", f"(?P<seats>{figure})")
            .replace("{k}", figure)
        )
        for pattern in read_yaml("facts.yaml")["results-in-prose"]
    )
