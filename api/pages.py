"""The pages for people: start, search, lists, canned queries as forms, the SPARQL editor, the vocabulary.

The pages of single things are in :mod:`api.things`.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter

from flask import Blueprint, Flask, Response, render_template, request

from api import things
from api.canned import find, run_canned
from api.context import endpoint
from api.lookup import counts, instruments, reports, rows, worked_queries
from api.problems import Problem, show_as_page
from api.rest import single_values
from api.search import search as search_standards
from api.show import register as register_helpers
from api.sparql import show_query_page
from graph.asking import JSON_RESULTS, TURTLE, read_table
from graph.errors import ScrutineerError
from ontology import PREFIXES
from queries import canned, page

blueprint = Blueprint(
    "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
)

thing = things.show

SHOWN = 500
"""Rows of a result shown on a page; the rest is said to be missing and is in the CSV."""

ASKERS = ("researcher", "analyst", "application")

# No script runs and nothing is fetched from elsewhere, whatever a report's text may hold.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


def register(app: Flask) -> None:
    """Add the pages to ``app``, and show problems to browsers as pages."""
    app.register_blueprint(blueprint)
    register_helpers(app)
    show_as_page(app, _problem)
    show_query_page(app, _editor)
    app.after_request(_secure)


@blueprint.get("/")
def start() -> str:
    """What this is, what it holds, and the ways in."""
    return render_template("start.html", counts=counts(), reports=reports(), queries=canned().values())


@blueprint.get("/search")
def search() -> str:
    """Search by provision or instrument: ``q`` as a person would write it."""
    query = request.args.get("q", "").strip()[:300]
    hits = search_standards(query, instruments()) if query else []
    return render_template("search.html", query=query, hits=hits)


@blueprint.get("/standards")
def standards() -> str:
    """All instruments, those that reports cite first."""
    found = sorted(instruments(), key=lambda instrument: (-instrument.findings, instrument.title))
    return render_template("standards.html", instruments=found)


@blueprint.get("/queries")
def queries() -> str:
    """The canned queries."""
    return render_template("queries.html", queries=canned().values())


@blueprint.get("/queries/<name>")
def query(name: str) -> str | tuple[str, int]:
    """A canned query as a form made from its declared parameters, with its rows once it is sent."""
    declared = find(name)
    given = {key: value for key, value in single_values().items() if value.strip() and key != "show"}
    required = any(parameter.required for parameter in declared.parameters)
    table, problem = None, ""
    if given or (request.args and not required):
        try:
            table = run_canned(endpoint(), name, given)
        except ScrutineerError as error:
            if error.status != 400:
                raise
            problem = str(error)
    shown = render_template(
        "query.html", query=declared, given=given, table=table, problem=problem, shown=SHOWN
    )
    return (shown, 400) if problem else shown


@blueprint.get("/sparql/table")
def table() -> tuple[str, int]:
    """The answer to the query ``query``, as a page."""
    text = single_values().get("query", "")
    result, status = _result(text) if text.strip() else ({}, 200)
    return _editor(text, **result), status


def _editor(text: str = "", **result: object) -> str:
    return render_template(
        "sparql.html",
        text=text,
        first=page("first-example"),
        prefixes=PREFIXES,
        worked=worked_queries(),
        canned=canned().values(),
        shown=SHOWN,
        **result,
    )


def vocabulary(namespace: str) -> str:
    """The page of the vocabulary: its classes drawn, its terms documented, its concepts listed."""
    concepts = groupby(rows("concepts"), key=itemgetter("scheme"))
    schemes = [(scheme, list(group)) for scheme, group in concepts]
    return render_template(
        "vocabulary.html", about=rows("vocabulary")[0], namespace=namespace, schemes=schemes
    )


@blueprint.get("/how-to-ask")
def how_to_ask() -> str:
    """Worked queries: one and more for each class, by who asks them."""
    found = sorted(worked_queries(), key=lambda example: ASKERS.index(example.asked_by))
    by_asker = [(asker, list(group)) for asker, group in groupby(found, key=lambda e: e.asked_by)]
    return render_template("how_to_ask.html", by_asker=by_asker, prefixes=PREFIXES)


def _result(text: str) -> tuple[dict[str, object], int]:
    """What the editor shows of a query's answer, and the page's status."""
    try:
        answer = endpoint().ask(text, results=JSON_RESULTS, graph=TURTLE)
    except ScrutineerError as error:
        return {"problem": f"{error.title}. {error}"}, error.status
    if answer.media_type != JSON_RESULTS:
        return {"turtle": answer.body.decode()}, 200
    found = json.loads(answer.body)
    if "boolean" in found:
        return {"boolean": found["boolean"]}, 200
    return {"table": read_table(found)}, 200


def _problem(problem: Problem) -> str:
    return render_template("problem.html", problem=problem)


def _secure(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response
