"""Whose view a sentence gives: the mission's own, that of those it met, or that of the authorities."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from loaders.cues import Cues, cues_of
from ontology import read_yaml

MISSION = "mission"
INTERLOCUTORS = "interlocutors"


@cache
def _attributions(where: str) -> Cues:
    return cues_of(read_yaml("cues/attribution.yaml")[where])


def view_of(text: str, cues: Collection[str] = ()) -> str:
    """Whose view a sentence gives: 'mission', 'interlocutors' or 'authorities'.

    ``cues`` are the words that decide its assessment: of several who speak, the last one before these end
    counts.
    """
    said = min((text.find(cue) + len(cue) for cue in cues), default=len(text))
    speaking = [hit for hit in _attributions("views").find(text) if hit.start < said]
    if speaking:
        return speaking[-1 if cues else 0].cue.label
    behind = _attributions("behind").find(text) if cues else []
    return behind[0].cue.label if behind else MISSION


def speaker_in(text: str, view: str) -> str:
    """The words of a sentence that say that someone holding this view speaks ('' where nobody does)."""
    return next(
        (text[hit.start : hit.end] for hit in _attributions("views").find(text) if hit.cue.label == view), ""
    )
