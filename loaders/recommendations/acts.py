"""What kind of act a recommendation asks for: a change of law, of practice, or only that it be considered."""

from __future__ import annotations

import re
from functools import cache

from loaders.cues import Cues, cues_of
from loaders.model import Act
from loaders.recommendations.clauses import Clause, advice, main_subject
from ontology import read_yaml

_HEAD = 7
"""How many of the first words of a long subject say what it is."""

_BY_LABEL = {"law": Act.LAW, "rules": Act.LAW, "practice": Act.PRACTICE}


def acts_of(clause: Clause) -> tuple[Act, ...]:
    """The kinds of act that a clause asks for: at most one of law and practice, and consideration besides.

    What a law is changed for ("… be amended to ensure that …") is not asked for itself: law goes first.
    """
    label = label_of(clause)
    acts = [_BY_LABEL[label]] if label else []
    if _consideration().find(clause.text):
        acts.append(Act.CONSIDERATION)
    return tuple(acts)


def label_of(clause: Clause) -> str:
    """'law', 'rules' (below the law), 'practice', or '' where the words tell none.

    A long subject is read by its first words as well: 'the restriction of … of … should be lifted'.
    """
    subject = main_subject(clause)
    head = " ".join(subject.split()[:_HEAD])
    asked = clause.act[: end.start()] if (end := _purpose().search(clause.act)) else clause.act
    labels = _acts().labels(f"{subject} {clause.act}") | _acts().labels(f"{head} {clause.act}")
    for label in ("law", "rules"):
        if label in labels:
            return label
    return "practice" if "practice" in _acts().labels(f"{subject} {asked}") else ""


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile("|".join(advice("purposes")), re.I)


@cache
def _acts() -> Cues:
    return cues_of(read_yaml("cues/advice.yaml")["acts"])


@cache
def _consideration() -> Cues:
    return cues_of({"consideration": read_yaml("cues/advice.yaml")["consideration"]})
