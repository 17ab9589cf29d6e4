"""``scrutineer export``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

import click

from api.cli.current import current_build
from api.cli.progress import with_bar
from api.settings import Settings
from api.tables import names, table, write_tables
from graph.build import Build
from graph.dumps import dump_format, quads_of, write_dump
from graph.entailment import ENTAILED_GRAPH
from graph.errors import NoGraph
from graph.local import LocalEndpoint
from loaders.wording import without_wording
from ontology import PREFIXES, graph_address

ENDINGS: Final = {
    "trig": ".trig",
    "n-quads": ".nq",
    "turtle": ".ttl",
    "n-triples": ".nt",
    "rdf-xml": ".rdf",
    "json-ld": ".jsonld",
}
TABLES: Final = "csvw"


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([*ENDINGS, TABLES]),
    help="The format, where FILE's ending does not tell.",
)
@click.option("--compress", type=click.Choice(["gzip"]), help="Compress, as an ending .gz does.")
@click.option("--report", "reports", multiple=True, help="Only this report; may be given again.")
@click.option("--without-text", is_flag=True, help="Leave out the reports' own wording.")
@click.option("--reports-only", is_flag=True, help="Leave out the vocabulary and the registers.")
@click.option("--entailed", is_flag=True, help="Add what the axioms entail, for stores that do not infer it.")
@click.pass_obj
def export_command(
    settings: Settings,
    file: Path,
    form: str | None,
    compress: str | None,
    reports: tuple[str, ...],
    without_text: bool,
    reports_only: bool,
    entailed: bool,
) -> None:
    """Write the graph, or tables, to a file.

    The ending of FILE tells the format: .trig, .nq and .jsonld keep each report as a named graph; .ttl, .nt
    and .rdf hold the triples of all graphs merged. An ending .gz behind it compresses.

    With --format csvw FILE is a folder, or a .zip: CSV tables of findings, citations, recommendations,
    follow-ups, bodies, laws and election facts, and csv-metadata.json, which says what their columns hold
    (CSV on the Web).

    \b
    Example:
      scrutineer export --without-text graph.trig.gz
      scrutineer export --report kz-2016-03-20-final report.jsonld
      scrutineer export --format csvw tables.zip
    """
    build = current_build(settings)
    graphs = _graphs(build, reports, reports_only)
    if form == TABLES:
        _refuse({"--compress": compress, "--reports-only": reports_only, "--entailed": entailed})
        _export_tables(settings, file, reports, without_text)
        return
    if entailed and reports:
        raise click.UsageError("--entailed goes with the whole graph, not with --report.")
    if not entailed:  # an import infers it again
        graphs.discard(ENTAILED_GRAPH)
    file = _named(file, form, compress)
    rdf_format, _ = dump_format(file)
    quads = quads_of(build, graphs, merged=not rdf_format.supports_datasets)
    quads = with_bar(quads, sum(build.graphs[name].quads for name in graphs), "Writing")
    prefixes = {name: iri for name, iri in PREFIXES.items() if name != "id"}
    count = write_dump(without_wording(quads) if without_text else quads, file, prefixes)
    click.echo(f"{file}: {count:,} statements.")


def _refuse(options: Mapping[str, object]) -> None:
    """Tables are made of whole reports: what of the graph is written does not change them."""
    if given := [name for name, value in options.items() if value]:
        told = " and ".join(given)
        raise click.UsageError(f"{told}: not with --format {TABLES}, which compresses where FILE is a .zip.")


def _graphs(build: Build, reports: tuple[str, ...], reports_only: bool) -> set[str]:
    """The named graphs that are asked for."""
    if not reports:
        left_out = map(graph_address, ("ontology", "standards", "registers")) if reports_only else ()
        return set(build.graphs) - {*left_out}
    wanted = {graph_address(report) for report in reports}
    if unknown := sorted(name.rpartition("/")[2] for name in wanted - set(build.graphs)):
        raise NoGraph(f"The graph has no report {', '.join(unknown)}.")
    return wanted


def _named(file: Path, form: str | None, compress: str | None) -> Path:
    """The file with the endings that say what is asked for, so that it can be imported again."""
    name = file.name.removesuffix(".gz")
    packed = ".gz" if compress or name != file.name else ""
    ending = ENDINGS[form] if form and Path(name).suffix != ENDINGS[form] else ""
    return file.with_name(f"{name}{ending}{packed}")


def _export_tables(settings: Settings, path: Path, reports: tuple[str, ...], without_text: bool) -> None:
    with LocalEndpoint(settings.store, settings.limits) as endpoint:
        count = write_tables(partial(table, endpoint, reports=reports, wording=not without_text), path)
    click.echo(f"{path}: {count:,} rows in {len(names())} tables.")
