"""A body as one place introduces it, and the words of ``ontology/bodies.yaml`` that tell bodies and kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ontology import read_yaml


@dataclass(frozen=True, slots=True)
class Introduction:
    """A body as one place introduces it; the name stands at ``text[start:end]``."""

    name: str
    kind: str
    start: int
    end: int
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    own: str = ""
    """The proper name where a description goes before it: 'Tide' in 'the Labour Party of Varland Tide'."""


def kind_of(name: str, noun: str) -> str:
    """The kind of a body by the words of its name; '' as noun leaves the words alone to decide."""
    own = next((kind for kind, head in body_heads().items() if noun in head["nouns"]), "other")
    for rule in read_yaml("bodies.yaml")["kinds"]:
        fits = noun in rule["nouns"] if rule["nouns"] else own not in ("media", "party")
        if fits and any(re.search(rf"\b{re.escape(word)}\b", name) for word in rule["words"]):
            return str(rule["kind"])
    return own


@cache
def body_heads() -> dict[str, dict[str, Any]]:
    """What ``ontology/bodies.yaml`` says of the nouns that bodies are called by, by the kind of body."""
    heads: dict[str, dict[str, Any]] = read_yaml("bodies.yaml")["heads"]
    return heads


@cache
def body_nouns() -> frozenset[str]:
    """All those nouns, in the singular."""
    return frozenset(noun for head in body_heads().values() for noun in head["nouns"])


@cache
def listed_words(key: str) -> frozenset[str]:
    """The words of a list in ``ontology/bodies.yaml``."""
    return frozenset(read_yaml("bodies.yaml")[key])
