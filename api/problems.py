"""Errors as RFC 9457 problem documents, or as a page for a person with a browser.

The one place where an error becomes an HTTP response.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import cast

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from graph.errors import ScrutineerError
from ontology import BASE

PROBLEM = "application/problem+json"
PAGE = "problem_page"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document: ``type`` is a URI of the kind, ``title`` its name, ``detail`` what happened."""

    type: str
    title: str
    status: int
    detail: str


def register(app: Flask) -> None:
    """Turn every error that leaves a view of ``app`` into a problem document."""
    app.register_error_handler(ScrutineerError, _ours)
    app.register_error_handler(HTTPException, _http)


def show_as_page(app: Flask, render: Callable[[Problem], str]) -> None:
    """Show problems to browsers as the HTML that ``render`` makes; programs still get the document."""
    app.extensions[PAGE] = render


def _ours(error: ScrutineerError) -> Response:
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()
    response = _respond(Problem(f"{BASE}problems/{kind}", error.title, error.status, str(error)))
    if (retry_after := getattr(error, "retry_after", None)) is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:  # a redirect travels as an exception too
        return cast(Response, Response.force_type(error.get_response()))
    response = _respond(Problem("about:blank", error.name, error.code, error.description or error.name))
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _respond(problem: Problem) -> Response:
    render: Callable[[Problem], str] | None = current_app.extensions.get(PAGE)
    accepted = request.accept_mimetypes
    if render and accepted.best_match([PROBLEM, "application/json", "text/html"]) == "text/html":
        response = Response(render(problem), problem.status, mimetype="text/html")
    else:
        response = Response(json.dumps(asdict(problem)), problem.status, mimetype=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept"
    return response
