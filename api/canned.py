"""Answering canned queries: the same rows for the REST API, the pages and the command line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from api.parameters import terms
from graph.asking import Cell, Endpoint, Table
from graph.binding import bind
from graph.errors import ScrutineerError
from queries import Query, canned


class NoSuchQuery(ScrutineerError):
    """There is no canned query of that name."""

    status = 404
    title = "No such query"


def find(name: str) -> Query:
    """The canned query ``name``.

    :raises NoSuchQuery: listing the names there are
    """
    try:
        return canned()[name]
    except KeyError:
        names = ", ".join(canned())
        raise NoSuchQuery(f"There is no canned query {name!r}. There are: {names}.") from None


def run_canned(endpoint: Endpoint, name: str, parameters: Mapping[str, str]) -> Table:
    """The rows of the canned query ``name``: columns in the promised order, an empty cell None.

    A column whose name has a space is the variable with an underscore in its place. Values in a list cell are
    put in order here, because SPARQL leaves the order of GROUP_CONCAT open.

    :param parameters: values by the parameter's name, as a user writes them
    :raises NoSuchQuery: where there is no such query
    :raises BadRequest: where a parameter is unknown, missing or malformed
    """
    query = find(name)
    found = endpoint.select(bind(query.text, terms(query, parameters)))
    rows = [
        {column: _tidy(row[column.replace(" ", "_")], query.lists.get(column)) for column in query.columns}
        for row in found.rows
    ]
    return Table(tuple(query.columns), rows)


def to_csv(table: Table) -> str:
    """The table as CSV (RFC 4180): a header row, CRLF, true and false in lower case, nothing for None."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_text(row[column]) for column in table.columns] for row in table.rows)
    return out.getvalue()


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key that reads numbers as numbers: 7.9 comes before 7.10."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall(r"\d+|\D+", text)]


def _tidy(value: Cell, separator: str | None) -> Cell:
    if separator and isinstance(value, str):
        value = separator.join(sorted({part for part in value.split(separator) if part}, key=natural))
    return None if value == "" else value


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).removesuffix(".0")
    return str(value).lower() if isinstance(value, bool) else str(value)
