"""``scrutineer import``, ``check``, ``rollback`` and ``prune``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from api.checks import SEVERITIES, disagreements
from api.cli.current import current_build
from api.settings import Settings
from graph.builds import KEPT, Builds
from graph.dumps import import_dump, quads_of, read_dump
from graph.local import LocalEndpoint
from graph.validation import VIOLATION, validate
from loaders.dataset import description
from loaders.load import loader_version
from ontology import BASE, VOCABULARY, data_file
from queries import page

_PATH = click.Path(path_type=Path)


@click.command("import")
@click.argument("file", type=_PATH)
@click.pass_obj
def import_command(settings: Settings, file: Path) -> None:
    """Make an RDF dump the graph that is served; its named graphs are kept.

    \b
    Example:
      scrutineer import graph.trig.gz
    """
    described = description(loader_version())
    build = import_dump(read_dump(file, BASE), Builds(settings.store), description=described)
    click.echo(f"The graph has {build.quads:,} statements (build {build.id}).")


@click.command()
@click.option("--strict", is_flag=True, help="Exit status 1 where a report contradicts itself, too.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def check(settings: Settings, strict: bool, output: str) -> None:
    """Hold the graph against its shapes, and the reports against themselves.

    What violates a shape is a problem: exit status 1. What a shape only warns of is a remark. Citations that
    lead nowhere, figures on which a report contradicts itself, and figures that differ between two reports on
    one election are the reports' own: they are said in words, and the status is 0 unless --strict is given.

    \b
    Example:
      scrutineer check
    """
    build = current_build(settings)
    with Console(stderr=True).status("Checking the graph against its shapes"):
        problems = validate(quads_of(build), data_file("shapes.ttl").read_bytes(), VOCABULARY)
    violations = [problem for problem in problems if problem.severity == VIOLATION]
    with LocalEndpoint(settings.store, settings.limits) as endpoint:
        unresolved = endpoint.select(page("unresolved-citations")).rows
        found = list(disagreements(endpoint))
    by_severity = {name: [one for one in found if one.severity == name] for name in SEVERITIES}
    if output == "json":
        told = {
            "statements": build.quads,
            "problems": [asdict(problem) for problem in problems],
            **{f"{name}s": [asdict(one) for one in ones] for name, ones in by_severity.items()},
            "unresolved": unresolved,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for said in (*problems, *found):
            click.echo(said)
        for row in unresolved:
            click.echo(f"{row['citation']}: unresolved, {row['reason']}")
        counts = [f"{len(ones)} {name}s" for name, ones in by_severity.items()]
        click.echo(
            f"{build.quads:,} statements: {len(violations)} problems, {', '.join(counts)}, "
            f"{len(problems) - len(violations)} remarks, {len(unresolved)} unresolved citations."
        )
    sys.exit(1 if violations or (strict and by_severity["contradiction"]) else 0)


@click.command()
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


@click.command()
@click.option("--keep", default=KEPT, show_default=True, type=click.IntRange(min=1), help="How many to keep.")
@click.pass_obj
def prune(settings: Settings, keep: int) -> None:
    """Remove old builds; the current one is always kept.

    \b
    Example:
      scrutineer prune --keep 2
    """
    removed = Builds(settings.store).prune(keep)
    click.echo(f"Removed {len(removed)} builds." if removed else "There is nothing to remove.")
