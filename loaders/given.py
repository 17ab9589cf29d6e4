"""What a user says of a report's identity: ``--id`` and a YAML file beside the report."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from loaders.countries import country_name, is_user_assigned
from loaders.errors import UnclearIdentityError
from loaders.model import ReportType
from ontology import read_yaml

_REPORT_ID = re.compile(rf"([a-z]{{2}})-(\d{{4}}-\d\d-\d\d)-({'|'.join(ReportType)})(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Given:
    """What a user says of a report's identity; None where nothing is said.

    ``country`` is an ISO 3166-1 alpha-2 code in lower case. It may be one of those that the standard leaves
    to its users ('xv'), which then needs a ``country_name``.
    """

    report_id: str | None = None
    country: str | None = None
    country_name: str | None = None
    election_date: date | None = None
    report_type: ReportType | None = None
    election_types: tuple[str, ...] = ()
    early: bool | None = None
    issued: date | None = None
    mission_type: str | None = None

    @classmethod
    def of(cls, path: Path, report_id: str | None = None) -> Given:
        """What is said of the report in the file ``path`` by ``--id``, which goes first, and by the YAML file
        beside it (``report.yaml`` for ``report.txt``).

        Raises UnclearIdentityError for an identifier or a file that does not have its form.
        """
        given = cls._beside(path)
        return replace(given, **_parts_of(report_id, path)) if report_id else given

    @classmethod
    def _beside(cls, path: Path) -> Given:
        sidecar = path.with_suffix(".yaml")
        if not os.path.isfile(sidecar):  # noqa: PTH113 (Path.is_file raises where a name is too long)
            return cls()
        try:
            data = yaml.safe_load(sidecar.read_text("utf-8")) or {}
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise UnclearIdentityError(f"{sidecar} cannot be read as YAML: {error}") from error
        if not isinstance(data, Mapping) or set(data) - _KEYS:
            raise UnclearIdentityError(f"{sidecar} may hold these keys only: {', '.join(sorted(_KEYS))}.")
        said = {name: _value(name, value, sidecar) for name, value in data.items() if name != "id"}
        parts = _parts_of(str(data["id"]), sidecar) if "id" in data else {}
        return cls(**(parts | said))


_KEYS = frozenset(known.name for known in fields(Given)) - {"report_id"} | {"id"}


def _parts_of(report_id: str, path: Path) -> dict[str, Any]:
    """The parts of an identifier such as ``kz-2016-03-20-final``, by the fields of Given."""
    match = _REPORT_ID.fullmatch(report_id)
    if not match:
        raise UnclearIdentityError(
            f"{path}: '{report_id}' is no report identifier. Expected "
            f"{{country}}-{{election day}}-{{{'|'.join(ReportType)}}}, e.g. kz-2016-03-20-final."
        )
    report_type = ReportType(match[3])
    return {
        "report_id": report_id,
        "country": _country(match[1], path),
        "report_type": report_type,
        "issued" if report_type is ReportType.OPINION else "election_date": _date(match[2], path),
    }


def _value(name: str, value: Any, path: Path) -> Any:
    """A value of the YAML file as the field of that name holds it."""
    match name:
        case "country":
            return _country("no" if value is False else str(value).lower(), path)  # YAML reads `no` as False
        case "election_date" | "issued":
            return value if isinstance(value, date) else _date(str(value), path)
        case "report_type":
            return ReportType(_one_of(value, [*ReportType], name, path))
        case "election_types":
            known = [*read_yaml("identity.yaml")["election_types"]]
            values = value if isinstance(value, list) else [value]
            return tuple(_one_of(kind, known, name, path) for kind in values)
        case "early":
            return _one_of(value, [True, False], name, path)
    return str(value)


def _one_of(value: Any, known: list[Any], name: str, path: Path) -> Any:
    if value not in known:
        expected = ", ".join(map(str, known)).lower()
        raise UnclearIdentityError(f"{path}: {name} is '{value}'. Expected one of: {expected}.")
    return value


def _country(code: str, path: Path) -> str:
    if country_name(code) is None and not is_user_assigned(code):
        raise UnclearIdentityError(
            f"{path}: '{code}' is no country. Expected a code of ISO 3166-1, such as kz; for a country that "
            "has none, one of those left to users, such as xv, and a country_name in the YAML file."
        )
    return code


def _date(text: str, path: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnclearIdentityError(f"{path}: '{text}' is no date. Expected YYYY-MM-DD.") from None
