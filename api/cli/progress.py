"""A progress bar for what takes its time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_T = TypeVar("_T")

SHOWN_AFTER = 2.0  # seconds
STEP = 1000  # things between two looks at the clock


def with_bar(things: Iterable[_T], total: int, what: str) -> Iterator[_T]:
    """The things, with a bar on a terminal once they have taken a while; a pipe sees nothing of it."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task, began, shown = bar.add_task("", total=total), time.monotonic(), False
    try:
        for number, thing in enumerate(things):
            if number % STEP == 0 and (shown or time.monotonic() - began > SHOWN_AFTER):
                if not shown:
                    bar.start()
                    shown = True
                bar.update(task, completed=number)
            yield thing
    finally:
        bar.stop()
