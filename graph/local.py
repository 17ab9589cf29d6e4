"""Asking the builds in a folder on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.asking import JSON_RESULTS, TURTLE, Answer, Endpoint
from graph.build import Build
from graph.builds import Builds
from graph.limits import Limits


class LocalEndpoint(Endpoint):
    """Asks the current build of a store folder, each query in a process of its own that can be killed.

    :param store: the store folder; a newly published build is noticed before the next query
    :param address: the socket of query workers that run already; without it they are started at the first
        query and stopped by :meth:`close`
    """

    def __init__(self, store: Path, limits: Limits | None = None, *, address: str | None = None) -> None:
        self._builds = Builds(store)
        self._limits = limits or Limits()
        self._address = address

    def ask(
        self,
        query: str,
        *,
        results: str | None = JSON_RESULTS,
        graph: str | None = TURTLE,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        raise NotImplementedError

    def build(self) -> Build | None:
        return self._builds.current()

    def close(self) -> None:
        pass
