"""What front, zygote and worker say to each other over a unix socket.

The front sends a request as JSON and shuts its side. The zygote answers with one message: either a JSON
object that names an error, or one byte and the descriptor of a file that the worker has written: a line of
JSON (a media type and a build id, or an error) and, below it, the body. A client has a whole answer or none.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from graph import errors
from graph.errors import ScrutineerError, TooManyQueries

LONGEST_MESSAGE = 64 * 1024
FILE = b"F"


@dataclass(frozen=True, slots=True)
class Request:
    """A query as :meth:`graph.asking.Endpoint.ask` takes it."""

    query: str
    results: str | None
    graph: str | None
    default_graphs: list[str]
    named_graphs: list[str]

    def encode(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, message: bytes) -> Request:
        """:raises ValueError: where the message is no request"""
        try:
            return cls(**json.loads(message))
        except TypeError as error:
            raise ValueError(str(error)) from error


def encode_error(error: ScrutineerError) -> bytes:
    """An error as a JSON object on one line."""
    found: dict[str, Any] = {"error": type(error).__name__, "message": str(error)[: LONGEST_MESSAGE // 16]}
    if isinstance(error, TooManyQueries):
        found["retry_after"] = error.retry_after
    return json.dumps(found).encode()


def decode_error(found: dict[str, Any]) -> ScrutineerError:
    """The error that :func:`encode_error` wrote."""
    if found["error"] == TooManyQueries.__name__:
        return TooManyQueries(found["message"], found["retry_after"])
    kind: type[ScrutineerError] = getattr(errors, found["error"])
    return kind(found["message"])
