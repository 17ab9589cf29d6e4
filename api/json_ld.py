"""RDF as JSON-LD 1.1 with short keys (https://www.w3.org/TR/json-ld11/), and the context that explains them.

A thing is one object: what is said of it by key, and under ``@reverse`` what points at it. A key is the name
of a term of our vocabulary, or a prefixed name. Text, whole numbers, true and false are JSON's own; addresses
and dates are plain text where the context says so; all other values say their datatype or language. Decimals
do, because JSON-LD reads 1.5 as an ``xsd:double``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology import BASE, PREFIXES, VOCABULARY, data_file, read_yaml

Node: TypeAlias = dict[str, Any]

TYPE: Final = PREFIXES["rdf"] + "type"
XSD: Final = PREFIXES["xsd"]
OWL: Final = PREFIXES["owl"]
RDFS: Final = PREFIXES["rdfs"]
SH: Final = PREFIXES["sh"]
TERMS: Final = {OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
WRITTEN_PLAIN: Final = {XSD + name for name in ("date", "dateTime", "decimal")}
"""The datatypes that the context gives to our own properties; JSON has the others, or they are rare."""

LARGEST: Final = 2**53
"""Larger whole numbers lose digits in programs that read JSON numbers as IEEE 754 doubles."""

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@cache
def context() -> dict[str, Any]:
    """What stands under ``@context``: made of the vocabulary with its shapes, and ``context.yaml`` for reused
    properties."""
    reused = read_yaml("context.yaml")
    coerced = {name: {"@type": kind} for kind, names in reused.items() for name in names}
    return {"@version": 1.1, "@vocab": VOCABULARY, **PREFIXES, **_own_terms(), **coerced}


def _own_terms() -> dict[str, Any]:
    said = _said("scrutineer.ttl")
    # Days are no datatype of OWL 2 RL: that a value is one is said in the shapes.
    for shape in _said("shapes.ttl").values():
        for iri in shape[f"{SH}path"]:
            said[iri][f"{RDFS}range"] |= shape[f"{SH}datatype"] & {f"{XSD}date"}
    terms: dict[str, Any] = {}
    for iri, about in sorted(said.items()):
        if iri.startswith(VOCABULARY) and about[TYPE] & TERMS:
            name = iri.removeprefix(VOCABULARY)
            kind = _kind(about)
            terms[name] = {"@id": f"scr:{name}", "@type": kind} if kind else f"scr:{name}"
    return terms


def _said(name: str) -> dict[str, dict[str, set[str]]]:
    """What a Turtle file of the vocabulary says of each thing: the addresses that each property leads to."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in parse(data_file(name).read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE):
        if isinstance(quad.object, NamedNode):
            said[str(getattr(quad.subject, "value", ""))][quad.predicate.value].add(quad.object.value)
    return said


def _kind(about: Mapping[str, set[str]]) -> str | None:
    """What a property's values are written as: an address, a word of our vocabulary, a literal of a datatype;
    None for whatever says itself what it is."""
    ranges = about[f"{RDFS}range"]
    if OWL + "ObjectProperty" in about[TYPE]:
        return "@vocab" if PREFIXES["skos"] + "Concept" in ranges else "@id"
    return next((_short(iri) for iri in ranges & WRITTEN_PLAIN), None)


def document(triples: Iterable[Triple], context_address: str, thing: str | None = None) -> str:
    """Triples as a JSON-LD document that names its context by address.

    :param thing: the IRI of the thing that the document is about; without it, or where other things are
        described too, the document is a list of things
    """
    nodes: dict[str, Node] = {}
    pointing: dict[str, list[Node]] = {}
    for triple in sorted(triples, key=str):
        subject = _name(triple.subject)
        if subject != thing and isinstance(triple.object, NamedNode) and triple.object.value == thing:
            pointing.setdefault(_key(triple.predicate.value), []).append({"@id": subject})
        else:
            _add(nodes.setdefault(subject, {"@id": subject}), triple)
    about = [_tidy(node) for node in nodes.values()]
    if thing is not None:
        about.sort(key=lambda node: node["@id"] != thing)
        root = about.pop(0) if about and about[0]["@id"] == thing else {"@id": thing}
        others = {"@included": about} if about else {}
        found = {**root, **({"@reverse": pointing} if pointing else {}), **others}
    else:
        found = {"@graph": about}
    return json.dumps({"@context": context_address, **found}, ensure_ascii=False, indent=1) + "\n"


def _add(node: Node, triple: Triple) -> None:
    if triple.predicate.value == TYPE and isinstance(triple.object, NamedNode):
        node.setdefault("@type", []).append(_word(triple.object.value))
        return
    key = _key(triple.predicate.value)
    definition = context().get(key)
    coerced = definition.get("@type") if isinstance(definition, dict) else None
    node.setdefault(key, []).append(_value(triple.object, coerced))


def _tidy(node: Node) -> Node:
    """A single value stands alone, the type comes second, the other keys in order."""
    alone = {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()
    }
    return {key: alone[key] for key in sorted(alone, key=lambda key: (key != "@id", key != "@type", key))}


def _value(value: object, coerced: str | None) -> Any:
    if isinstance(value, Literal):
        return _literal(value, coerced)
    assert isinstance(value, NamedNode | BlankNode), "RDF 1.1 has no other terms"  # noqa: S101
    name = _name(value)
    if coerced == "@vocab":
        return _word(name)
    return name if coerced == "@id" else {"@id": name}


def _literal(value: Literal, coerced: str | None) -> Any:
    datatype = value.datatype.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if coerced and coerced == _short(datatype):
        return value.value
    plain = _plain(value.value, datatype)
    if plain is None:
        return {"@value": value.value, "@type": _short(datatype)}
    return {"@value": plain} if coerced else plain


def _plain(text: str, datatype: str) -> str | int | bool | None:
    """A literal as JSON has it, where reading that gives the same literal again."""
    if datatype == f"{XSD}string":
        return text
    if datatype == f"{XSD}boolean" and text in ("true", "false"):
        return text == "true"
    if datatype == f"{XSD}integer" and re.fullmatch(r"0|-?[1-9]\d*", text) and abs(int(text)) < LARGEST:
        return int(text)
    return None


def _name(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _word(iri: str) -> str:
    """An address as a class or a concept is written: by its name where it is ours."""
    name = iri.removeprefix(VOCABULARY)
    if name != iri and WORD.fullmatch(name) and name not in PREFIXES:
        return name
    return iri if iri.startswith(BASE) else _short(iri)


_key = _word


def _short(iri: str) -> str:
    """An address as a prefixed name where one of our prefixes fits."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri
