"""``/sparql``: the query operation of the SPARQL 1.1 Protocol.

https://www.w3.org/TR/sparql11-protocol/ - by GET, by POST of a form, and by POST of the query itself. Other
parameters, such as the ``format`` and ``output`` that some clients send, change nothing: the Accept header
decides on the answer's form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from pyoxigraph import NamedNode

from api.caching import cached, etag, not_modified
from api.context import build_id, endpoint, settings
from api.description import describe
from api.negotiation import choose
from api.rdf import graph_triples, respond
from graph.errors import BadRequest, NotAcceptable, UnsupportedMediaType
from graph.formats import GRAPHS, RESULTS
from graph.screening import screen

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
PAGE = "query_page"
NO_UPDATES = "The graph cannot be changed over HTTP; send a query in the parameter 'query'."

blueprint = Blueprint("sparql", __name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation as it was requested."""

    query: str
    default_graphs: list[str]
    named_graphs: list[str]


def show_query_page(app: Flask, view: Callable[[], ResponseReturnValue]) -> None:
    """Show what ``view`` returns to a browser that asks for ``/sparql`` without a query."""
    app.extensions[PAGE] = view


@blueprint.get("/sparql")
def get() -> ResponseReturnValue:
    """Answer the query, or describe the service where there is none."""
    if "query" not in request.args and "update" not in request.args:
        return _introduce()
    if PAGE in current_app.extensions and choose([*RESULTS, *GRAPHS, "text/html"]) == "text/html":
        # Somebody opened the address of a query in a browser, which shows a table rather than XML.
        return redirect(url_for("pages.table", query=request.args.get("query")), 303)
    return _answer(_operation(request.args.getlist("query")))


@blueprint.post("/sparql")
def post() -> ResponseReturnValue:
    """Answer the query in the form or the body."""
    if request.mimetype == FORM:
        return _answer(_operation(request.values.getlist("query")))
    if request.mimetype == QUERY:
        return _answer(_operation([*request.args.getlist("query"), _body()]))
    if request.mimetype == "application/sparql-update":
        raise UnsupportedMediaType(NO_UPDATES)
    raise UnsupportedMediaType(
        f"The body's type is {request.mimetype or 'not given'}; send {FORM} or {QUERY}."
    )


def _operation(queries: list[str]) -> Operation:
    if "update" in request.values:
        raise BadRequest(NO_UPDATES)
    if len(queries) != 1 or not queries[0].strip():
        raise BadRequest(f"One query is needed; {len([q for q in queries if q.strip()])} were sent.")
    return Operation(queries[0], _graphs("default-graph-uri"), _graphs("named-graph-uri"))


def _graphs(parameter: str) -> list[str]:
    given = request.values.getlist(parameter)
    for iri in given:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise BadRequest(f"{parameter} is {iri!r}, which is no absolute IRI: {error}.") from error
    return given


def _body() -> str:
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8: {error}.") from error


def _answer(operation: Operation) -> Response:
    results, graph = choose(RESULTS), choose(GRAPHS)
    if results is None and graph is None:
        raise NotAcceptable(f"An answer can have one of these types: {', '.join([*RESULTS, *GRAPHS])}.")
    reusable = request.method in ("GET", "HEAD") and not screen(operation.query, settings().limits).volatile
    if reusable and (unchanged := not_modified(_etag(operation, results, graph, build_id()))):
        return unchanged
    answer = endpoint().ask(
        operation.query,
        results=results,
        graph=graph,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
    )
    response = Response(answer.body, mimetype=answer.media_type)
    if reusable:
        return cached(response, _etag(operation, results, graph, answer.build_id))
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response


def _etag(operation: Operation, results: str | None, graph: str | None, build: str) -> str:
    """The answer's tag, known before the query is run, which decides between the two types."""
    graphs = [*operation.default_graphs, None, *operation.named_graphs]
    return etag(build, operation.query, results, graph, *graphs)


def _introduce() -> ResponseReturnValue:
    page: Callable[[], ResponseReturnValue] | None = current_app.extensions.get(PAGE)
    offers = [*GRAPHS, "text/html"] if page else list(GRAPHS)
    media_type = choose(offers)
    if media_type == "text/html" and page:
        return page()
    if media_type is None:
        raise NotAcceptable(f"The service description can have one of these types: {', '.join(GRAPHS)}.")
    build = endpoint().build()
    described = graph_triples(build.description) if build and build.description else ()
    response = respond(describe(request.base_url, build, described), media_type)
    response.vary.add("Accept")
    return response
