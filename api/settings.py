"""What is set from outside, read once from the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from graph.errors import ScrutineerError
from graph.limits import Limits

LOOPBACK = "127.0.0.1"  # nobody else reaches the server unless they are let in
PORT = 8000
ROOM = Path(__file__).resolve().parents[1]


class BadSetting(ScrutineerError):
    """An environment variable has a value that does not fit."""

    title = "A setting does not fit"


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs.

    ``store`` is the folder of builds; ``reports`` the folder of report files, or None where there is none.
    The base of all addresses is set with the vocabulary (:data:`ontology.BASE`).
    """

    store: Path
    reports: Path | None = None
    host: str = LOOPBACK
    port: int = PORT
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read ``SCRUTINEER_STORE``, ``SCRUTINEER_REPORTS``, ``HOST``, ``PORT``, and a ``SCRUTINEER_LIMIT_…``
        for each field of :class:`graph.limits.Limits` (``SCRUTINEER_LIMIT_DEADLINE``).

        :raises BadSetting: naming the variable
        """
        return cls(
            store=_store(environment),
            reports=_reports(environment),
            host=environment.get("HOST") or LOOPBACK,
            port=int(_number("PORT", environment.get("PORT") or str(PORT), 0, 65535)),
            limits=_limits(environment),
        )


def _store(environment: Mapping[str, str]) -> Path:
    given = environment.get("SCRUTINEER_STORE")
    if given and "://" in given:
        raise BadSetting(f"SCRUTINEER_STORE is {given}; only a folder on this machine can be used so far.")
    if given:
        return Path(given).expanduser().absolute()
    return ROOM / "store" if _is_checkout() else _data_home(environment) / "scrutineer" / "store"


def _reports(environment: Mapping[str, str]) -> Path | None:
    given = environment.get("SCRUTINEER_REPORTS")
    if given:
        return Path(given).expanduser().absolute()
    places = (ROOM / "reports", ROOM.parent / "shared" / "reports")
    return next((place for place in places if _is_checkout() and place.is_dir()), None)


def _is_checkout() -> bool:
    return (ROOM / "pyproject.toml").is_file()


def _data_home(environment: Mapping[str, str]) -> Path:
    """Where this user's programs keep data: the XDG base directories, or the Mac's own place."""
    if given := environment.get("XDG_DATA_HOME"):
        return Path(given)
    mac = sys.platform == "darwin"
    return Path.home() / ("Library/Application Support" if mac else ".local/share")


def _limits(environment: Mapping[str, str]) -> Limits:
    values: dict[str, float] = {}
    for known in fields(Limits):
        name = f"SCRUTINEER_LIMIT_{known.name.upper()}"
        if given := environment.get(name):
            number = _number(name, given, 0, 1e12)
            values[known.name] = number if isinstance(known.default, float) else int(number)
    return Limits(**values)  # type: ignore[arg-type]  # each has the type of its default


def _number(name: str, given: str, least: float, most: float) -> float:
    try:
        number = float(given)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise BadSetting(f"{name} is {given!r}; it must be a number from {least} to {most}.")
    return number
