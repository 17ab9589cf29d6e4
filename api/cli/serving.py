"""``scrutineer serve``."""

from __future__ import annotations

from dataclasses import replace

import click

from api.cli.outcome import print_outcome, with_progress
from api.server import serve as run_server
from api.settings import Settings
from graph.builds import Build, Builds
from loaders.bundled import serve_bundled
from loaders.load import load


@click.command()
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
        print_outcome(load([settings.reports], builds, progress=with_progress))
    current = builds.current()
    if current is None or (load_first and current.bundled):
        current = serve_bundled(builds)
    return current


def _announce(settings: Settings, build: Build) -> None:
    if build.bundled:
        click.echo(
            "This is the bundled graph, without the reports' own words. To see your own "
            "reports, put them in reports/ or name their folder in SCRUTINEER_REPORTS, stop this, and run: "
            "scrutineer serve --load"
        )
    at = f"http://{settings.host}:{settings.port}"
    click.echo(
        f"Scrutineer is at {at}/ (SPARQL at {at}/sparql, REST at {at}/api/v1/queries). Ctrl-C ends it."
    )
