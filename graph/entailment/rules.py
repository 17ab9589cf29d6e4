"""The axioms of a graph as rules: from triples like these follows a triple like that.

Each rule is one of the OWL 2 RL/RDF rules (https://www.w3.org/TR/owl2-profiles/, section 4.3), written out
for the terms of one axiom: a new axiom in the vocabulary needs no new code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TYPE: Final = NamedNode(f"{RDF}type")

Node: TypeAlias = NamedNode | BlankNode | Literal | Triple
Bindings: TypeAlias = dict[str, Node]


class Pattern(NamedTuple):
    """A triple whose ``subject`` and ``object`` may be variables, which are strings."""

    subject: str
    predicate: NamedNode
    object: str | NamedNode | Literal

    def match(self, triple: Triple, known: Bindings) -> Bindings | None:
        """``known`` and what the variables stand for in ``triple``; None where it does not fit."""
        if triple.predicate != self.predicate:
            return None
        found = dict(known)
        for ours, theirs in ((self.subject, triple.subject), (self.object, triple.object)):
            if (found.setdefault(ours, theirs) if isinstance(ours, str) else ours) != theirs:
                return None
        return found


class Rule(NamedTuple):
    """Where there are triples like all of ``body``, there is one like ``head``."""

    head: Pattern
    body: tuple[Pattern, ...]


def rules_of(store: Store) -> frozenset[Rule]:
    """The rules that the axioms in a store's default graph stand for.

    Of unnamed classes those count that hold whatever has a certain value (``owl:hasValue``). Axioms about
    other unnamed classes and about datatypes give no rule, nor do those from which nothing follows but that
    data are wrong or two names mean one thing: disjointness, functional properties. That the subclass of a
    subclass is a subclass, and other rules about the axioms themselves, are left out: what they say of things
    follows without them.
    """
    rules = {rule for rule in _read(store) if rule.head not in rule.body}
    return frozenset(rules)


def _read(store: Store) -> Iterator[Rule]:
    for lower, upper in _members(store, f"{RDFS}subClassOf"):  # cax-sco
        yield Rule(upper, (lower,))
    for one, other in _members(store, f"{OWL}equivalentClass"):  # cax-eqc1, cax-eqc2
        yield Rule(one, (other,))
        yield Rule(other, (one,))
    for axiom, make in _ONE_WAY.items():
        yield from (make(first, second) for first, second in _pairs(store, axiom))
    for axiom, make in _BOTH_WAYS.items():
        for first, second in _pairs(store, axiom):
            yield make(first, second)
            yield make(second, first)
    for symmetric in _instances(store, "SymmetricProperty"):  # prp-symp
        yield _inverse(symmetric, symmetric)
    for transitive in _instances(store, "TransitiveProperty"):  # prp-trp
        yield _chain(transitive, [transitive, transitive])
    for quad in store.quads_for_pattern(None, NamedNode(f"{OWL}propertyChainAxiom"), None, DefaultGraph()):
        links = _list(store, quad.object)
        if isinstance(quad.subject, NamedNode) and links:  # prp-spo2
            yield _chain(quad.subject, links)


def _domain(property_: NamedNode, kind: NamedNode) -> Rule:
    return Rule(Pattern("x", TYPE, kind), (Pattern("x", property_, "y"),))


def _range(property_: NamedNode, kind: NamedNode) -> Rule:
    return Rule(Pattern("y", TYPE, kind), (Pattern("x", property_, "y"),))


def _property(lower: NamedNode, upper: NamedNode) -> Rule:
    return Rule(Pattern("x", upper, "y"), (Pattern("x", lower, "y"),))


def _inverse(one: NamedNode, other: NamedNode) -> Rule:
    return Rule(Pattern("y", other, "x"), (Pattern("x", one, "y"),))


def _chain(whole: NamedNode, links: list[NamedNode]) -> Rule:
    steps = tuple(Pattern(f"x{n}", link, f"x{n + 1}") for n, link in enumerate(links))
    return Rule(Pattern("x0", whole, f"x{len(links)}"), steps)


_Make: TypeAlias = Callable[[NamedNode, NamedNode], Rule]
_ONE_WAY: Final[dict[str, _Make]] = {
    f"{RDFS}subPropertyOf": _property,  # prp-spo1
    f"{RDFS}domain": _domain,  # prp-dom
    f"{RDFS}range": _range,  # prp-rng
}
_BOTH_WAYS: Final[dict[str, _Make]] = {
    f"{OWL}equivalentProperty": _property,  # prp-eqp1, prp-eqp2
    f"{OWL}inverseOf": _inverse,  # prp-inv1, prp-inv2
}


def _members(store: Store, axiom: str) -> Iterator[tuple[Pattern, Pattern]]:
    """What the members of two classes look like that an axiom speaks of."""
    for quad in store.quads_for_pattern(None, NamedNode(axiom), None, DefaultGraph()):
        one, other = _member(store, quad.subject), _member(store, quad.object)
        if one and other:
            yield one, other


def _member(store: Store, class_: Node) -> Pattern | None:
    """What a member of a class looks like: it has the class as its type, or for ``owl:hasValue`` the value of
    the property (cls-hv1, cls-hv2). None for other unnamed classes and for datatypes.
    """
    if isinstance(class_, NamedNode):
        return None if _is_datatype(class_) else Pattern("x", TYPE, class_)
    property_, value = (_value(store, class_, f"{OWL}{name}") for name in ("onProperty", "hasValue"))
    if isinstance(property_, NamedNode) and isinstance(value, NamedNode | Literal):
        return Pattern("x", property_, value)
    return None


def _pairs(store: Store, axiom: str) -> Iterator[tuple[NamedNode, NamedNode]]:
    """What an axiom says of two named terms. Datatypes are left out, for no literal is a subject."""
    for quad in store.quads_for_pattern(None, NamedNode(axiom), None, DefaultGraph()):
        one, other = quad.subject, quad.object
        if isinstance(one, NamedNode) and isinstance(other, NamedNode) and not _is_datatype(other):
            yield one, other


def _is_datatype(term: NamedNode) -> bool:
    return term.value.startswith(XSD) or term.value in (f"{RDFS}Literal", f"{RDF}langString")


def _instances(store: Store, kind: str) -> Iterator[NamedNode]:
    for quad in store.quads_for_pattern(None, TYPE, NamedNode(OWL + kind), DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _list(store: Store, head: Node) -> list[NamedNode]:
    """The members of an RDF list of named terms; none of a list that is broken or has other members."""
    members: list[NamedNode] = []
    passed: set[Node] = set()
    while isinstance(head, BlankNode) and head not in passed:
        passed.add(head)
        first, rest = (_value(store, head, f"{RDF}{name}") for name in ("first", "rest"))
        if not isinstance(first, NamedNode) or rest is None:
            return []
        members.append(first)
        head = rest
    return members if head == NamedNode(f"{RDF}nil") else []


def _value(store: Store, node: Node, property_: str) -> Node | None:
    if not isinstance(node, BlankNode):
        return None
    found = store.quads_for_pattern(node, NamedNode(property_), None, DefaultGraph())
    return next((quad.object for quad in found), None)
