"""The words of ``ontology/laws.yaml`` that tell domestic acts; what the names of one act have in common."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from loaders.names import fold
from ontology import read_yaml


def subject_of(name: str, noun: str) -> str:
    """What two names of one act have in common, whatever the order of their words."""
    return " ".join([family(noun), *sorted(topic(name, noun))])


def family(noun: str) -> str:
    """The noun in small letters; one for those that reports use for one another: Act, Statute and Law."""
    return "law" if noun in ("Act", "Statute") else noun.lower()


def topic(name: str, noun: str) -> list[str]:
    """The words of a name that tell what the act is about."""
    before, _, behind = name.partition(noun)
    ranks = {fold(rank) for rank in law_words("ranks")}
    if re.search(r"[a-z]{3}", behind):
        behind = re.sub(r"^ (?:(?:No|Nr)\.? ?)?\d[\d/-]*", "", behind)
    return [word for word in fold(before).split() if word not in ranks] + fold(behind).split()


@cache
def law_nouns() -> dict[str, dict[str, Any]]:
    """The nouns that acts are called by, and what ``ontology/laws.yaml`` says of each."""
    heads: dict[str, dict[str, Any]] = read_yaml("laws.yaml")["heads"]
    return heads


@cache
def law_words(key: str) -> frozenset[str]:
    """The words of a list in ``ontology/laws.yaml``."""
    return frozenset(read_yaml("laws.yaml")[key])
