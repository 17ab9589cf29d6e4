"""The command ``scrutineer``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from pyoxigraph import NamedNode
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table as RichTable

from api.canned import run_canned, to_csv
from api.server import serve as run_server
from api.settings import Settings
from graph.asking import Table
from graph.binding import bind
from graph.builds import Build, Builds
from graph.dumps import import_dump, quads_of, read_dump, write_dump
from graph.errors import NoGraph, ScrutineerError
from graph.formats import GRAPHS, RESULTS
from graph.local import LocalEndpoint
from graph.validation import validate
from loaders.bundled import serve_bundled
from loaders.given import Given
from loaders.inspection import inspect_report
from loaders.load import Outcome, load
from loaders.reading import read_report
from loaders.wording import without_wording
from ontology import BASE, PREFIXES, VOCABULARY, address, data_file, graph_address
from queries import canned, page

_COUNTS = (
    "sections", "paragraphs", "footnotes", "citations", "unresolved",
    "findings", "recommendations", "follow-ups",
)  # fmt: skip
_PATH = click.Path(path_type=Path)


class _Commands(click.Group):
    """Errors that a user can act on become a message and exit status 1, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except ScrutineerError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone: nothing is left to say
            sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="scrutineer")
@click.pass_context
def main(context: click.Context) -> None:
    """Read election-observation reports into a graph, and ask it.

    \b
    Example:
      scrutineer load reports/
      scrutineer query provision-findings -p provision=osce-copenhagen-1990/7.5
      scrutineer serve
    """
    context.obj = Settings.from_environment()


@main.command("load")
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@click.option("--id", "report_id", help="Identifier of the report, where its text does not tell.")
@click.pass_obj
def load_command(settings: Settings, paths: tuple[Path, ...], report_id: str | None) -> None:
    """Load report files, and folders of them, into the graph.

    Unchanged files are passed over; a changed one takes the place of what it said before. A YAML file beside
    a report (report.yaml for report.txt) may say what its text does not: id, country, election_date,
    report_type, issued.

    \b
    Example:
      scrutineer load reports/
      scrutineer load --id ge-2024-10-26-final georgia.txt
    """
    outcome = load(paths, Builds(settings.store), report_id, progress=_with_progress)
    _print_outcome(outcome)
    sys.exit(1 if outcome.errors else 0)


def _with_progress(files: Iterable[Path]) -> Iterator[Path]:
    """The files, with a progress bar on a terminal; a pipe sees nothing of it."""
    files = list(files)
    console = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(files))
        for path in files:
            progress.update(task, description=path.name)
            yield path
            progress.advance(task)


def _print_outcome(outcome: Outcome) -> None:
    if outcome.loaded:
        table = RichTable("report", *_COUNTS, box=None, header_style="bold")
        for loaded in outcome.loaded:
            cells = [str(loaded.counts[name]) for name in _COUNTS] if loaded.counts else ["unchanged"]
            table.add_row(loaded.report_id, *cells)
        for column in table.columns[1:]:
            column.justify = "right"
        Console(width=None if sys.stdout.isatty() else 160).print(table)
    for loaded in outcome.loaded:
        for warning in loaded.warnings:
            click.echo(f"{loaded.path}: {warning}", err=True)
    for path in outcome.passed_over:
        click.echo(f"{path} was not read: beside it lies the text of the same report.", err=True)
    for error in outcome.errors:
        click.echo(f"Error: {error}", err=True)
    if outcome.build:
        click.echo(f"The graph has {outcome.build.quads:,} statements (build {outcome.build.id}).")


@main.command()
@click.option("--load", "load_first", is_flag=True, help="First load what is new in the reports' folder.")
@click.option("--host", help="Address to listen on (HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (PORT).")
@click.pass_obj
def serve(settings: Settings, load_first: bool, host: str | None, port: int | None) -> None:
    """Serve the graph on http://127.0.0.1:8000: pages, REST, SPARQL.

    \b
    Example:
      scrutineer serve --port 8080
    """
    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    build = _prepare(settings, load_first)
    run_server(settings, ready=lambda: _announce(settings, build))


def _prepare(settings: Settings, load_first: bool) -> Build:
    builds = Builds(settings.store)
    if load_first and settings.reports:
        _print_outcome(load([settings.reports], builds, progress=_with_progress))
    current = builds.current()
    if current is None or (load_first and current.bundled):
        current = serve_bundled(builds)
    return current


def _announce(settings: Settings, build: Build) -> None:
    if build.bundled:
        click.echo(
            "No reports were found: this is the bundled graph, without the reports' own words. "
            "Put reports in reports/ or name their folder in SCRUTINEER_REPORTS, then start again."
        )
    at = f"http://{settings.host}:{settings.port}"
    click.echo(
        f"Scrutineer is at {at}/ (SPARQL at {at}/sparql, REST at {at}/api/v1/queries). Ctrl-C ends it."
    )


@main.command()
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


@main.command()
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


@main.command()
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


@main.command("inspect")
@click.argument("file", type=_PATH)
@click.option("--id", "report_id", help="Identifier of the report, where its text does not tell.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
def inspect_command(file: Path, report_id: str | None, output: str) -> None:
    """Show what the reader sees in a file: identity, sections, footnotes, warnings. Loads nothing.

    \b
    Example:
      scrutineer inspect report.txt --format json
    """
    seen = inspect_report(read_report(file, Given.of(file, report_id)))
    click.echo(json.dumps(seen, ensure_ascii=False, indent=1) if output == "json" else _outline(seen))


def _outline(seen: dict[str, Any]) -> str:
    lines = [seen["report"], ""]
    for name, part in seen["identity"].items():
        evidence = f"   from “{part['evidence']}”" if part["evidence"] else ""
        lines.append(f"  {name:14} {part['value']}{evidence}")
    lines += ["", f"{len(seen['sections'])} sections"]
    for section in seen["sections"]:
        number = f"{section['number']} " if section["number"] else ""
        lines.append(
            f"{'  ' * section['level']}{number}{section['title']}  ({section['paragraphs']} paragraphs)"
        )
    lines += ["", f"{len(seen['footnotes'])} footnotes"]
    lines += [f"  {number:>3} … {note['anchor']}" for number, note in seen["footnotes"].items()]
    lines += ["", *(f"Warning: {warning}" for warning in seen["warnings"])]
    return "\n".join(lines).rstrip()


@main.command("export")
@click.argument("file", type=_PATH)
@click.option("--report", "reports", multiple=True, help="Only this report; may be given again.")
@click.option("--without-text", is_flag=True, help="Leave out the reports' own wording.")
@click.option("--reports-only", is_flag=True, help="Leave out the vocabulary and the register of standards.")
@click.pass_obj
def export_command(
    settings: Settings, file: Path, reports: tuple[str, ...], without_text: bool, reports_only: bool
) -> None:
    """Write the graph to a file: .trig .nq .ttl .nt .rdf .jsonld, and .gz behind it to compress.

    \b
    Example:
      scrutineer export --without-text graph.trig.gz
    """
    build = _current(settings)
    graphs = set(build.graphs)
    if reports:
        wanted = {graph_address(report) for report in reports}
        if unknown := sorted(name.rpartition("/")[2] for name in wanted - graphs):
            raise NoGraph(f"The graph has no report {', '.join(unknown)}.")
        graphs = wanted
    elif reports_only:
        graphs -= {graph_address("ontology"), graph_address("standards")}
    quads = quads_of(build, graphs)
    prefixes = {name: iri for name, iri in PREFIXES.items() if name != "id"}
    count = write_dump(without_wording(quads) if without_text else quads, file, prefixes)
    click.echo(f"{file}: {count:,} statements.")


def _current(settings: Settings) -> Build:
    build = Builds(settings.store).current()
    if build is None:
        raise NoGraph(f"{settings.store} holds no graph yet. Load reports first: scrutineer load PATH")
    return build


@main.command("import")
@click.argument("file", type=_PATH)
@click.pass_obj
def import_command(settings: Settings, file: Path) -> None:
    """Make an RDF dump the graph that is served; its named graphs are kept.

    \b
    Example:
      scrutineer import graph.trig.gz
    """
    build = import_dump(read_dump(file, BASE), Builds(settings.store))
    click.echo(f"The graph has {build.quads:,} statements (build {build.id}).")


@main.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Hold the graph against its shapes and say what is wrong, in words. Exit status 1 where anything is.

    \b
    Example:
      scrutineer check
    """
    build = _current(settings)
    with Console(stderr=True).status("Checking the graph against its shapes"):
        problems = validate(quads_of(build), data_file("shapes.ttl").read_bytes(), VOCABULARY)
    with LocalEndpoint(settings.store, settings.limits) as endpoint:
        unresolved = endpoint.select(page("unresolved-citations")).rows
    for problem in problems:
        click.echo(problem)
    for row in unresolved:
        click.echo(f"{row['citation']}: unresolved, {row['reason']}")
    click.echo(
        f"{build.quads:,} statements: {len(problems)} problems, {len(unresolved)} unresolved citations."
    )
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("build", required=False)
@click.pass_obj
def rollback(settings: Settings, build: str | None) -> None:
    """Serve the build before the current one again, or the one with this identifier.

    \b
    Example:
      scrutineer rollback
    """
    now = Builds(settings.store).rollback(build)
    click.echo(f"Build {now.id} of {now.created} is served again.")


@main.command()
@click.option("--keep", default=3, show_default=True, type=click.IntRange(min=1), help="How many to keep.")
@click.pass_obj
def prune(settings: Settings, keep: int) -> None:
    """Remove old builds; the current one is always kept.

    \b
    Example:
      scrutineer prune --keep 2
    """
    removed = Builds(settings.store).prune(keep)
    click.echo(f"Removed {len(removed)} builds." if removed else "There is nothing to remove.")
