"""The build that commands on a local graph are about."""

from __future__ import annotations

from api.settings import Settings
from graph.build import Build
from graph.builds import Builds
from graph.errors import NoGraph


def current_build(settings: Settings) -> Build:
    """The build that is served from the store of the settings.

    :raises NoGraph: where nothing has been loaded into it
    """
    build = Builds(settings.store).current()
    if build is None:
        raise NoGraph(f"{settings.store} holds no graph yet. Load reports first: scrutineer load PATH")
    return build
