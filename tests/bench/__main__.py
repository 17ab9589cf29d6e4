"""``python -m tests.bench``: how fast reports are read and citations found.

Each line names what was measured, the figure, and what it is held against in the same run, because absolute
times drift on a shared machine. Figures are the best of several runs. Real reports are taken where
SCRUTINEER_REPORTS has some (PDFs from the folder ``reports-pdf`` beside it), else the invented ones.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import pypdfium2
from rdflib import Graph

from graph.builds import Builds
from graph.dumps import quads_of, write_dump
from graph.local import LocalEndpoint
from loaders.citations import find_citations
from loaders.citations.register import Register
from loaders.layout import lay_out
from loaders.load import load
from loaders.model import Report, Source
from loaders.pdf import read_pdf
from loaders.reading import read_report
from tests.loaders.reports import report_of
from tests.reports import FOLDER

RUNS = 3
MEGABYTE = 1_000_000
HOSTILE = {
    "a run of provisions": "paragraphs " + "1, " * (MEGABYTE // 3),
    "opening brackets": "(" * MEGABYTE,
    "Roman numerals": "section " + "XVIII." * (MEGABYTE // 6),
}
QUERY = """
SELECT ?finding WHERE {
  ?citation <https://w3id.org/scrutineer/ontology#provisionNumber> "7.5" ;
            <https://w3id.org/scrutineer/ontology#supports> ?finding .
}
"""


def seconds(run: Callable[[], object], runs: int = RUNS) -> float:
    """The least processor time of several runs: what other processes take does not count."""
    best = float("inf")
    for _ in range(runs):
        start = process_time()
        run()
        best = min(best, process_time() - start)
    return best


def show(what: str, figure: str, against: str) -> None:
    print(f"{what:44} {figure:>22}   {against}")


def reading(texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts) / MEGABYTE
    ours = seconds(lambda: [lay_out(Source("report", text, "")) for text in texts])
    words = seconds(lambda: [re.findall(r"\w+", text) for text in texts])
    show(
        "text to tree",
        f"{size / ours:.1f} MB/s",
        f"{ours / words:.0f} times a pass of \\w+ over the same text",
    )


def printed(files: list[Path]) -> None:
    data = [file.read_bytes() for file in files]

    def bare() -> int:
        pages = 0
        for content in data:
            document = pypdfium2.PdfDocument(content)
            for page in document:
                page.get_textpage().get_text_range()
                pages += 1
        return pages

    pages = bare()
    ours = seconds(lambda: [read_pdf(content, "report") for content in data])
    limit = seconds(bare)
    show("PDF to text", f"{pages / ours:.0f} pages/s", f"{ours / limit:.1f} times the library's bare text")


def citations(report: Report, register: Register) -> None:
    base = None
    for times in (1, 10, 100):
        longer = replace(report, blocks=report.blocks * times, footnotes=report.footnotes * times)
        length = sum(len(b.text) for b in longer.blocks) + sum(len(n.block.text) for n in longer.footnotes)
        took = seconds(lambda longer=longer: find_citations(longer, register), 1)  # type: ignore[misc]
        rate = length / took / MEGABYTE
        base = base or rate
        show(
            f"citations, {times} times a report",
            f"{rate:.2f} M characters/s",
            f"{base / rate:.2f} times the cost of once",
        )
    for name, text in HOSTILE.items():
        tenth = report_of(text[: MEGABYTE // 10])
        whole = report_of(text)
        short = seconds(lambda tenth=tenth: find_citations(tenth, register), 1)  # type: ignore[misc]
        long = seconds(lambda whole=whole: find_citations(whole, register), 1)  # type: ignore[misc]
        show(
            f"citations, a megabyte of {name}",
            f"{long:.2f} s",
            f"{long / max(short, 1e-3):.1f} times a tenth of it",
        )


def asking(reports: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = load([reports], Builds(Path(folder) / "store")).build
        assert build is not None
        dump = Path(folder) / "graph.nt"
        write_dump(quads_of(build), dump, {})
        peer = Graph().parse(dump)
        with LocalEndpoint(Path(folder) / "store") as endpoint:
            endpoint.select(QUERY)
            ours = wall(lambda: endpoint.select(QUERY), 200)
        theirs = wall(lambda: list(peer.query(QUERY)), 5)
    show(
        "a small query, through a worker",
        f"{ours * 1000:.2f} ms",
        f"{theirs / ours:.0f} times as fast as plain rdflib",
    )


def wall(run: Callable[[], object], runs: int) -> float:
    start = perf_counter()
    for _ in range(runs):
        run()
    return (perf_counter() - start) / runs


def main() -> None:
    reports = Path(os.environ.get("SCRUTINEER_REPORTS") or "../shared/reports")
    reports = reports if reports.is_dir() else FOLDER
    files = sorted(reports.glob("*.txt"))
    register = Register.load()
    reading([file.read_text("utf-8") for file in files])
    pdfs = sorted((reports.parent / "reports-pdf").glob("*.pdf"))
    if pdfs:
        printed(pdfs)
    longest = max(files, key=lambda file: file.stat().st_size)
    trees = [read_report(file) for file in files]
    took = seconds(lambda: [find_citations(tree, register) for tree in trees])
    show(f"citations of {len(trees)} reports", f"{took:.2f} s", "the mark is 1 s on one core")
    citations(read_report(longest), register)
    asking(reports)


if __name__ == "__main__":
    main()
