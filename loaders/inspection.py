"""What the reader sees in a file, for a person or a program to look at before loading it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from loaders.errors import ReportError
from loaders.given import Given
from loaders.identity import identify
from loaders.layout import Layout, lay_out
from loaders.model import Identity
from loaders.reading import read_source


def inspect_file(path: Path, given: Given) -> dict[str, Any]:
    """The structure of a file as plain values, in the shape of ``scrutineer inspect --format json``.

    A text that could not be loaded, because it does not tell which report it is, is shown all the same, with
    the reason among its warnings. Raises UnreadableFileError for a file that has no text.
    """
    layout = lay_out(read_source(path))
    warnings = [*layout.source.warnings, *layout.warnings]
    identity = None
    try:
        identity = identify(layout, path, given)
    except ReportError as error:
        warnings.append(str(error))
    paragraphs = Counter(block.section for block in layout.blocks)
    return {
        "report": identity and identity.report_id,
        "identity": _identity(identity, layout) if identity else {},
        "sections": [
            {
                "level": section.level,
                "number": section.number,
                "title": section.title,
                "kind": section.kind,
                "paragraphs": paragraphs[index],
            }
            for index, section in enumerate(layout.sections)
        ],
        "footnotes": {
            str(note.number): {"text": note.block.text, "anchor": note.before} for note in layout.footnotes
        },
        "warnings": warnings,
    }


def _identity(identity: Identity, layout: Layout) -> dict[str, dict[str, Any]]:
    """Each part of an identity with the words it was read from."""
    values = {
        "country": identity.country,
        "election_date": identity.election_date and identity.election_date.isoformat(),
        "report_type": identity.report_type.value,
        "election_types": " ".join(identity.election_types),
        "early": identity.early,
        "issued": identity.issued and identity.issued.isoformat(),
        "mission_type": identity.mission_type,
    }
    found = {name: identity.evidence.get(name) for name in values}
    words = {
        name: layout.source.quote(evidence.span) if evidence and evidence.span else None
        for name, evidence in found.items()
    }
    return {name: {"value": value, "evidence": words[name]} for name, value in values.items()}
