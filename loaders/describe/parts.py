"""A report as a whole, its election and mission, and its sections, paragraphs and footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.describe.context import Context, bounds
from loaders.model import ReportType
from loaders.triples import about, scr

_REPORT_CLASSES = {
    ReportType.FINAL: "FinalReport",
    ReportType.PRELIMINARY: "PreliminaryStatement",
    ReportType.INTERIM: "InterimReport",
    ReportType.NAM: "NeedsAssessmentReport",
    ReportType.OPINION: "LegalOpinion",
}
ELECTION_CLASSES = {
    "presidential": "PresidentialElection",
    "parliamentary": "ParliamentaryElection",
    "local": "LocalElection",
    "european": "EuropeanElection",
    "referendum": "Referendum",
}
"""The classes of elections by their kinds."""


def describe_identity(context: Context) -> Iterator[Triple]:
    """The report, its country, its election and the mission that issued it."""
    identity, election = context.report.identity, context.election
    mission = mission_type = None
    if election and identity.mission_type:
        mission_type = scr(f"mission-{identity.mission_type.lower()}")
        mission = NamedNode(f"{election.value}#mission-{identity.mission_type.lower()}")
    yield from about(
        context.country, "Country", rdfs_label=identity.country_name, countryCode=identity.country
    )
    yield from about(
        context.iri,
        "Report",
        _REPORT_CLASSES[identity.report_type],
        reportType=scr(f"report-{identity.report_type.value}"),
        dcterms_identifier=context.id,
        dcterms_title=identity.title,
        dcterms_issued=identity.issued,
        country=context.country,
        election=election,
        mission=mission,
        sourceText=context.report.source.text,
        textAvailable=True,
    )
    if election and identity.election_date:
        yield from about(
            election,
            "Election",
            *(ELECTION_CLASSES[kind] for kind in identity.election_types),
            dcterms_identifier=election.value.rpartition("/")[2],
            rdfs_label=identity.title.partition(":")[0],
            country=context.country,
            electionDate=identity.election_date,
            early=identity.early,
        )
    if mission:
        yield from about(mission, "ObservationMission", missionType=mission_type, election=election)


def describe_parts(context: Context) -> Iterator[Triple]:
    """The sections, paragraphs and footnotes of the report."""
    yield from _sections(context)
    yield from _paragraphs(context)
    yield from _footnotes(context)


def _sections(context: Context) -> Iterator[Triple]:
    for section in context.report.sections:
        yield from about(
            context.node("section", section.ordinal),
            "doco:Section",
            report=context.iri,
            dcterms_isPartOf=context.section(section.parent) or context.iri,
            ordinal=section.ordinal,
            level=section.level,
            number=section.number,
            dcterms_title=section.title,
            sectionKind=section.kind,
            **bounds("", section.span),
        )


def _paragraphs(context: Context) -> Iterator[Triple]:
    for block in context.report.blocks:
        section = context.section(block.section)
        yield from about(
            context.node("paragraph", block.ordinal),
            "doco:Paragraph",
            report=context.iri,
            dcterms_isPartOf=section,
            section=section,
            ordinal=block.ordinal,
            blockKind=block.kind.value,
            text=f"{block.label} {block.text}".strip(),
            page=block.page,
            **bounds("", block.passage.span()),
        )


def _footnotes(context: Context) -> Iterator[Triple]:
    for note in context.report.footnotes:
        around = context.node("paragraph", note.anchor_block.ordinal) if note.anchor_block else context.iri
        yield from about(
            context.node("footnote", note.number),
            "doco:Footnote",
            report=context.iri,
            number=str(note.number),
            text=note.block.text,
            **bounds("", note.block.passage.span() if note.block.text else None),
            **bounds("anchor", note.anchor.span if note.anchor else None),
            dcterms_isPartOf=around,
        )
