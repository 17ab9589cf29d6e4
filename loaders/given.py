"""What a user says of a report's identity: ``--id`` and a YAML file beside the report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from loaders.countries import country_name
from loaders.errors import UnclearIdentityError
from loaders.model import ReportType

_REPORT_ID = re.compile(r"([a-z]{2})-(\d{4}-\d\d-\d\d)-(final|preliminary|interim|nam|opinion)(?:-(\d+))?$")
_KEYS = frozenset(
    ["id", "country", "election_date", "report_type", "election_types", "early", "issued", "mission_type"]
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a user says of a report's identity; None where nothing is said."""

    report_id: str | None = None
    country: str | None = None
    election_date: date | None = None
    report_type: ReportType | None = None
    election_types: tuple[str, ...] = ()
    early: bool | None = None
    issued: date | None = None
    mission_type: str | None = None

    @classmethod
    def from_id(cls, report_id: str, path: Path) -> Given:
        """The parts of an identifier such as ``kz-2016-03-20-final``; raises UnclearIdentityError."""
        match = _REPORT_ID.match(report_id)
        if not match or country_name(match[1]) is None:
            raise UnclearIdentityError(
                f"{path}: '{report_id}' is no report identifier. Expected "
                "{country}-{election day}-{final|preliminary|interim|nam}, e.g. kz-2016-03-20-final."
            )
        report_type = ReportType(match[3])
        day = _iso_date(match[2], path)
        if report_type is ReportType.OPINION:
            return cls(report_id=report_id, country=match[1], issued=day, report_type=report_type)
        return cls(report_id=report_id, country=match[1], election_date=day, report_type=report_type)

    @classmethod
    def beside(cls, path: Path) -> Given:
        """What the YAML file beside a report (``report.yaml`` for ``report.txt``) says; empty without one."""
        sidecar = path.with_suffix(".yaml")
        if not sidecar.is_file():
            return cls()
        try:
            data = yaml.safe_load(sidecar.read_text("utf-8")) or {}
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise UnclearIdentityError(f"{sidecar} cannot be read as YAML: {error}") from error
        return cls._from_mapping(data, sidecar)

    @classmethod
    def _from_mapping(cls, data: Any, path: Path) -> Given:
        if not isinstance(data, Mapping) or set(data) - _KEYS:
            raise UnclearIdentityError(f"{path} may hold these keys only: {', '.join(sorted(_KEYS))}.")
        given = cls.from_id(str(data["id"]), path) if "id" in data else cls()
        try:
            report_type = ReportType(data["report_type"]) if "report_type" in data else given.report_type
        except ValueError as error:
            raise UnclearIdentityError(f"{path}: {error}.") from error
        return replace(
            given,
            country=str(data["country"]).lower() if "country" in data else given.country,
            election_date=_as_date(data.get("election_date"), path) or given.election_date,
            report_type=report_type,
            issued=_as_date(data.get("issued"), path) or given.issued,
            election_types=tuple(data.get("election_types", ())),
            early=data.get("early"),
            mission_type=data.get("mission_type"),
        )


def _as_date(value: Any, path: Path) -> date | None:
    return value if value is None or isinstance(value, date) else _iso_date(str(value), path)


def _iso_date(text: str, path: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnclearIdentityError(f"{path}: '{text}' is no date. Expected YYYY-MM-DD.") from None
