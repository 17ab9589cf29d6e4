"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from api import settings
from api.settings import BadSetting, Settings


def test_the_defaults() -> None:
    found = Settings.from_environment({})
    assert (found.host, found.port) == ("127.0.0.1", 8000)
    assert found.limits.deadline == 10
    assert found.store.is_absolute()


def test_everything_can_be_set(tmp_path: Path) -> None:
    found = Settings.from_environment(
        {
            "SCRUTINEER_STORE": str(tmp_path / "store"),
            "SCRUTINEER_REPORTS": str(tmp_path / "reports"),
            "HOST": "0.0.0.0",  # noqa: S104
            "PORT": "8080",
            "SCRUTINEER_LIMIT_DEADLINE": "2.5",
            "SCRUTINEER_LIMIT_QUEUE": "3",
        }
    )
    assert found.store == tmp_path / "store"
    assert found.reports == tmp_path / "reports"
    assert (found.host, found.port) == ("0.0.0.0", 8080)  # noqa: S104
    assert (found.limits.deadline, found.limits.queue) == (2.5, 3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("SCRUTINEER_LIMIT_DEADLINE", "soon"),
        ("SCRUTINEER_LIMIT_MEMORY", "-1"),
        ("SCRUTINEER_LIMIT_QUEUE", "nan"),
        ("SCRUTINEER_LIMIT_QUEUE", "inf"),
    ],
)
def test_a_value_that_does_not_fit_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"{name} is '{value}'"):
        Settings.from_environment({name: value})


def test_without_a_checkout_data_goes_where_the_user_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ROOM", tmp_path)
    found = Settings.from_environment({"XDG_DATA_HOME": "/home/somebody/data"})
    assert found.store == Path("/home/somebody/data/scrutineer/store")
    assert found.reports is None
