"""Triples as the body of an answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from flask import Response, url_for
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from api.context import build_id, endpoint
from api.json_ld import document
from graph.asking import Endpoint
from graph.binding import bind
from graph.formats import GRAPHS
from ontology import PREFIXES
from queries import page

SUFFIXES: Final = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".nt": "application/n-triples",
}
"""The endings of addresses that stand for a format, and its media type."""


def construct(query: str) -> list[Triple]:
    """The triples that a CONSTRUCT gives, each once."""
    return _construct(endpoint(), query)


def graph_triples(graph: str) -> tuple[Triple, ...]:
    """The triples of a named graph. The same graph is read once per build."""
    return _graph(endpoint(), build_id(), graph)


def respond(triples: Iterable[Triple], media_type: str, thing: str | None = None) -> Response:
    """Triples in the format ``media_type``, with the prefixes or the context that readers know.

    :param thing: the IRI of the thing that the answer is about
    """
    rdf_format = GRAPHS[media_type]
    if rdf_format == RdfFormat.JSON_LD:
        body: str | bytes = document(triples, context_address(), thing)
    else:
        body = serialize(triples, format=rdf_format, prefixes=PREFIXES) or b""
    return Response(body, content_type=f"{media_type}; charset=utf-8")


def context_address() -> str:
    """Where this server answers the JSON-LD context: clients can fetch it wherever the server runs."""
    return url_for("linked_data.context", _external=True)


def _construct(source: Endpoint, query: str) -> list[Triple]:
    found = parse(source.construct(query, "application/n-triples").body, RdfFormat.N_TRIPLES)
    return list(dict.fromkeys(quad.triple for quad in found))  # several graphs may say the same


@lru_cache(maxsize=2)
def _graph(source: Endpoint, build: str, graph: str) -> tuple[Triple, ...]:
    found = _construct(source, bind(page("graph"), {"graph": NamedNode(graph)}))
    return tuple(sorted(found, key=lambda triple: (_natural(triple), str(triple))))


def _natural(triple: Triple) -> tuple[bool, str]:
    """What stands for the whole comes before its parts, which have longer addresses with a slash behind #."""
    subject = str(triple.subject)
    return "/" in subject.partition("#")[2], subject
