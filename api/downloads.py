"""What is taken whole: the dataset's description ``/.well-known/void``, dumps and tables under ``/data/``."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response, jsonify, redirect, render_template, request, send_file, url_for
from pyoxigraph import NamedNode, Triple
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from api.caching import cached, etag, not_modified
from api.canned import find, to_csv
from api.context import build_id, endpoint
from api.negotiation import choose
from api.rdf import SUFFIXES, graph_triples, respond
from api.tables import MEDIA_TYPE, METADATA, metadata, names, table, zipped
from graph.build import Build
from graph.errors import NotAcceptable
from loaders import dataset
from loaders.dataset import DATASET, DUMPS
from ontology import PREFIXES, graph_address

blueprint = Blueprint("downloads", __name__)

HTML: Final = "text/html"


@blueprint.get("/.well-known/void")
def void() -> AnyResponse:
    """What the dataset is, holds and offers, as Turtle unless another format is asked for. A browser is led
    to the page that says it.
    """
    offered = [*SUFFIXES.values(), HTML]
    media_type = choose(offered)
    if media_type is None:
        raise NotAcceptable(f"This is answered as {', '.join(offered)}, not as {request.accept_mimetypes}.")
    if media_type == HTML:
        response: AnyResponse = redirect(url_for(".overview"), 303)
        response.vary.add("Accept")
        return response
    here = url_for("sparql.get", _external=True)
    tag = etag(build_id(), "void", media_type, here)
    return not_modified(tag) or cached(respond(_description(here), media_type), tag)


def _description(sparql: str) -> list[Triple]:
    """What the build says of itself, and where this server answers SPARQL."""
    here = Triple(DATASET, NamedNode(PREFIXES["void"] + "sparqlEndpoint"), NamedNode(sparql))
    return [*graph_triples(_described().description), here]


def _described() -> Build:
    build = endpoint().build()
    if build is None or not build.description:
        raise NotFound(
            "The graph that is served has no description. Load the reports again: scrutineer load PATH"
        )
    return build


@blueprint.get("/data/")
def overview() -> str:
    """The page of what can be taken whole."""
    build = endpoint().build()
    dumps = [{"name": name, "title": title} for name, (title, _) in DUMPS.items() if build]
    tables = [find(name) for name in names()]
    return render_template("data.html", build=build, base=graph_address(""), dumps=dumps, tables=tables)


@blueprint.get(f"/data/<any({', '.join(map(repr, DUMPS))}):name>")
def dump(name: str) -> Response:
    """The whole graph as one compressed file."""
    build = endpoint().build()
    if build is None:
        raise NotFound(f"No graph is kept here of which {name} could be made.")
    response = send_file(
        dataset.dump(build, name),
        mimetype="application/gzip",
        as_attachment=True,
        download_name=name,
        etag=etag(build.id, name),
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get(f"/data/tables/{METADATA}")
def tables_metadata() -> Response:
    """What the columns of the tables hold, in the words of CSV on the Web."""
    response = jsonify(metadata())
    response.mimetype = MEDIA_TYPE
    return response


@blueprint.get("/data/tables/<name>.csv")
def table_as_csv(name: str) -> Response:
    """One table, whole."""
    if name not in names():
        raise NotFound(f"There is no table {name}; there are: {', '.join(names())}.")
    tag = etag(build_id(), "table", name)
    response = not_modified(tag)
    if response is None:
        body = to_csv(table(endpoint(), name))
        response = cached(Response(body, content_type="text/csv; charset=utf-8; header=present"), tag)
    response.headers["Link"] = f'<{METADATA}>; rel="describedby"; type="{MEDIA_TYPE}"'
    return response


@blueprint.get("/data/tables.zip")
def tables_zipped() -> Response:
    """All tables with their description, in one file."""
    tag = etag(build_id(), "tables")
    response = not_modified(tag)
    if response is None:
        files = ((f"{name}.csv", to_csv(table(endpoint(), name))) for name in names())
        body = zipped((*files, (METADATA, json.dumps(metadata(), ensure_ascii=False, indent=1))))
        response = cached(Response(body, mimetype="application/zip"), tag)
    response.headers["Content-Disposition"] = 'attachment; filename="scrutineer-tables.zip"'
    return response
