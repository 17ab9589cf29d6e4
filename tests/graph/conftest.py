"""A small graph, in two named graphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import EX, statements

from graph.builds import Builds


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path / "store")


@pytest.fixture
def loaded(builds: Builds) -> Builds:
    with builds.writer() as writer:
        writer.replace_graph(f"{EX}first", statements(3, "ballot"))
        writer.replace_graph(f"{EX}second", statements(4, "count"))
        writer.publish()
    return builds
