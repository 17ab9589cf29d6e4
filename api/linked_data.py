"""Things under their own addresses: ``/id/…``, named graphs under ``/data/…``, the vocabulary ``/ontology``.

Each answers RDF to programs, by suffix (``.ttl``, ``.jsonld``, ``.rdf``, ``.nt``) or by the Accept header,
and a page to people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from api import pages
from api.caching import cached, etag, not_modified
from api.context import build_id, endpoint
from api.json_ld import context as json_ld_context
from api.lookup import rows
from api.negotiation import choose
from api.rdf import SUFFIXES, construct, context_address, respond
from graph.binding import bind
from graph.errors import NotAcceptable
from ontology import VOCABULARY, address, data_file, graph_address
from queries import page

blueprint = Blueprint("linked_data", __name__)

HTML: Final = "text/html"
TEXT: Final = "text/plain"
JSON_LD: Final = SUFFIXES[".jsonld"]
AS_DATA: Final = (JSON_LD, "application/json", *(kind for kind in SUFFIXES.values() if kind != JSON_LD))
"""The media types of things in the REST interface, best first."""

KINDS: Final = (
    "body",
    "citation",
    "country",
    "election",
    "finding",
    "follow-up",
    "footnote",
    "law",
    "paragraph",
    "recommendation",
    "report",
    "section",
    "standard",
    "topic",
)


@blueprint.get("/id/<kind>/<path:key>")
def thing(kind: str, key: str) -> AnyResponse:
    """A thing: what the graph says of it and, up to a bound, what points at it.

    404 for a thing the graph does not know; 303 from an address with a slash at its end to the right one.
    """
    if key.endswith("/"):
        return redirect(url_for(".thing", kind=kind, key=key.rstrip("/")), 303)
    key, media_type = _split(key)
    iri = _known(kind, key)
    if kind == "report" and media_type is None and choose([HTML, *SUFFIXES.values(), TEXT]) == TEXT:
        return _text(key, iri)
    return _answer(
        media_type,
        bind(page("describe"), {"thing": NamedNode(iri)}),
        lambda: pages.thing(kind, key, iri),
        alternates=url_for(".thing", kind=kind, key=key),
        thing=iri,
    )


def _text(key: str, iri: str) -> Response:
    """The text of a report, which the fragments of annotations' targets (``#char=``, RFC 5147) count in."""
    found = rows("source-text", report=iri)
    if not found:
        raise NotAcceptable(f"The text of {key} is not loaded here; what was found in it is.")
    response = Response(str(found[0]["text"]), content_type="text/plain; charset=utf-8")
    response.vary.add("Accept")
    return response


@blueprint.get("/api/v1/things/<kind>/<path:key>")
def thing_as_data(kind: str, key: str) -> AnyResponse:
    """The same thing for programs: JSON-LD, unless a suffix or the Accept header asks for another format."""
    key, media_type = _split(key)
    iri = _known(kind, key)
    query = bind(page("describe"), {"thing": NamedNode(iri)})
    return _answer(media_type or _preferred(AS_DATA), query, thing=iri)


def _known(kind: str, key: str) -> str:
    """The IRI of a thing that the graph knows."""
    if kind not in KINDS:
        raise NotFound(f"There is no kind {kind!r} of things here; the kinds are {', '.join(KINDS)}.")
    iri = address(kind, key)
    if not endpoint().holds(bind(page("exists"), {"thing": NamedNode(iri)})):
        raise NotFound(f"The graph says nothing of the {kind} {key}.")
    return iri


@blueprint.get("/data/<path:name>")
def graph(name: str) -> AnyResponse:
    """The whole of one named graph, as Turtle unless another format is asked for."""
    name, media_type = _split(name)
    iri = graph_address(name)
    build = endpoint().build()
    if build is None or iri not in (*build.graphs, build.description):
        known = ", ".join(sorted(build.graphs)) if build else "none yet"
        raise NotFound(f"There is no graph {iri}; there are: {known}.")
    return _answer(media_type or _accepted(html=False), bind(page("graph"), {"graph": NamedNode(iri)}))


@blueprint.get("/ontology")
@blueprint.get("/ontology<suffix>")
def ontology(suffix: str = "") -> AnyResponse:
    """The vocabulary and the concept schemes."""
    if suffix and suffix not in SUFFIXES:
        raise NotFound(f"The vocabulary has no form {suffix}; it has {', '.join(SUFFIXES)}.")
    query = bind(page("graph"), {"graph": NamedNode(graph_address("ontology"))})
    return _answer(
        SUFFIXES.get(suffix), query, lambda: pages.vocabulary(VOCABULARY), alternates=url_for(".ontology")
    )


@blueprint.get("/ontology/<version>")
def version_of_ontology(version: str) -> AnyResponse:
    """The vocabulary in one version: 303 to the vocabulary for today's, 404 for others."""
    now = next(row["version"] for row in rows("vocabulary"))
    if version != now:
        raise NotFound(f"Only the vocabulary's version {now} is kept here, not {version}.")
    return redirect(url_for(".ontology"), 303)


@blueprint.get("/ontology/shapes.ttl")
def shapes() -> AnyResponse:
    """What must be true of the graph, as SHACL shapes in Turtle."""
    response = Response(data_file("shapes.ttl").read_bytes(), content_type="text/turtle; charset=utf-8")
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/ontology/context.jsonld")
def context() -> AnyResponse:
    """What the short keys of JSON-LD answers stand for."""
    response = jsonify({"@context": json_ld_context()})
    response.mimetype = JSON_LD
    response.add_etag()
    response.headers["Cache-Control"] = "max-age=3600"
    return response.make_conditional(request)


def _split(key: str) -> tuple[str, str | None]:
    """A key without its suffix, and the media type that the suffix stands for."""
    for suffix, media_type in SUFFIXES.items():
        if key.endswith(suffix):
            return key.removesuffix(suffix), media_type
    return key, None


def _accepted(*, html: bool) -> str:
    # A program that says nothing of what it accepts is given Turtle.
    if not request.accept_mimetypes:
        return SUFFIXES[".ttl"]
    return _preferred([HTML, *SUFFIXES.values()] if html else [*SUFFIXES.values()])


def _preferred(offered: Sequence[str]) -> str:
    best = choose(offered)
    if best is None:
        raise NotAcceptable(f"This is answered as {', '.join(offered)}, not as {request.accept_mimetypes}.")
    return best


def _answer(
    media_type: str | None,
    query: str,
    render: Callable[[], str] | None = None,
    alternates: str = "",
    thing: str | None = None,
) -> Response:
    media_type = media_type or _accepted(html=render is not None)
    if render and media_type == HTML:
        response = Response(render(), mimetype=HTML)
        response.headers["Cache-Control"] = "no-cache"
    else:
        tag = etag(build_id(), query, media_type, context_address())
        response = not_modified(tag) or cached(respond(construct(query), media_type, thing), tag)
    response.vary.add("Accept")
    if alternates:
        response.headers["Link"] = ", ".join(
            f'<{alternates}{suffix}>; rel="alternate"; type="{kind}"' for suffix, kind in SUFFIXES.items()
        )
    return response
