"""``scrutineer load`` and ``scrutineer inspect``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from api.cli.outcome import print_outcome, with_progress
from api.settings import Settings
from graph.builds import Builds
from loaders.given import Given
from loaders.inspection import inspect_file
from loaders.load import load

_PATH = click.Path(path_type=Path)


@click.command("load")
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@click.option("--id", "report_id", help="Identifier of the report, where its text does not tell.")
@click.pass_obj
def load_command(settings: Settings, paths: tuple[Path, ...], report_id: str | None) -> None:
    """Load report files (PDF, or text in UTF-8), and folders of them, into the graph.

    Unchanged files are passed over; a changed one takes the place of what it said before. A YAML file beside
    a report (report.yaml for report.txt) may say what its text does not: id, or country, country_name,
    election_date, election_types, early, report_type, issued, mission_type.

    \b
    Example:
      scrutineer load reports/
      scrutineer load --id ge-2024-10-26-final georgia.txt
    """
    outcome = load(paths, Builds(settings.store), report_id, progress=with_progress)
    print_outcome(outcome)
    sys.exit(1 if outcome.errors else 0)


@click.command("inspect")
@click.argument("file", type=_PATH)
@click.option("--id", "report_id", help="Identifier of the report, where its text does not tell.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
def inspect_command(file: Path, report_id: str | None, output: str) -> None:
    """Show what the reader sees in a file: identity, sections, footnotes, warnings. Loads nothing.

    \b
    Example:
      scrutineer inspect report.txt --format json
    """
    seen = inspect_file(file, Given.of(file, report_id))
    click.echo(json.dumps(seen, ensure_ascii=False, indent=1) if output == "json" else _outline(seen))


def _outline(seen: dict[str, Any]) -> str:
    lines = [seen["report"] or "(no report that could be loaded: see the warnings)", ""]
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
