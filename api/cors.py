"""Pages of any origin may read: everything served here is public, and nothing can be written."""

from __future__ import annotations

from flask import Flask, Response, request


def register(app: Flask) -> None:
    """Send the headers of the Fetch standard's CORS protocol with every response."""
    app.after_request(_allow)


def _allow(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Location, Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
