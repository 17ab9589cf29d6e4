"""What a request handler may reach: the endpoint and the settings of the running application."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from api.settings import Settings
from graph.asking import Endpoint
from graph.errors import NoGraph


def provide(app: Flask, endpoint: Endpoint, settings: Settings) -> None:
    """Put both where :func:`endpoint` and :func:`settings` find them."""
    app.extensions["scrutineer"] = (endpoint, settings)


def endpoint() -> Endpoint:
    """The endpoint that this application asks."""
    return cast(tuple[Endpoint, Settings], current_app.extensions["scrutineer"])[0]


def settings() -> Settings:
    """The settings this application was made with."""
    return cast(tuple[Endpoint, Settings], current_app.extensions["scrutineer"])[1]


def build_id() -> str:
    """The id of the build that is served.

    :raises NoGraph: where nothing has been loaded
    """
    build = endpoint().build()
    if build is None:
        raise NoGraph("Nothing has been loaded yet. Load reports first: scrutineer load PATH")
    return build.id
