"""What a request handler may reach: the endpoint and the settings of the running application."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from api.settings import Settings
from graph.asking import Endpoint


def provide(app: Flask, endpoint: Endpoint, settings: Settings) -> None:
    """Put both where :func:`endpoint` and :func:`settings` find them."""
    app.extensions["scrutineer"] = (endpoint, settings)


def endpoint() -> Endpoint:
    """The endpoint that this application asks."""
    return cast(tuple[Endpoint, Settings], current_app.extensions["scrutineer"])[0]


def settings() -> Settings:
    """The settings this application was made with."""
    return cast(tuple[Endpoint, Settings], current_app.extensions["scrutineer"])[1]
