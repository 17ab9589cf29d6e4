"""Serving the application with granian."""

from __future__ import annotations

from api.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; then everything that was started has ended.

    :raises ScrutineerError: where the port is taken or the query workers cannot start
    """
    raise NotImplementedError
