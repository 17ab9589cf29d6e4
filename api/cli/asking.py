"""``scrutineer query``, ``sparql`` and ``text``."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
from pyoxigraph import NamedNode
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from api.canned import run_canned, to_csv
from api.settings import Settings
from graph.asking import Table
from graph.binding import bind
from graph.errors import NoGraph
from graph.formats import GRAPHS, RESULTS
from graph.local import LocalEndpoint
from ontology import address
from queries import canned, page


@click.command()
@click.argument("name", required=False)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE", help="A parameter.")
@click.option("--format", "output", type=click.Choice(["table", "csv", "json"]), default="table")
@click.pass_obj
def query(settings: Settings, name: str | None, parameters: tuple[str, ...], output: str) -> None:
    """Answer a canned query; without a name, list them.

    \b
    Example:
      scrutineer query citations -p report=kz-2016-03-20-final --format csv
    """
    if name is None:
        for known in canned().values():
            click.echo(f"{known.name:24} {known.description}")
        return
    given = dict(_pair(parameter) for parameter in parameters)
    with LocalEndpoint(settings.store, settings.limits) as endpoint:
        _print_table(run_canned(endpoint, name, given), output)


def _pair(parameter: str) -> tuple[str, str]:
    key, equals, value = parameter.partition("=")
    if not equals:
        raise click.BadParameter(f"{parameter!r}: expected KEY=VALUE, e.g. -p country=kz")
    return key, value


def _print_table(table: Table, output: str) -> None:
    if output == "csv":
        click.echo(to_csv(table), nl=False)
    elif output == "json":
        click.echo(json.dumps({"columns": table.columns, "rows": table.rows}, ensure_ascii=False, indent=1))
    else:
        rich = RichTable(*table.columns, box=None, header_style="bold")
        for row in table.rows:
            rich.add_row(*(_one_line(row[column]) for column in table.columns))
        Console(width=None if sys.stdout.isatty() else 400).print(rich, markup=False)
        click.echo(f"{len(table.rows):,} rows", err=True)


def _one_line(value: object) -> str:
    return escape(" ".join(str("" if value is None else value).split()))


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--accept", help="Media type of the answer, e.g. text/csv or text/turtle.")
@click.pass_obj
def sparql(settings: Settings, file: Any, accept: str | None) -> None:
    """Run a SPARQL query from a file ('-' for standard input) and print the answer.

    SELECT and ASK answer in CSV, CONSTRUCT and DESCRIBE in Turtle, unless --accept says otherwise.

    \b
    Example:
      echo 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }' | scrutineer sparql -
    """
    if accept and accept not in (*RESULTS, *GRAPHS):
        raise click.BadParameter(f"{accept!r}: expected one of {', '.join((*RESULTS, *GRAPHS))}.")
    results = accept if accept in RESULTS else "text/csv"
    graph = accept if accept in GRAPHS else "text/turtle"
    with LocalEndpoint(settings.store, settings.limits) as endpoint:
        sys.stdout.buffer.write(endpoint.ask(file.read(), results=results, graph=graph).body)


@click.command()
@click.argument("report")
@click.pass_obj
def text(settings: Settings, report: str) -> None:
    """Print the text of a report that start and end point into.

    \b
    Example:
      scrutineer text kz-2016-03-20-final | head
    """
    source_text = bind(page("source-text"), {"report": NamedNode(address("report", report))})
    with LocalEndpoint(settings.store, settings.limits) as endpoint:
        rows = endpoint.select(source_text).rows
    if not rows:
        raise NoGraph(f"The graph has no text of a report {report}. Load its file: scrutineer load PATH")
    click.echo(rows[0]["text"], nl=False)
