"""``/health``: is there a graph, and which?"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from api.context import endpoint

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> tuple[Response, int]:
    """The build that is served; 503 where nothing has been loaded."""
    build = endpoint().build()
    if build is None:
        return jsonify(status="empty", build=None, quads=0, bundled=False), 503
    return jsonify(
        status="ok", build=build.id, created=build.created, quads=build.quads, bundled=build.bundled
    ), 200
