"""What a statement is about: the topics of INTERFACES.md, told by its words and by the section it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from loaders.cues import Cues, cues_of
from loaders.model import Section
from ontology import read_yaml


@cache
def _cues() -> Cues:
    return cues_of(read_yaml("cues/topics.yaml"))


def topics_of(text: str, section_topics: Sequence[str] = ()) -> tuple[str, ...]:
    """The topics that the words of ``text`` name, the most often named first, then those of its section."""
    named = Counter(hit.cue.label for hit in _cues().find(text))
    return tuple(dict.fromkeys([*(topic for topic, _ in named.most_common()), *section_topics]))


def topics_of_section(path: Iterable[Section]) -> tuple[str, ...]:
    """The topics of the innermost section of ``path`` (innermost first) that has any."""
    kinds = read_yaml("sections.yaml")
    return next((tuple(t) for section in path if section.kind and (t := kinds[section.kind]["topics"])), ())
