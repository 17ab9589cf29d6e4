"""The command ``scrutineer``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from api.settings import Settings
from graph.errors import ScrutineerError

_COMMANDS = {
    "load": "loading:load_command",
    "inspect": "loading:inspect_command",
    "serve": "serving:serve",
    "query": "asking:query",
    "sparql": "asking:sparql",
    "text": "asking:text",
    "export": "exporting:export_command",
    "import": "keeping:import_command",
    "check": "keeping:check",
    "rollback": "keeping:rollback",
    "prune": "keeping:prune",
}


class _Commands(click.Group):
    """The commands, each imported when it is used: a question need not wait for what a server needs.

    Errors that a user can act on become a message and exit status 1, never a traceback.
    """

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), function)
        return command

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
