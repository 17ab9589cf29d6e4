"""Exact caching: what was read from one build never changes, so the build's id makes the ETag."""

from __future__ import annotations

import hashlib

from flask import Response, request


def etag(build_id: str, *parts: str | None) -> str:
    """An entity tag for what depends on a build and on ``parts`` (a query, a media type) alone."""
    digest = hashlib.sha256()
    for part in (build_id, *parts):
        text = "-" if part is None else f"{len(part)}:{part}"
        digest.update(text.encode())
    return digest.hexdigest()[:32]


def not_modified(tag: str) -> Response | None:
    """The answer 304 where the client has the entity ``tag`` already, else None."""
    if not request.if_none_match.contains_weak(tag):
        return None
    return cached(Response(status=304), tag)


def cached(response: Response, tag: str) -> Response:
    """Mark ``response``, which depends on the Accept header, as the entity ``tag``. Caches are to ask each
    time whether it is still current."""
    response.set_etag(tag)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    return response
