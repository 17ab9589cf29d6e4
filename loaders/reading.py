"""From a file to a report tree."""

from __future__ import annotations

import hashlib
from pathlib import Path

from loaders.errors import NotAReportError, UnreadableFileError
from loaders.given import Given
from loaders.identity import identify
from loaders.layout import lay_out
from loaders.model import Report, Source
from loaders.pdf.guarded import read_pdf_guarded

SUFFIXES = frozenset({".txt", ".md", ".text", ".pdf"})
"""The endings of files that are taken when a folder is loaded. A file named outright may have any ending."""

_PDF = b"%PDF-"
_MIB = 1024 * 1024
_LARGEST_FILE = 200 * _MIB
_LARGEST_TEXT = 20 * _MIB  # the longest reports have one
_CONTROL_CHARACTERS = set(map(chr, range(32))) - set("\t\n\r\f\v")


def read_source(path: Path) -> Source:
    """The text of a file: decoded as UTF-8 and otherwise untouched, or drawn from a PDF; offsets
    point into it. What the file's content begins with tells a PDF, whatever its name.

    Raises UnreadableFileError for a file that is missing, empty, too large, binary, or not UTF-8, and for
    a PDF that cannot be read (see ``loaders.pdf.guarded``).
    """
    data = _bytes_of(path)
    digest = hashlib.sha256(data).hexdigest()
    if _PDF in data[:1024]:
        pdf = read_pdf_guarded(data, str(path))
        return Source(path.name, pdf.text, digest, pdf.warnings)
    if path.suffix.lower() == ".pdf":
        raise UnreadableFileError(f"{path} is no PDF, whatever its name says. Download it again.")
    return Source(path.name, _text_of(data, path), digest)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadableFileError(f"{path} is over {_LARGEST_FILE // _MIB} MiB. Reports are smaller.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{path} cannot be read: {error.strerror}. Check the path and its permissions."
        ) from error
    if not data.strip():
        raise UnreadableFileError(f"{path} is empty. Export the report's text again.")
    return data


def _text_of(data: bytes, path: Path) -> str:
    if len(data) > _LARGEST_TEXT:
        raise UnreadableFileError(
            f"{path} holds {len(data) // _MIB} MiB of text, and at most {_LARGEST_TEXT // _MIB} are read. "
            "Check that it is a single report."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{path} is not text in UTF-8 (byte {error.start} does not fit). "
            "If it is a text in another encoding, convert it, e.g. with iconv -t UTF-8."
        ) from error
    if _CONTROL_CHARACTERS & set(text[:100_000]):
        raise UnreadableFileError(f"{path} holds control characters: it is a binary file, not a text.")
    return text


def read_report(path: Path, given: Given | None = None) -> Report:
    """The report tree of a file.

    ``given`` is what a user says of the report's identity (``--id``, a YAML file beside the report); it goes
    before what the text says. Raises ReportError (see ``loaders.errors``).
    """
    source = read_source(path)
    layout = lay_out(source)
    if not layout.sections:
        raise NotAReportError(
            f"{path} has no section headings: it does not look like an election-observation report. "
            "Check that it is the whole text of one."
        )
    return Report(
        source=source,
        identity=identify(layout, path, given or Given()),
        sections=layout.sections,
        blocks=layout.blocks,
        footnotes=layout.footnotes,
        warnings=source.warnings + layout.warnings,
    )
