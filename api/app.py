"""The application factory."""

from __future__ import annotations

from flask import Flask

from api import context, cors, downloads, health, linked_data, pages, problems, rest, sparql
from api.settings import Settings
from graph.asking import Endpoint


def create_app(endpoint: Endpoint, settings: Settings) -> Flask:
    """The web application over ``endpoint``, which the caller opens and closes."""
    app = Flask(__name__, static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # on the default provider
    # A query of the longest kind, percent-encoded in a form, and what goes with it.
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = 4 * settings.limits.query
    context.provide(app, endpoint, settings)
    cors.register(app)
    problems.register(app)
    for blueprint in (
        sparql.blueprint,
        health.blueprint,
        rest.blueprint,
        linked_data.blueprint,
        downloads.blueprint,
    ):
        app.register_blueprint(blueprint)
    pages.register(app)
    return app
