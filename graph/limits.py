"""How much one query, and all of them together, may take."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on queries. Times are in seconds, sizes in bytes.

    A query starts in the *quick lane*. Once it has used ``quick_cpu`` seconds of processor time it goes on at
    low priority in the *slow lane*, so that long queries do not keep short ones waiting. Where the slow lane
    is full, it keeps its place in the quick one until somebody waits for that.
    """

    deadline: float = 10.0
    """Wall time from the start of a query to its whole answer; 504 past it."""

    quick_cpu: float = 0.1
    """Processor time a query may use before it leaves the quick lane."""

    quick_lane: int = 4
    """Queries that run at once in the quick lane."""

    slow_lane: int = 8
    """Queries that run at once in the slow lane."""

    queue: int = 32
    """Queries that may wait for a place in the quick lane; 503 past it."""

    queue_wait: float = 5.0
    """Wall time a query may wait for its place; 503 past it."""

    memory: int = 512 * MEBIBYTE
    """Address space one query may use beyond what the loaded graph takes."""

    answer: int = 64 * MEBIBYTE
    """The largest answer."""

    query: int = 64 * 1024
    """The longest query text, in bytes of UTF-8."""

    nesting: int = 100
    """Brackets of any kind open at once in a query. The engine's parser overflows the stack of its process
    somewhere past 1,000 groups or 3,000 parentheses (measured, pyoxigraph 0.5.13)."""

    operators: int = 1000
    """Operators and clause keywords in a query: chains of ``!``, ``+`` or ``UNION`` overflow past 6,000."""

    patterns: int = 500
    """Triple patterns in a query: 2,000 of them kept the engine's optimiser busy for more than 10 s."""

    in_memory: int = 3_000_000
    """Quads up to which a build is loaded into memory once; larger ones are read from disk."""
