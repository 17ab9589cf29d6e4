"""Results of contestants: from tables, and from sentences where a report has no table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.figures import figure_pattern, read_figure
from loaders.model import Block, BlockKind, Fact, Identity, Report, ReportType, Sentence, Span
from loaders.names import UPPER, outside, person_title
from ontology import read_yaml

_CONTESTANT = (
    rf"(?P<contestant>[{UPPER}][\w’'.-]*(?: (?:(?:of|for|and|[–-]) )?[{UPPER}][\w’'-]+){{0,5}})"
    r"(?: \((?P<bracket>[^()]*)\))?"
)
_BRACKET = re.compile(r"(?P<before>[^()]+?) \((?P<inside>[^()]+)\)")
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

    ``called`` is what the report calls the contestant by, ``forms`` that and the name it stands beside:
    'HPU' of 'Harbour Peoples Union (HPU)', 'Val' of 'Wave (*Val*)'. What stands in brackets behind the name
    of a person is no name of theirs.
    """

    heading: str
    name: Cell
    row: Block
    cells: dict[str, Cell]
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
    """The rows of the report's results tables. A table is one whose heading names votes, shares or seats."""
    columns: dict[str, int] = {}
    over_names = ""
    at_name = 0
    for block in report.blocks:
        row = cells(block) if block.kind is BlockKind.ROW else _in_wide_columns(block, report)
        if heading := _columns(row, report.identity):
            columns, at_name = heading, _column_of_names(row)
            over_names = row[at_name].text
        elif block.kind is not BlockKind.ROW:
            columns = {}
        elif columns:
            name = _name_cell(row, at_name)
            taken = {
                key: row[at] for key, at in columns.items() if at < len(row) and _is_figure(row[at].text)
            }
            if name and taken and not re.match(read_yaml("facts.yaml")["sums"], name.text):
                forms = _forms(name, block, over_names, report)
                yield Contestant(over_names, name, block, taken, forms[0], forms)


def _in_wide_columns(block: Block, report: Report) -> list[Cell]:
    """The cells of a line without figures, which the layout stage takes for text: parted by wide gaps."""
    line = report.source.quote(block.passage.span()) if block.text else ""
    parts = re.split(r" {2,}", line) if "\n" not in line else []
    return [Cell(part.strip(), 0) for part in parts]


def _column_of_names(heading: list[Cell]) -> int:
    """The first column whose heading says that contestants stand in it; else the first of all."""
    names = re.compile(read_yaml("facts.yaml")["name-columns"], re.I)
    return next((at for at, cell in enumerate(heading) if names.search(cell.text)), 0)


def _name_cell(row: list[Cell], at: int) -> Cell | None:
    """The cell in the column of names, or the first with a word where that one has none ('1.')."""
    ordered = [*row[at : at + 1], *row]
    return next((cell for cell in ordered if re.search(r"[^\W\d_]{2}", cell.text)), None)


def _forms(name: Cell, row: Block, heading: str, report: Report) -> tuple[str, ...]:
    """The names of a contestant, first the one that the report calls it by."""
    found = _BRACKET.fullmatch(name.text)
    if not found:
        return (name.text,)
    before, inside = found["before"], found["inside"]
    presidential = report.identity.election_types[:1] == ("presidential",)
    if presidential or re.search(r"candidate(?! list)|nominee", heading, re.I):
        return (before,)
    at = row.text.index(inside, name.start + len(before))
    marks = report.source.quote(row.passage.span(at - 1, at + len(inside) + 1))[1:-1]
    if is_short(inside) or (inside[0].isupper() and marks.strip() != inside):
        return (inside, before)
    return (before, inside) if inside[0].isupper() else (before,)


def is_short(name: str) -> bool:
    """Whether this is an abbreviation: 'HPU', 'PiV', 'RS-2'."""
    return bool(re.fullmatch(r"(?=(?:[^A-Z]*[A-Z]){2})[^\W\d_][\w&/+.-]{1,9}", name))


def _columns(row: list[Cell], identity: Identity) -> dict[str, int]:
    """Which column of a heading holds what; {} for a row that is no heading."""
    if len(row) < 2 or any(_is_figure(cell.text) for cell in row):
        return {}
    data = read_yaml("facts.yaml")
    year = identity.election_date.year if identity.election_date else 0
    found: dict[str, list[int]] = {}
    for at, cell in enumerate(row[1:], 1):
        years = re.findall(r"\b(?:19|20)\d\d\b", cell.text)
        if re.search(data["other-columns"], cell.text, re.I) or (years and str(year) not in years):
            continue
        for key, pattern in data["columns"].items():
            if re.search(pattern, cell.text, re.I):
                found.setdefault(key, []).append(at)
                break
    # Where two columns hold the same (two ballots, two rounds), neither is the contestant's result; a sum is.
    for key, places in found.items():
        sums = [at for at in places if re.search(data["whole-columns"], row[at].text, re.I)]
        found[key] = sums if len(places) > 1 and len(sums) == 1 else places
    return {key: at[0] for key, at in found.items() if len(at) == 1}


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(rf"{figure_pattern()} ?(?:%|per cent)?", text)) and text[:1].isdigit()


def find_results(report: Report) -> Iterator[Fact]:
    """Votes, share and seats of each contestant, from the tables; from sentences where there is no table."""
    if report.identity.report_type not in (ReportType.FINAL, ReportType.PRELIMINARY):
        return
    told: set[tuple[str, str, int | float]] = set()
    for contestant in contestants(report):
        for key, cell in contestant.cells.items():
            value = read_figure(cell.text.rstrip("% ").removesuffix("per cent")).value
            if (key, contestant.called, value) not in told:
                told.add((key, contestant.called, value))
                span = contestant.row.passage.span(cell.start, cell.start + len(cell.text))
                yield Fact(key, value, contestant.called, span)
    if not told:
        yield from _in_prose(report)


def _in_prose(report: Report) -> Iterator[Fact]:
    told: set[tuple[str, str]] = set()
    for block in report.blocks:
        kinds = {section.kind for section in report.section_path(block)}
        if kinds & _BEFORE_RESULTS:
            continue
        for sentence in block.sentences:
            for key, name, value, span in _in_sentence(sentence, report.identity):
                if (key, name) not in told:
                    told.add((key, name))
                    yield Fact(key, value, name, span)


def _in_sentence(sentence: Sentence, identity: Identity) -> Iterator[tuple[str, str, int | float, Span]]:
    if elsewhere(identity).search(sentence.text):
        return
    first, behind = _patterns()
    matches = [found for pattern in first for found in pattern.finditer(sentence.text)]
    if matches:
        matches += behind.finditer(sentence.text, min(found.end() for found in matches))
    for found in matches:
        name = _plain_name(found, identity)
        for key in ("percent", "seats"):
            if name and found.groupdict().get(key):
                span = sentence.passage.span(*found.span(key))
                yield f"result-{key}", name, read_figure(found[key]).value, span


def _plain_name(found: re.Match[str], identity: Identity) -> str:
    """What the contestant is called by: the abbreviation in brackets, where it is not a person's party."""
    bracket = found["bracket"] or ""
    if is_short(bracket) and identity.election_types[:1] != ("presidential",):
        return bracket
    words = found["contestant"].split()
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
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """How a sentence tells a result, and how it goes on with those of other contestants."""
    data, figure = read_yaml("facts.yaml"), figure_pattern()
    first, *rest = [
        re.compile(
            pattern.replace("{contestant}", _CONTESTANT)
            .replace("{percent}", f"(?P<percent>{figure})")
            .replace("{seats}", f"(?P<seats>{figure})")
            .replace("{k}", figure)
        )
        for pattern in (data["results-behind"], *data["results-in-prose"])
    ]
    return tuple(rest), first
