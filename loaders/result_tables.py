"""The tables of a report that tell what contestants obtained, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.fact_patterns import elsewhere
from loaders.figures import Figure, read_count, read_share
from loaders.model import Block, BlockKind, Identity, Report
from loaders.rounds import round_of, rounds_in
from ontology import read_yaml

_BRACKET = re.compile(r"(?P<before>[^()]+?) \((?P<inside>[^()]+)\)")
_COUNT_AND_SHARE = re.compile(r"(?P<count>\d[^()%]*?) ?(?:\((?P<share>[\d.,]+ ?%?)\))")
_CAPTION = 160
"""The length in characters up to which a paragraph before a table is taken for what stands over it."""

Column = tuple[str, str]
"""What a column holds: a property ('result-votes') and the round ('' or 'second round')."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its text without marks of emphasis, and where it begins in the row's reading text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a contestant: the property ('result-votes', …), the round, and where it stands in the row
    (reading offsets).
    """

    property: str
    round: str
    figure: Figure
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Contestant:
    """A contestant's row in a results table, with its figures and the words over the column of names
    ('Party', 'Candidate').

    ``called`` is what the report calls the contestant by, ``forms`` that and the name it stands beside:
    'HPU' of 'Harbour Peoples Union (HPU)', 'Val' of 'Wave (*Val*)'. What stands in brackets behind the name
    of a person is no name of theirs.
    """

    heading: str
    name: Cell
    row: Block
    figures: tuple[Told, ...]
    called: str
    forms: tuple[str, ...]


def cells(row: Block) -> list[Cell]:
    """The cells of a row."""
    found, at = [], 0
    for part in row.text.split("\t"):
        text = re.sub(r"</?\w+/?>|\*", "", part).strip()
        found.append(Cell(text, at + (part.find(text) if text in part else 0)))
        at += len(part) + 1
    return found


def contestants(report: Report) -> Iterator[Contestant]:
    """The rows of the report's results tables. Such a table has a heading that names votes, shares or
    seats, and nothing that makes it one of another kind; what stands over it says which round it tells, or
    that it tells of another election.
    """
    columns: dict[Column, int] = {}
    before: list[Cell] = []
    over_names = ""
    at_name = 0
    for block, row, over in lines(report):
        is_row = block.kind is BlockKind.ROW
        heading = _columns(row, before, over, report.identity)
        if heading or (is_row and _is_heading(row)):
            columns, at_name = heading, _column_of_names(row)
            over_names = row[at_name].text
        elif not is_row:
            columns = {}
        elif columns:
            name, figures = _name_cell(row, at_name), tuple(_figures(row, columns))
            if name and figures and not re.match(read_yaml("results.yaml")["sums"], name.text, re.I):
                forms = _forms(name, block, over_names, report)
                yield Contestant(over_names, name, block, figures, forms[0], forms)
        before = row


def lines(report: Report) -> Iterator[tuple[Block, list[Cell], list[str]]]:
    """The blocks of a report with their cells and with what stands over them, the nearest first: the last
    paragraph before, if it is short, and the headings of the sections.
    """
    caption = ""
    for block in report.blocks:
        row = cells(block) if block.kind is BlockKind.ROW else _in_wide_columns(block, report)
        yield block, row, [caption, *(section.title for section in report.section_path(block))]
        if len(row) < 2:
            caption = block.text if len(block.text) <= _CAPTION else ""


def _in_wide_columns(block: Block, report: Report) -> list[Cell]:
    """The cells of a line without figures, which the layout stage takes for text: parted by wide gaps."""
    line = report.source.quote(block.passage.span()) if block.text else ""
    parts = re.split(r" {2,}", line) if "\n" not in line else []
    return [Cell(part.strip(), 0) for part in parts]


def _is_heading(row: list[Cell]) -> bool:
    """Whether a row has words in its cells and no figure: the heading of some table."""
    return sum(bool(re.search(r"[^\W\d_]{2}", cell.text)) for cell in row) > 1 and not _has_figure(row)


def _has_figure(row: list[Cell]) -> bool:
    return any(read_count(cell.text) or read_share(cell.text) for cell in row)


def _column_of_names(heading: list[Cell]) -> int:
    """The first column whose heading says that contestants stand in it; else the first of all."""
    names = re.compile(read_yaml("results.yaml")["name-columns"], re.I)
    return next((at for at, cell in enumerate(heading) if names.search(cell.text)), 0)


def _name_cell(row: list[Cell], at: int) -> Cell | None:
    """The cell in the column of names, or the first with a word where that one has none ('1.')."""
    ordered = [*row[at : at + 1], *row]
    return next((cell for cell in ordered if re.search(r"[^\W\d_]{2}", cell.text)), None)


def _forms(name: Cell, row: Block, heading: str, report: Report) -> tuple[str, ...]:
    """The names of a contestant, first the one that the report calls it by."""
    types = report.identity.election_types[:1]
    if types == ("referendum",):
        for answer, pattern in read_yaml("results.yaml")["answers"].items():
            if re.fullmatch(pattern, name.text, re.I):
                return (answer, name.text)
    found = _BRACKET.fullmatch(name.text)
    if not found:
        return (name.text,)
    before, inside = found["before"], found["inside"]
    if types == ("presidential",) or re.search(r"candidate(?! list)|nominee", heading, re.I):
        return (before,)
    at = row.text.index(inside, name.start + len(before))
    marks = report.source.quote(row.passage.span(at - 1, at + len(inside) + 1))[1:-1]
    if is_short(inside) or (inside[0].isupper() and marks.strip() != inside):
        return (inside, before)
    return (before, inside) if inside[0].isupper() else (before,)


def is_short(name: str) -> bool:
    """Whether this is an abbreviation: 'HPU', 'PiV', 'RS-2'."""
    return bool(re.fullmatch(r"(?=(?:[^A-Z]*[A-Z]){2})[^\W\d_][\w&/+.-]{1,9}", name))


def _columns(row: list[Cell], before: list[Cell], over: list[str], identity: Identity) -> dict[Column, int]:
    """Which column of a heading holds what; {} for a row that is no heading of a results table.

    :param before: the row before, which may name the rounds over pairs of columns
    :param over: what stands over the table, the nearest first
    """
    data = read_yaml("results.yaml")
    if len(row) < 2 or _has_figure(row) or _any(data["other-tables"], row):
        return {}
    if any(elsewhere(identity).search(text) for text in over):
        return {}
    found: dict[Column, list[int]] = {}
    for at, cell in enumerate(row[1:], 1):
        key, which = _property(cell.text, identity), round_of(cell.text, *over)
        if key and which is not None:
            found.setdefault((key, which), []).append(at)
    return _settled(found, row, rounds_in(" ".join(cell.text for cell in before)))


def _any(pattern: str, row: list[Cell]) -> bool:
    return any(re.search(pattern, cell.text, re.I) for cell in row)


def _property(heading: str, identity: Identity) -> str | None:
    """What a column so headed tells of the observed election."""
    data = read_yaml("results.yaml")
    years = re.findall(r"\b(?:19|20)\d\d\b", heading)
    year = str(identity.election_date.year if identity.election_date else 0)
    if re.search(data["other-columns"], heading, re.I) or (years and year not in years):
        return None
    return next((key for key, words in data["columns"].items() if re.search(words, heading, re.I)), None)


def _settled(found: dict[Column, list[int]], row: list[Cell], rounds: list[str]) -> dict[Column, int]:
    """One column for each property and round. Where two hold the same, a row before may name their rounds, or
    one may be the sum; else neither is the contestant's result.
    """
    settled: dict[Column, int] = {}
    for (key, which), places in found.items():
        sums = [at for at in places if _any(read_yaml("results.yaml")["whole-columns"], row[at : at + 1])]
        if len(places) == 1 or len(sums) == 1:
            settled[key, which] = (places if len(places) == 1 else sums)[0]
        elif len(places) == len(rounds) == len(set(rounds)):
            settled |= {(key, named): at for named, at in zip(rounds, places, strict=True)}
    return settled


def _figures(row: list[Cell], columns: dict[Column, int]) -> Iterator[Told]:
    for (key, which), at in columns.items():
        for kind, text, start in _parts(key, row[at]) if at < len(row) else ():
            figure = read_share(text) if kind == "result-percent" else read_count(text)
            if figure:
                yield Told(kind, which, figure, start, start + len(text))


def _parts(key: str, cell: Cell) -> Iterator[tuple[str, str, int]]:
    """The figures of a cell, with what each is and where it begins: votes and a share in '712 408 (40.91 %)'.
    The share behind a number of seats is one of the seats, and not told.
    """
    both = _COUNT_AND_SHARE.fullmatch(cell.text)
    if not both:
        yield key, cell.text, cell.start
        return
    yield "result-seats" if key == "result-seats" else "result-votes", both["count"], cell.start
    if key != "result-seats":
        yield "result-percent", both["share"], cell.start + both.start("share")
