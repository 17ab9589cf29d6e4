"""How values are shown in templates: links for addresses, words for keys."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask

from api.context import endpoint
from graph.asking import Cell, Iri
from ontology import BASE, PREFIXES, VOCABULARY

ASSESSMENTS = {
    "contrary": "contrary to standards or law",
    "in-line": "in line",
    "improvement": "improvement",
    "concern": "concern",
}
STATUSES = {"addressed": "addressed", "partly": "partly addressed", "unaddressed": "not addressed"}

# The kind of thing that each column of the canned queries names; a cell holds what follows /id/{kind}/.
COLUMN_KINDS = {
    "report": "report",
    "later report": "report",
    "finding": "finding",
    "section": "section",
    "election": "election",
    "body": "body",
    "law": "law",
    "country": "country",
    "recommendation": "recommendation",
    "recommendations": "recommendation",
    "topic": "topic",
    "topics": "topic",
    "instrument": "standard",
    "standards": "standard",
}


def register(app: Flask) -> None:
    """Give all templates of ``app`` these helpers."""
    app.jinja_env.filters |= {"href": href, "compact": compact, "fragment": fragment, "grouped": grouped}
    app.jinja_env.globals |= {
        "assessments": ASSESSMENTS,
        "statuses": STATUSES,
        "column_kinds": COLUMN_KINDS,
        "link_to": link_to,
        "is_iri": lambda value: isinstance(value, Iri),
        "current_build": lambda: endpoint().build(),
    }


def href(iri: str) -> str:
    """Where this server shows the thing with the address ``iri``; elsewhere for addresses of others.

    Anything that is no web address leads nowhere, so that no text of a report can become a script.
    """
    if iri.startswith(VOCABULARY):
        return f"/ontology#{iri.removeprefix(VOCABULARY)}"
    if iri.startswith(BASE):
        return f"/{iri.removeprefix(BASE)}"
    return iri if iri.startswith(("http://", "https://")) else "#"


def link_to(kind: str, key: Cell) -> str:
    """The path of the page of a thing."""
    return f"/id/{kind}/{quote(str(key), safe='/()*,.:;@!$&+=~-_')}"


def compact(iri: str) -> str:
    """An address as a prefixed name where one of our prefixes fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def fragment(iri: str) -> str:
    """What the page of the vocabulary calls the place of a term or concept: its name in the namespace."""
    return iri.removeprefix(VOCABULARY).removeprefix(BASE)


def grouped(number: Cell) -> str:
    """A whole number with thin spaces between thousands; a share of 7.0 as 7."""
    if isinstance(number, float):
        return str(number).removesuffix(".0")
    return f"{number:,}".replace(",", " ") if isinstance(number, int) else str(number)
