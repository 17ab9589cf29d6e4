"""What the words mean: vocabulary, concept schemes, shapes, registers. Data, and the way to read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import quote

import yaml

BASE = os.environ.get("SCRUTINEER_BASE") or "https://w3id.org/scrutineer/"
"""The base of every address, ending in a slash; ``SCRUTINEER_BASE`` sets another."""

VOCABULARY = "https://w3id.org/scrutineer/ontology#"
"""The namespace of our own classes and properties; it does not move with ``BASE``."""

PREFIXES = {
    "scr": VOCABULARY,
    "id": f"{BASE}id/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "voidext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def address(kind: str, key: str) -> str:
    """The IRI of the thing of that kind with that key: ``{BASE}id/{kind}/{key}``.

    Characters that an IRI may not hold are percent-encoded (RFC 3987, section 2.2); a slash in the key
    stays, because provisions and parts of reports are a further path step.
    """
    return f"{BASE}id/{kind}/{quote(key, safe='/()*,.:;@!$&+=~-_')}"


def graph_address(name: str) -> str:
    """The IRI of a named graph; the server answers it with that graph's dump."""
    return f"{BASE}data/{name}"


@cache
def read_yaml(name: str) -> Any:
    """The content of ``ontology/{name}`` (YAML), read once. Treat it as read-only."""
    # The C loader is as safe as SafeLoader and ten times as fast; it is missing where libyaml is.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(data_file(name).read_text("utf-8"), Loader=loader)  # noqa: S506


def data_file(name: str) -> Traversable:
    """The file ``ontology/{name}``, wherever the package is installed."""
    return resources.files(__name__).joinpath(name)


def turtle_files() -> Iterator[Traversable]:
    """The vocabulary and the concept schemes. Relative addresses in them are read against ``BASE``."""
    yield from (data_file(name) for name in ("scrutineer.ttl", "schemes.ttl"))
