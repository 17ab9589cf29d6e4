"""``python -m tests.documentation``: write the documentation of ``ontology/scrutineer.ttl`` again.

pyLODE (https://github.com/RDFLib/pyLODE) documents the terms. It is not needed where the pages are served:
what it writes is kept in ``api/templates/_terms.html``, and a test says when that is out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from pylode import OntPub
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology import PREFIXES, VOCABULARY, data_file

WRITTEN = Path(__file__).resolve().parents[1] / "api" / "templates" / "_terms.html"
PARTS = ("classes", "objectproperties", "datatypeproperties", "annotationproperties")
_PROPERTY_KINDS = {
    OWL.FunctionalProperty: "Has one value at most.",
    OWL.SymmetricProperty: "Holds in both directions.",
    OWL.TransitiveProperty: "Carries over from part to whole, step by step (transitive).",
}
_ANCHOR = re.compile(r'(id="|href="#)([^"]+)"')


def documentation() -> str:
    """The classes as a tree, and every term with what it says, as HTML without head or style."""
    graph = Graph().parse(data=data_file("scrutineer.ttl").read_text("utf-8"), format="turtle")
    return f"{_tree(graph)}\n{_terms(graph)}\n"


def _tree(graph: Graph) -> str:
    classes = [term for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)]
    own = {term for term in classes if term.startswith(VOCABULARY)}
    tops = sorted(term for term in own if not own & set(graph.objects(term, RDFS.subClassOf)))
    branches = "".join(_branch(graph, term, own) for term in tops)
    return f'<ul class="class-tree">{branches}</ul>'


def _branch(graph: Graph, term: URIRef, own: set[URIRef]) -> str:
    name = term.removeprefix(VOCABULARY)
    elsewhere = sorted(
        _compact(above)
        for above in graph.objects(term, RDFS.subClassOf)
        if isinstance(above, URIRef) and above not in own
    )
    beside = f" <small>a kind of {', '.join(elsewhere)}</small>" if elsewhere else ""
    below = sorted(own & set(graph.subjects(RDFS.subClassOf, term)))
    branches = "".join(_branch(graph, each, own) for each in below)
    inside = f"<ul>{branches}</ul>" if branches else ""
    return f'<li><a href="#{name}">{escape(str(graph.value(term, RDFS.label)))}</a>{beside}{inside}</li>'


def _compact(term: Node) -> str:
    return next(
        f"{prefix}:{str(term).removeprefix(namespace)}"
        for prefix, namespace in PREFIXES.items()
        if str(term).startswith(namespace)
    )


def _terms(graph: Graph) -> str:
    for term, axiom in list(_axioms(graph)):
        graph.add((term, SKOS.note, Literal(axiom)))
    # Said in words above, and the same of every term.
    graph.remove((None, OWL.equivalentClass, None))
    graph.remove((None, RDFS.isDefinedBy, None))
    page = OntPub(ontology=graph)
    page.make_html()
    # pyLODE names its anchors after labels; an address must lead to its term by its own name.
    names = {anchor: iri.removeprefix(VOCABULARY) for iri, anchor in page.fids.items()}
    parts = [part for part in page.content.children if getattr(part, "attributes", {}).get("id") in PARTS]
    html = "\n".join(part.render() for part in parts)
    html = re.sub(r'<a class="hover_property"[^>]*>(.*?)</a>', r"\1", html)
    return _ANCHOR.sub(lambda found: f'{found[1]}{names.get(found[2], found[2])}"', html)


def _axioms(graph: Graph) -> Iterator[tuple[Node, str]]:
    """What the vocabulary entails of its properties, in words; pyLODE leaves these axioms out."""
    for term, other in graph.subject_objects(OWL.inverseOf):
        yield term, f"The inverse of {_compact(other)}."
        yield other, f"The inverse of {_compact(term)}."
    for kind, words in _PROPERTY_KINDS.items():
        for term in graph.subjects(RDF.type, kind):
            yield term, words
    for term, told in graph.subject_objects(OWL.equivalentClass):
        property_, value = graph.value(told, OWL.onProperty), graph.value(told, OWL.hasValue)
        if property_ and value:
            yield term, f"Whatever has the {graph.value(property_, RDFS.label)} {_compact(value)}."
    for term, chain in graph.subject_objects(OWL.propertyChainAxiom):
        links = ", then ".join(_compact(link) for link in Collection(graph, chain))
        yield term, f"Entailed by {links}."


def main() -> int:
    """Write the file."""
    WRITTEN.write_text(documentation(), "utf-8")
    print(f"{WRITTEN}: {WRITTEN.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
