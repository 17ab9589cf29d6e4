"""Loading report files into the next build of the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from graph.builds import Build, Builds
from graph.errors import ScrutineerError
from graph.writing import BuildWriter
from loaders.ahead import Ahead, reading_ahead
from loaders.citations.register import Register
from loaders.country_register import own_registers
from loaders.dataset import description
from loaders.describe import describe
from loaders.describe.concepts import describe_topic_words
from loaders.describe.registers import Country, describe_country_register
from loaders.describe.standards import describe_register
from loaders.errors import ReportError, UnclearIdentityError
from loaders.extraction import extract
from loaders.files import collect, prefer_text, unreadable
from loaders.given import Given
from loaders.links import LINKS_GRAPH, links
from loaders.model import Extraction, Identity, Report
from loaders.reading import read_report
from loaders.triples import scr, term
from ontology import BASE, graph_address, turtle_files

VOCABULARY_GRAPH = graph_address("ontology")
STANDARDS_GRAPH = graph_address("standards")
REGISTERS_GRAPH = graph_address("registers")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found in one file. An ``unchanged`` file was not read again: it has no counts."""

    path: Path
    report_id: str
    unchanged: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a load: the files loaded, the errors of those that were not, and the build that is now
    served (None where there is nothing to serve). ``passed_over`` are PDFs that were not read because the
    text of the same report was.
    """

    loaded: tuple[Loaded, ...]
    errors: tuple[ScrutineerError, ...]
    build: Build | None
    passed_over: tuple[Path, ...] = ()


def load(
    paths: Sequence[Path],
    builds: Builds,
    report_id: str | None = None,
    progress: Callable[[Iterable[Path]], Iterable[Path]] = iter,
) -> Outcome:
    """Read report files and publish a build that holds them, beside the reports that are there already.

    A file that cannot be loaded leaves the others and the graph alone. ``report_id`` names the report where
    one file is loaded whose text does not; ``progress`` wraps the files as they are worked through.
    Raises StoreLocked, StoreUnusable (see ``graph.errors``).
    """
    files, errors = collect(paths)
    files, passed_over = prefer_text(files)
    if report_id and len(files) != 1:
        raise UnclearIdentityError(
            f"--id names one report, but {len(files)} files were given. Load them singly."
        )
    register = Register.load()
    loaded: list[Loaded] = []
    with reading_ahead(partial(_read, report_id, register), files) as ahead, builds.writer() as writer:
        _drop_bundled(writer, builds.current())
        known = _Known(writer)
        ahead.begin(_to_read(files, report_id, known))
        for path in progress(files):
            try:
                loaded.append(_load_file(path, report_id, writer, register, known, ahead))
            except ReportError as error:
                errors.append(error)
        if not known.reports:
            return Outcome(tuple(loaded), tuple(errors), builds.current(), passed_over)
        writer.replace_graph(VOCABULARY_GRAPH, vocabulary())
        writer.replace_graph(STANDARDS_GRAPH, describe_register(register))
        if known_beforehand := list(registers(writer)):
            writer.replace_graph(REGISTERS_GRAPH, known_beforehand)
        else:
            writer.remove_graph(REGISTERS_GRAPH)
        writer.replace_graph(LINKS_GRAPH, links(writer))
        described = description(loader_version())
        return Outcome(tuple(loaded), tuple(errors), writer.publish(description=described), passed_over)


class _Known:
    """The reports of the graph: which files they were made from, and when they were issued.

    ``made`` says for the digest of a file which report was made from it, and by what (``_maker``).
    """

    def __init__(self, writer: BuildWriter) -> None:
        self.reports: set[str] = set()
        self.made: dict[str, tuple[str, str]] = {}
        self._issued: dict[str, date] = {}
        self._fresh: dict[str, Path] = {}
        for statement in writer.matching(predicate=scr("sha256")):
            report_id = statement.graph.rpartition("/")[2]
            maker = next(writer.matching(statement.subject, scr("loaderVersion"), statement.graph))
            self.made[statement.value] = report_id, maker.value
            self.reports.add(report_id)
            for issued in writer.matching(predicate=term("dcterms:issued"), graph=statement.graph):
                self._issued[report_id] = date.fromisoformat(issued.value)

    def take(self, report: Report, path: Path) -> Report:
        """Note a report, under the identifier it goes by: a second report of one type for one election,
        issued later, gets ``-2``.

        Raises UnclearIdentityError where two files of one batch cannot be told apart, or came in the wrong
        order.
        """
        identity = report.identity
        first, nth = identity.report_id, 1
        while identity.report_id in self.reports and self._is_other(identity):
            if self._comes_before(identity):
                raise UnclearIdentityError(
                    f"{path} was issued before {identity.report_id}, which is loaded already. "
                    "Load the two again in the order of their dates, or name them with --id."
                )
            nth += 1
            identity = replace(identity, report_id=f"{first}-{nth}")
        other = self._fresh.setdefault(identity.report_id, path)
        if other != path:
            raise UnclearIdentityError(
                f"{path} and {other} are both read as {first}. Load one of them alone, "
                f"or name it with --id {first}-2 if it is a second report."
            )
        self.reports.add(identity.report_id)
        if identity.issued:
            self._issued[identity.report_id] = identity.issued
        return replace(report, identity=identity)

    def _is_other(self, identity: Identity) -> bool:
        issued = self._issued.get(identity.report_id)
        return None not in (issued, identity.issued) and issued != identity.issued

    def _comes_before(self, identity: Identity) -> bool:
        issued = self._issued.get(identity.report_id)
        return bool(issued and identity.issued and identity.issued < issued)


def _read(report_id: str | None, register: Register, path: Path) -> Extraction:
    return extract(read_report(path, Given.of(path, report_id)), register)


def _unchanged(path: Path, report_id: str | None, known: _Known) -> tuple[str, str | None, bool]:
    """The digest of a file, the report that was made from it, and whether that still holds."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error
    given = Given.of(path, report_id)
    before, made_by = known.made.get(digest, (None, None))
    return digest, before, made_by == _maker(path) and given.report_id in (None, before)


def _to_read(files: Iterable[Path], report_id: str | None, known: _Known) -> Iterator[Path]:
    for path in files:
        try:
            if not _unchanged(path, report_id, known)[2]:
                yield path
        except ReportError:
            pass  # told when it is the file's turn


def _load_file(
    path: Path,
    report_id: str | None,
    writer: BuildWriter,
    register: Register,
    known: _Known,
    ahead: Ahead[Extraction],
) -> Loaded:
    digest, before, unchanged = _unchanged(path, report_id, known)
    if before and unchanged:
        return Loaded(path, before, unchanged=True)
    extraction = ahead.result(path)
    report = known.take(extraction.report, path)
    extraction = replace(extraction, report=report)
    now = datetime.now(UTC).replace(microsecond=0)
    identifier, maker = report.identity.report_id, _maker(path)
    writer.replace_graph(graph_address(identifier), describe(extraction, register, maker, now))
    if before and before != identifier:  # the file goes by another name now, and is one report
        writer.remove_graph(graph_address(before))
        known.reports.discard(before)
    known.made[digest] = identifier, maker
    return Loaded(path, identifier, counts=_counts(extraction), warnings=report.warnings)


def _counts(extraction: Extraction) -> dict[str, int]:
    report = extraction.report
    resolved = sum(citation.instrument is not None for citation in extraction.citations)
    return {
        "sections": len(report.sections),
        "paragraphs": len(report.blocks),
        "footnotes": len(report.footnotes),
        "citations": resolved,
        "unresolved": len(extraction.citations) - resolved,
        "findings": len(extraction.findings),
        "recommendations": len(extraction.recommendations),
        "follow-ups": len(extraction.follow_ups),
    }


def _drop_bundled(writer: BuildWriter, current: Build | None) -> None:
    """Reports of one's own take the place of the bundled graph, which stands in for reports one lacks."""
    if current and current.bundled:
        for graph in writer.graphs():
            writer.remove_graph(graph)


def vocabulary() -> Iterator[Triple]:
    """The triples of the vocabulary and the concept schemes, with the words that lead to a topic."""
    for file in turtle_files():
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE, base_iri=BASE):
            yield quad.triple
    yield from describe_topic_words()


def registers(writer: BuildWriter) -> Iterator[Triple]:
    """The triples of the registers of the countries that a draft's reports are about."""
    countries = {
        Country(code.value, name.value)
        for code in writer.matching(predicate=scr("countryCode"))
        for name in writer.matching(code.subject, term("rdfs:label"), code.graph)
    }
    for country in sorted(countries, key=lambda country: country.country):
        yield from describe_country_register(country)


def _maker(path: Path) -> str:
    """What makes a report's graph beside its file: the loader, and what the YAML file beside it says. When
    either changes, the report is read again.
    """
    said = Given.of(path)
    if said == Given():
        return loader_version()
    return f"{loader_version()}+{hashlib.sha256(repr(said).encode()).hexdigest()[:12]}"


@cache
def loader_version() -> str:
    """The version of Scrutineer and a digest of what reads reports: code, data and registers of one's own."""
    digest = hashlib.sha256()
    for package in ("loaders", "ontology"):
        root = Path(str(resources.files(package)))
        for file in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".yaml", ".ttl"}):
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    for file in own_registers():
        digest.update(file.name.encode() + file.read_bytes())
    return f"{version('scrutineer')}+{digest.hexdigest()[:12]}"
