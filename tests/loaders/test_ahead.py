"""Files read in several processes: each gives its own result or its own error, whatever the others do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loaders.ahead import ReadingEnded, reading_ahead
from loaders.errors import UnreadableFileError

FILES = [Path(name) for name in ("one", "two", "three", "four", "five", "six", "seven")]


def read(path: Path) -> tuple[str, int]:
    if path.name == "three":
        raise UnreadableFileError(f"{path} is empty.")
    if path.name == "end":
        os._exit(1)
    return path.name, os.getpid()


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_each_file_has_its_own_result_or_error() -> None:
    with reading_ahead(read, FILES) as ahead:
        ahead.begin(FILES)
        for path in FILES:
            if path.name == "three":
                with pytest.raises(UnreadableFileError, match="three is empty"):
                    ahead.result(path)
            else:
                name, process = ahead.result(path)
                assert name == path.name
                assert process != os.getpid()


def test_a_single_file_is_read_without_another_process() -> None:
    with reading_ahead(read, FILES[:1]) as ahead:
        ahead.begin(FILES[:1])
        assert ahead.result(FILES[0]) == ("one", os.getpid())


def test_a_process_that_is_ended_is_an_error_that_says_so() -> None:
    files = [Path("end"), Path("one")]
    with reading_ahead(read, files) as ahead:
        ahead.begin(files)
        with pytest.raises(ReadingEnded, match="fewer reports"):
            ahead.result(files[0])
