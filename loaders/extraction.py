"""From a report tree to everything found in it."""

from __future__ import annotations

from loaders.amendments import find_amendments
from loaders.bodies import find_bodies
from loaders.citations import find_citations
from loaders.citations.register import Register
from loaders.facts import find_facts
from loaders.findings import find_findings
from loaders.follow_ups import find_follow_ups
from loaders.laws import find_laws
from loaders.model import Extraction, Report
from loaders.recommendations import find_recommendations
from loaders.recommendations.grounds import with_grounds
from loaders.summaries import find_summaries


def extract(report: Report, register: Register) -> Extraction:
    """All mentions of one report. A pure function: nothing but the report and the data files is read."""
    citations = find_citations(report, register)
    bodies = find_bodies(report)
    laws = find_laws(report)
    recommendations = find_recommendations(report, bodies)
    findings = find_findings(report, citations, recommendations)
    return Extraction(
        report,
        citations=citations,
        bodies=bodies,
        laws=laws,
        amendments=find_amendments(report, laws),
        findings=findings,
        summaries=find_summaries(findings),
        recommendations=with_grounds(report, recommendations, findings, citations),
        follow_ups=find_follow_ups(report),
        facts=find_facts(report),
    )
