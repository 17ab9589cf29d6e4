"""Tables for people without RDF: the rows of canned queries, described by CSV on the Web.

https://www.w3.org/TR/tabular-metadata/ - ``csv-metadata.json`` is where the CSV on the Web model looks for
the description of the tables beside it (https://www.w3.org/TR/tabular-data-model/, section 5.3).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from api.canned import find, run_canned, to_csv
from graph.asking import Endpoint, Table
from graph.dumps import DumpError
from loaders.wording import properties_with_wording
from ontology import BASE, PREFIXES
from queries import tables

METADATA: Final = "csv-metadata.json"
MEDIA_TYPE: Final = "application/csvm+json"
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The date of files in a zip file, so that the same tables make the same file."""


def names() -> list[str]:
    """The tables there are, by the names of their canned queries."""
    return list(tables()["tables"])


def table(endpoint: Endpoint, name: str, reports: Sequence[str] = (), *, wording: bool = True) -> Table:
    """The rows of a table.

    :param reports: identifiers of the reports to take; none stands for all
    :param wording: whether the reports' own words are in it; without them their columns are empty
    """
    given = tables()["tables"][name].get("parameters", {})
    each = [{**given, "report": report} for report in reports] or [given]
    parts = [run_canned(endpoint, name, parameters) for parameters in each]
    rows = [row for part in parts for row in part.rows]
    if not wording:
        emptied = [column for column in parts[0].columns if _holds_wording(name, column)]
        rows = [{**row, **dict.fromkeys(emptied)} for row in rows]
    return Table(parts[0].columns, rows)


def metadata() -> dict[str, Any]:
    """The description of all tables: a table group of CSV on the Web. Keys that start with ``dc:`` are Dublin
    Core terms; addresses of tables are relative to the description's own.
    """
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Tables from Scrutineer: what election observers found and recommended",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tables": [_described(name) for name in names()],
    }


def write_tables(read: Callable[[str], Table], path: Path) -> int:
    """Write the tables that ``read`` gives by name, and their description, into a folder or, where the path
    ends in .zip, a zip file; the number of rows.

    :raises DumpError: where that cannot be written
    """
    count = 0

    def files() -> Iterator[tuple[str, str]]:
        nonlocal count
        for name in names():
            found = read(name)
            count += len(found.rows)
            yield f"{name}.csv", to_csv(found)
        yield METADATA, json.dumps(metadata(), ensure_ascii=False, indent=1) + "\n"

    try:
        if path.suffix == ".zip":
            path.write_bytes(zipped(files()))
        else:
            path.mkdir(parents=True, exist_ok=True)
            for name, text in files():
                (path / name).write_bytes(text.encode())
    except OSError as error:
        raise DumpError(f"{path} cannot be written: {error.strerror}.") from error
    return count


def zipped(files: Iterable[tuple[str, str]]) -> bytes:
    """A zip file of texts by their names."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, text.encode())
    return data.getvalue()


def _described(name: str) -> dict[str, Any]:
    declared, query = tables()["tables"][name], find(name)
    schema: dict[str, Any] = {"columns": [_column(name, column) for column in query.columns]}
    if about := declared.get("about"):
        schema["aboutUrl"] = _address(about)
    if key := declared.get("key"):
        schema["primaryKey"] = key
    schema["foreignKeys"] = [
        {
            "columnReference": list(columns),
            "reference": {"resource": f"{other}.csv", "columnReference": list(columns.values())},
        }
        for other, columns in declared.get("refers", {}).items()
    ]
    return {
        "url": f"{name}.csv",
        "dc:title": query.title,
        "dc:description": query.description,
        "tableSchema": {part: said for part, said in schema.items() if said},
    }


def _column(table_name: str, name: str) -> dict[str, Any]:
    read, query = _reading(table_name, name), find(table_name)
    column: dict[str, Any] = {
        "name": name.replace(" ", "_"),
        "titles": name,
        "dc:description": query.columns[name],
        "datatype": read.get("datatype", "string"),
        "required": name in tables()["tables"][table_name].get("key", ()),
    }
    if separator := query.lists.get(name):
        column["separator"] = separator
    if stands_for := read.get("property"):
        column["propertyUrl"] = _address(stands_for)
    if value := read.get("value"):
        column["valueUrl"] = _address(value)
    return column


def _reading(table_name: str, column: str) -> dict[str, str]:
    """How a column is read: as the table itself says, or else as every table does."""
    found: dict[str, str] = (
        tables()["tables"][table_name].get("columns", {}).get(column, tables()["columns"].get(column, {}))
    )
    return found


def _holds_wording(table_name: str, column: str) -> bool:
    stands_for = _reading(table_name, column).get("property")
    return stands_for is not None and _address(stands_for) in properties_with_wording()


def _address(template: str) -> str:
    """A prefixed name, or a path under the base, as an address; what stands in braces is left as it is."""
    prefix, colon, local = template.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else BASE + template
