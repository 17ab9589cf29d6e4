"""What leads to a concept: the headings and words of ``ontology/`` by which a statement's topics are told."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.topics import NONE
from loaders.triples import about
from ontology import address, read_yaml


def describe_topic_words() -> Iterator[Triple]:
    """For each topic the section headings (``skos:hiddenLabel``) and phrases (``scr:cuePhrase``) of it."""
    for kind in read_yaml("sections.yaml").values():
        for topic in kind["topics"]:
            yield from about(NamedNode(address("topic", topic)), skos_hiddenLabel=kind["words"])
    for topic, phrases in read_yaml("cues/topics.yaml").items():
        if topic != NONE:
            yield from about(NamedNode(address("topic", topic)), cuePhrase=phrases)
