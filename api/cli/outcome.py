"""What a load looks like on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from loaders.load import Outcome

_COUNTS = (
    "sections", "paragraphs", "footnotes", "citations", "unresolved",
    "findings", "recommendations", "follow-ups",
)  # fmt: skip


def with_progress(files: Iterable[Path]) -> Iterator[Path]:
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


def print_outcome(outcome: Outcome) -> None:
    """Print what was loaded and the build that is served; warnings and errors go to standard error."""
    if outcome.loaded:
        table = Table("report", *_COUNTS, box=None, header_style="bold")
        for loaded in outcome.loaded:
            cells = ["unchanged"] if loaded.unchanged else [str(loaded.counts[name]) for name in _COUNTS]
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
