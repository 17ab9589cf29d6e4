"""The canned queries: one .rq file each, valid SPARQL as it stands, with a header that declares it.

The header is the comment block at the top of the file, read as YAML: ``title``, ``description``,
``parameters`` (names, explained in ``parameters.yaml``), ``required`` (those that must be given), ``columns``
(what each holds, in order) and ``lists`` (columns whose cells hold several values, with their separator).
``examples/`` holds worked queries for people who write their own (their headers have ``title``,
``description``, ``asked-by`` and ``shows``), ``pages/`` the queries behind the pages, which nobody else is
promised. ``tables.yaml`` says which canned queries make tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a canned query.

    ``type`` is a key of ``api.parameters.FORMS``: 'report', 'date', 'standard', 'choice' (one of
    ``choices``) …;
    ``default`` holds where no value is given ('' means: no restriction).
    """

    name: str
    about: str
    type: str
    example: str
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A canned query: its text and what its header declares.

    ``columns`` maps each column to what it holds; ``lists`` maps those whose cells hold several values to the
    separator between them.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str = field(repr=False)
    lists: Mapping[str, str] = field(default_factory=dict)


@cache
def canned() -> Mapping[str, Query]:
    """All canned queries by name, in alphabetical order."""
    files = (entry for entry in _folder().iterdir() if entry.name.endswith(".rq"))
    queries = (_read(entry.name.removesuffix(".rq"), entry.read_text("utf-8")) for entry in files)
    return MappingProxyType({query.name: query for query in sorted(queries, key=lambda query: query.name)})


@dataclass(frozen=True, slots=True)
class Example:
    """A worked query of ``examples/``, for people who write their own.

    ``asked_by`` is who asks it: 'researcher', 'analyst' or 'application'; ``shows`` are the classes (prefixed
    names) that it shows the use of, the main one first.
    """

    name: str
    title: str
    description: str
    asked_by: str
    shows: tuple[str, ...]
    text: str = field(repr=False)


@cache
def examples() -> tuple[Example, ...]:
    """All worked queries, in alphabetical order of their names."""
    files = (entry for entry in _folder().joinpath("examples").iterdir() if entry.name.endswith(".rq"))
    found = (_example(entry.name.removesuffix(".rq"), entry.read_text("utf-8")) for entry in files)
    return tuple(sorted(found, key=lambda example: example.name))


@cache
def page(name: str) -> str:
    """The text of ``pages/{name}.rq``."""
    return _folder().joinpath("pages").joinpath(f"{name}.rq").read_text("utf-8")


@cache
def tables() -> dict[str, Any]:
    """The content of ``tables.yaml``: which canned queries make tables, and how their columns are read. Treat
    it as read-only.
    """
    declared: dict[str, Any] = yaml.safe_load(_folder().joinpath("tables.yaml").read_text("utf-8"))
    return declared


def _header(text: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(
        "\n".join(line[2:] for line in text.partition("\n\n")[0].splitlines())
    )
    return read


def _example(name: str, text: str) -> Example:
    header = _header(text)
    return Example(
        name=name,
        title=header["title"],
        description=header["description"],
        asked_by=header["asked-by"],
        shows=tuple(header["shows"]),
        text=text,
    )


def _read(name: str, text: str) -> Query:
    header = _header(text)
    required = header.get("required", ())
    return Query(
        name=name,
        title=header["title"],
        description=header["description"],
        parameters=tuple(_parameter(wanted, wanted in required) for wanted in header["parameters"]),
        columns=MappingProxyType(header["columns"]),
        text=text,
        lists=MappingProxyType(header.get("lists", {})),
    )


def _parameter(name: str, required: bool) -> Parameter:
    declared = _declared()[name]
    return Parameter(
        name=name,
        about=declared["about"],
        type=declared["type"],
        example=str(declared["example"]),
        required=required,
        default=declared.get("default", ""),
        choices=tuple(declared.get("choices", ())),
    )


@cache
def _declared() -> dict[str, Any]:
    declared: dict[str, Any] = yaml.safe_load(_folder().joinpath("parameters.yaml").read_text("utf-8"))
    return declared


def _folder() -> Traversable:
    return resources.files(__name__)
