"""What follows from rules and triples, and what no longer does.

Additions are followed up from the new triples alone (semi-naive evaluation). Removals are made by "delete and
rederive" (A. Gupta, I. S. Mumick, V. S. Subrahmanian: Maintaining Views Incrementally, SIGMOD 1993): all that
may have rested on what is gone is taken out, and what still follows from the rest is put back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from graph.entailment.rules import TYPE, Bindings, Node, Pattern, Rule


class Inference:
    """Rules, and how they are applied to the default graph of a store."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_body: dict[Node, list[tuple[Pattern, Rule, list[Pattern]]]] = defaultdict(list)
        self._by_head: dict[Node, list[Rule]] = defaultdict(list)
        for rule in sorted(rules, key=str):
            self._by_head[_key(rule.head)].append(rule)
            for at, pattern in enumerate(rule.body):
                others = [*rule.body[:at], *rule.body[at + 1 :]]
                self._by_body[_key(pattern)].append((pattern, rule, others))

    def following(self, triple: Triple, store: Store) -> Iterator[Triple]:
        """What follows in one step from a triple and those of a store, known or not."""
        for pattern, rule, others in self._by_body.get(_key(triple), ()):
            known = pattern.match(triple, {})
            for found in () if known is None else _solutions(others, known, store):
                yield from _instance(rule.head, found)

    def follows(self, triple: Triple, store: Store) -> bool:
        """Whether a triple follows in one step from those of a store."""
        for rule in self._by_head.get(_key(triple), ()):
            known = rule.head.match(triple, {})
            if known is not None and any(True for _ in _solutions(rule.body, known, store)):
                return True
        return False

    def extend(self, store: Store, fresh: Iterable[Triple], graph: NamedNode) -> int:
        """Put into ``graph``, and into the default graph, what follows from ``fresh`` and was not there yet.

        :param fresh: triples that the store holds
        :return: how many triples follow
        """
        step, number = set(fresh), 0
        while step:
            found = {new for triple in step for new in self.following(triple, store)}
            step = {triple for triple in found if Quad(*triple) not in store}
            add(store, step, graph)
            number += len(step)
        return number

    def shaken(self, before: Store, gone: Iterable[Triple]) -> set[Triple]:
        """All that ``gone`` had a part in, directly or not, in a store that held all that follows from it."""
        step = set(gone)
        shaken: set[Triple] = set()
        while step:
            found = {new for triple in step for new in self.following(triple, before)}
            step = found - shaken
            shaken |= step
        return shaken


def add(store: Store, triples: Iterable[Triple], graph: NamedNode) -> None:
    """Put triples into a graph of a store and into its default graph."""
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object, name)
        for triple in triples
        for name in (DefaultGraph(), graph)
    )


def _key(triple: Triple | Pattern) -> Node:
    """What decides which rules are tried: the class of a type statement, else the property."""
    is_type = triple.predicate == TYPE and not isinstance(triple.object, str)
    return triple.object if is_type else triple.predicate  # type: ignore[return-value]


def _solutions(patterns: Sequence[Pattern], known: Bindings, store: Store) -> Iterator[Bindings]:
    """The ways to read all of the patterns in the default graph of a store."""
    if not patterns:
        yield known
        return
    # What is bound at one end is few triples; a rule's patterns hang together, so there is always one.
    at = next(n for n, pattern in enumerate(patterns) if pattern.subject in known or pattern.object in known)
    pattern, others = patterns[at], [*patterns[:at], *patterns[at + 1 :]]
    subject = known.get(pattern.subject)
    value = known.get(pattern.object) if isinstance(pattern.object, str) else pattern.object
    if isinstance(subject, Literal):
        return
    for quad in store.quads_for_pattern(subject, pattern.predicate, value, DefaultGraph()):
        found = pattern.match(quad.triple, known)
        if found is not None:
            yield from _solutions(others, found, store)


def _instance(head: Pattern, found: Bindings) -> Iterator[Triple]:
    subject = found[head.subject]
    value = found[head.object] if isinstance(head.object, str) else head.object
    if isinstance(subject, NamedNode | BlankNode):
        yield Triple(subject, head.predicate, value)
