"""The dataset's description of itself, made with each build: VoID, DCAT, PROV, examples for SPARQL editors.

VoID (https://www.w3.org/TR/void/) says what there is: its partitions, with those for datatypes that
http://ldf.fi/void-ext# adds, and the ``sh:SPARQLExecutable`` examples are what SPARQL editors read to offer
completion (https://github.com/sib-swiss/sparql-editor). DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) lists
the dumps, PROV-O where a build comes from. Every node has an address, so a build is always described in the
same words; what never changes stands in ``ontology/dataset.ttl``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.build import Build
from graph.description import Description
from graph.dumps import kept_dump
from graph.entailment import ENTAILED_GRAPH
from graph.statistics import Key, Statistics
from graph.writing import BuildWriter
from loaders.triples import Value, about, scr, term
from ontology import BASE, PREFIXES, data_file, graph_address
from queries import Example, Query, canned, examples

DATASET_GRAPH = graph_address("dataset")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

DUMPS: Final = {
    "scrutineer.nq.gz": ("N-Quads", "application/n-quads"),
    "scrutineer.trig.gz": ("TriG", "application/trig"),
    "scrutineer.jsonld.gz": ("JSON-LD", "application/ld+json"),
}
"""The files in which the whole graph can be taken, compressed with gzip: their formats and media types."""


def description(loader_version: str) -> Description:
    """What describes a build that this version of the loader makes."""

    def start(draft: BuildWriter, build: str, created: str) -> Callable[[Statistics], Iterator[Triple]]:
        lasting = [
            *_static(),
            *_dumps(),
            *_graphs(draft),
            *_examples(),
            *_provenance(draft, build, created, loader_version),
        ]
        return lambda counted: chain(lasting, _counts(counted))

    texts = [*(query.text for query in canned().values()), *(example.text for example in examples())]
    return Description(
        DATASET_GRAPH, hashlib.sha256("\n".join([loader_version, *texts]).encode()).hexdigest(), start
    )


def _node(name: str) -> NamedNode:
    return NamedNode(f"{DATASET_GRAPH}#{name}")


DATASET = _node("dataset")


def _static() -> Iterator[Triple]:
    file = data_file("dataset.ttl")
    for statement in parse(file.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE):
        yield statement.triple
    yield from about(DATASET, void_uriSpace=f"{BASE}id/")


def dump(build: Build, name: str) -> Path:
    """The file of ``DUMPS`` with this name, written when it is first asked for.

    :raises DumpError: where it cannot be written
    """
    graphs = build.graphs.keys() - {ENTAILED_GRAPH}  # whoever reads the axioms infers it again
    return kept_dump(build, name, graphs, PREFIXES)


def _dumps() -> Iterator[Triple]:
    for name, (title, media_type) in DUMPS.items():
        distribution, url = _node(name), NamedNode(graph_address(name))
        yield from about(DATASET, dcat_distribution=distribution, void_dataDump=url)
        yield from about(
            distribution,
            "dcat:Distribution",
            dcterms_title=f"All graphs but what the axioms entail, as {title}, compressed",
            dcat_accessURL=url,
            dcat_downloadURL=url,
            dcat_mediaType=NamedNode(MEDIA_TYPES + media_type),
            dcat_compressFormat=NamedNode(f"{MEDIA_TYPES}application/gzip"),
        )


def _graphs(draft: BuildWriter) -> Iterator[Triple]:
    """The named graphs, each a part of the dataset, and the reports, from which all else can be reached."""
    for name, info in draft.graphs().items():
        part = _node(f"graph/{_short(name)}")
        yield from about(DATASET, void_subset=part, sd_namedGraph=part)
        classes = "void:Dataset", "sd:NamedGraph", "sd:Graph"
        yield from about(part, *classes, sd_name=NamedNode(name), sd_graph=part, void_triples=info.quads)
    for statement in draft.matching(predicate=scr("textAvailable")):
        yield from about(DATASET, void_rootResource=statement.subject)


def _examples() -> Iterator[Triple]:
    """The prefixes, and the canned queries as examples, in the way that SPARQL editors look for."""
    prefixes = _node("prefixes")
    for prefix, namespace in PREFIXES.items():
        declaration = _node(f"prefix/{prefix}")
        yield from about(prefixes, sh_declare=declaration)
        yield from about(declaration, "sh:PrefixDeclaration", sh_prefix=prefix)
        yield Triple(declaration, term("sh:namespace"), Literal(namespace, datatype=term("xsd:anyURI")))
    for query in examples():
        yield from _example(query, _node(f"example/{query.name}"), prefixes)
    for canned_query in canned().values():
        yield from _example(canned_query, _node(f"query/{canned_query.name}"), prefixes)


def _example(query: Query | Example, node: NamedNode, prefixes: NamedNode) -> Iterator[Triple]:
    form = re.search(r"^\s*(SELECT|ASK|CONSTRUCT)\b", query.text, re.MULTILINE)
    assert form, "a query has one of these forms"  # noqa: S101
    said: dict[str, Value] = {f"sh_{form[1].lower()}": query.text}
    yield from about(
        node,
        "sh:SPARQLExecutable",
        f"sh:SPARQL{form[1].capitalize()}Executable",
        sh_prefixes=prefixes,
        schema_target=NamedNode(f"{BASE}sparql"),
        **said,
    )
    yield Triple(node, term("rdfs:label"), Literal(query.title, language="en"))
    yield Triple(node, term("rdfs:comment"), Literal(query.description, language="en"))


def _provenance(draft: BuildWriter, build: str, created: str, loader_version: str) -> Iterator[Triple]:
    """What made the build, when, of which files, and from which build before."""
    version, making, loader = _node(f"version/{build}"), _node(f"making/{build}"), _node("loader")
    when = datetime.fromisoformat(created)
    before = _node(f"version/{draft.before}") if draft.before else None
    yield from about(DATASET, dcat_version=build, dcterms_modified=when, prov_wasGeneratedBy=making)
    yield from about(
        version,
        "prov:Entity",
        dcterms_identifier=build,
        prov_specializationOf=DATASET,
        prov_generatedAtTime=when,
        prov_wasGeneratedBy=making,
        prov_wasDerivedFrom=before,
    )
    if before:
        yield from about(
            before, "prov:Entity", dcterms_identifier=draft.before, prov_specializationOf=DATASET
        )
    files = {_node(f"file/{found.value}"): found for found in draft.matching(predicate=scr("sha256"))}
    yield from about(
        making,
        "prov:Activity",
        prov_endedAtTime=when,
        prov_wasAssociatedWith=loader,
        prov_used=[*files, *([before] if before else [])],
    )
    yield from about(loader, "prov:SoftwareAgent", rdfs_label="Scrutineer", loaderVersion=loader_version)
    for file, found in files.items():
        names = [name.value for name in draft.matching(found.subject, scr("fileName"), found.graph)]
        yield from about(file, "prov:Entity", sha256=found.value, fileName=names)


def _counts(counted: Statistics) -> Iterator[Triple]:
    """The numbers: of the whole, and of its partitions by class, property, class linked to, and datatype."""
    examples = [NamedNode(iri) for iri in counted.examples.values() if iri.startswith(f"{BASE}id/")]
    yield from about(
        DATASET,
        void_triples=counted.triples,
        void_distinctSubjects=counted.subjects,
        void_classes=len(counted.classes),
        void_properties=len(counted.properties),
        void_exampleResource=sorted(examples, key=str),
    )
    for key, count in counted.properties.items():
        part = _node(f"property/{_short(*key)}")
        yield from about(DATASET, void_propertyPartition=part)
        yield from about(part, void_property=NamedNode(key[0]), void_triples=count)
    for key, count in counted.classes.items():
        part = _class(key)
        yield from about(DATASET, void_classPartition=part)
        yield from about(part, void_class=NamedNode(key[0]), void_entities=count)
    for key, count in counted.class_properties.items():
        part = _class(key)
        yield from about(_class(key[:1]), void_propertyPartition=part)
        yield from about(part, void_property=NamedNode(key[1]), void_triples=count)
    for key, count in counted.links.items():
        yield from _value_partition(key, count, partition="void_classPartition", of="void_class")
    for key, count in counted.datatypes.items():
        yield from _value_partition(key, count, partition="voidext_datatypePartition", of="voidext_datatype")


def _value_partition(key: Key, count: int, partition: str, of: str) -> Iterator[Triple]:
    part = _class(key)
    linked: dict[str, Value] = {partition: part}
    said: dict[str, Value] = {of: NamedNode(key[2]), "void_triples": count}
    yield from about(_class(key[:2]), **linked)
    yield from about(part, **said)


def _class(key: Key) -> NamedNode:
    return _node(f"class/{_short(*key)}")


def _short(*iris: str) -> str:
    """Addresses as part of an address: as prefixed names where one of our prefixes fits."""
    return "/".join(quote(_prefixed(iri), safe=":") for iri in iris)


def _prefixed(iri: str) -> str:
    for prefix, namespace in {"data": graph_address(""), **PREFIXES}.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
