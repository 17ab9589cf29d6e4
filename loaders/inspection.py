"""What the reader sees in a file, for a person or a program to look at before loading it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from loaders.model import Evidence, Report


def inspect_report(report: Report) -> dict[str, Any]:
    """The structure of a report as plain values, in the shape of ``scrutineer inspect --format json``."""
    identity = report.identity
    paragraphs = Counter(block.section for block in report.blocks)
    values = {
        "country": identity.country,
        "election_date": identity.election_date and identity.election_date.isoformat(),
        "report_type": identity.report_type.value,
        "election_types": " ".join(identity.election_types),
        "early": identity.early,
        "issued": identity.issued and identity.issued.isoformat(),
        "mission_type": identity.mission_type,
    }
    return {
        "report": identity.report_id,
        "identity": {
            name: {"value": value, "evidence": _words(report, identity.evidence.get(name))}
            for name, value in values.items()
        },
        "sections": [
            {
                "level": section.level,
                "number": section.number,
                "title": section.title,
                "kind": section.kind,
                "paragraphs": paragraphs[index],
            }
            for index, section in enumerate(report.sections)
        ],
        "footnotes": {
            str(note.number): {"text": note.block.text, "anchor": note.before} for note in report.footnotes
        },
        "warnings": list(report.warnings),
    }


def _words(report: Report, evidence: Evidence | None) -> str | None:
    return report.source.quote(evidence.span) if evidence and evidence.span else None
