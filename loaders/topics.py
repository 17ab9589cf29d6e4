"""What a statement is about: the topics of ``ontology/schemes.ttl``, by its words and by its section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from loaders.cues import Cues, cues_of
from loaders.model import Block, Section
from ontology import read_yaml

NONE = "none"
"""The label of phrases that belong to no topic and keep a topic's words in them from counting."""

_POINTS_BACK = re.compile(r"(?:This|These|Those|Such|It|They|Thus|Combined|As a result|Nevertheless)\b")


@cache
def _cues() -> Cues:
    return cues_of(read_yaml("cues/topics.yaml"))


def topics_of(text: str, section_topics: Sequence[str] = ()) -> tuple[str, ...]:
    """The topics that the words of ``text`` name, the most often named first, then those of its section."""
    named = Counter(hit.cue.label for hit in _cues().find(text) if hit.cue.label != NONE)
    return tuple(dict.fromkeys([*(topic for topic, _ in named.most_common()), *section_topics]))


def leading_topics(text: str) -> tuple[str, ...]:
    """The topics that a text is about more than the others it touches: those named at least two thirds as
    often as the one most often named. (Measured on 102 recommendations whose topics were given by hand: the
    share of topics in common is 0.68, with all topics that are named 0.62.)
    """
    named = Counter(hit.cue.label for hit in _cues().find(text) if hit.cue.label != NONE).most_common()
    return tuple(topic for topic, times in named if 3 * times >= 2 * named[0][1])


def topics_of_section(path: Iterable[Section]) -> tuple[str, ...]:
    """The topics of the innermost section of ``path`` (innermost first) that has any: those of its kind, and
    those that its heading names besides ("Tabulation and Announcement of Results").
    """
    kinds = read_yaml("sections.yaml")
    for section in path:
        if section.kind and kinds[section.kind]["topics"]:
            return topics_of(section.title, kinds[section.kind]["topics"])
    return ()


def topics_by_sentence(block: Block, path: Sequence[Section]) -> list[tuple[str, ...]]:
    """The topics of each sentence of a block, in their order.

    A sentence that names none, or points back ("This limits …"), is about what the sentence before it is
    about; where that says nothing either, it is about what the block as a whole is about.
    """
    of_section, of_block = topics_of_section(path), topics_of(block.text)
    topics: list[tuple[str, ...]] = []
    before: tuple[str, ...] = ()
    for sentence in block.sentences:
        named = topics_of(sentence.text)
        if not named or _POINTS_BACK.match(sentence.text):
            named = tuple(dict.fromkeys([*named, *before]))
        topics.append(tuple(dict.fromkeys([*named, *of_section])) or of_block[:1])
        before = named
    return topics
