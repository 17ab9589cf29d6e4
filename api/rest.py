"""``/api/v1``: the canned queries in JSON and CSV, and citations with what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from api.caching import cached, etag, not_modified
from api.canned import find, run_canned, to_csv
from api.context import build_id, endpoint
from api.negotiation import choose
from graph.asking import Cell, Table
from graph.errors import BadRequest, NotAcceptable
from queries import Parameter, Query, canned, page

blueprint = Blueprint("rest", __name__, url_prefix="/api/v1")

JSON = "application/json"
CSV = "text/csv"
SUFFIXES = {".json": JSON, ".csv": CSV}


@blueprint.get("/queries")
def queries() -> Response:
    """The canned queries: what each answers, its parameters and its columns."""
    return jsonify(queries=[_declaration(query) for query in canned().values()])


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """The rows of one canned query; ``name`` may end in .json or .csv, which then beats the Accept header."""
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")
    declared = find(name.removesuffix(suffix))
    media_type = SUFFIXES[suffix] if suffix else _accepted()
    parameters = single_values()
    build = build_id()
    given = "&".join(f"{key}={value}" for key, value in sorted(parameters.items()))
    tag = etag(build, declared.text, given, media_type)
    response = not_modified(tag)
    if response is None:
        table = run_canned(endpoint(), declared.name, parameters)
        response = cached(_respond(declared, parameters, table, build, media_type), tag)
    response.vary.add("Accept")
    return response


@blueprint.get("/citations")
def citations() -> Response:
    """The rows of the canned query of that name in JSON, each with the reason where it is unresolved: what a
    report left unnamed or misnamed is kept, and asked for by ``status=unresolved``.
    """
    parameters = single_values()
    build = build_id()
    given = "&".join(f"{key}={value}" for key, value in sorted(parameters.items()))
    tag = etag(build, "citations", given, JSON)
    response = not_modified(tag)
    if response is None:
        found = run_canned(endpoint(), "citations", parameters)
        unresolved = endpoint().select(page("unresolved-citations")).rows
        reasons = {_place(row): row["reason"] for row in unresolved}
        rows = [{**row, "reason": reasons.get(_place(row))} for row in found.rows]
        response = cached(jsonify(parameters=parameters, citations=rows, build=build), tag)
    return response


def _place(row: Mapping[str, Cell]) -> tuple[Cell, ...]:
    return row["report"], row["start"], row["end"], row["printed"] or None


def single_values() -> dict[str, str]:
    """The request's query parameters, each given at most once.

    :raises BadRequest: naming the parameter that is repeated
    """
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadRequest(f"The parameter {name!r} is given {len(values)} times; give it once.")
    return request.args.to_dict()


def _accepted() -> str:
    best = choose([JSON, CSV])
    if best is None:
        raise NotAcceptable(f"Canned queries answer {JSON} or {CSV}, not {request.accept_mimetypes}.")
    return best


def _respond(
    declared: Query, parameters: Mapping[str, str], table: Table, build: str, media_type: str
) -> Response:
    if media_type == CSV:
        response = Response(to_csv(table), content_type=f"{CSV}; charset=utf-8; header=present")
        response.headers["Content-Disposition"] = f'inline; filename="{declared.name}.csv"'
        return response
    return jsonify(
        query=declared.name,
        description=declared.description,
        parameters=parameters,
        columns=table.columns,
        rows=table.rows,
        build=build,
    )


def _declaration(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "url": url_for("rest.query", name=query.name, _external=True),
        "parameters": [_parameter(parameter) for parameter in query.parameters],
        "columns": [{"name": name, "about": about} for name, about in query.columns.items()],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    declaration: dict[str, Any] = {
        "name": parameter.name,
        "about": parameter.about,
        "type": parameter.type,
        "required": parameter.required,
        "example": parameter.example,
    }
    if parameter.choices:
        declaration |= {"choices": parameter.choices, "default": parameter.default}
    return declaration
