"""An item of a list of recommendations in the making."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.model import Block, Passage

_FINISHED = re.compile(r"[.!?:;][\"”’')\]]*$")


@dataclass
class Item:
    """An item of a list. ``addressed`` are the words by which the list says whom it is for; ``changes_law``
    is what a table says of that (None where it does not); ``context`` and ``standards`` are its other cells.
    """

    number: str
    priority: bool
    group: str
    passages: list[Passage] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    addressed: str = ""
    changes_law: bool | None = None
    context: Passage | None = None
    standards: Passage | None = None

    @property
    def passage(self) -> Passage:
        """All its text as one."""
        return joined(self.passages)

    @property
    def finished(self) -> bool:
        return bool(_FINISHED.search(self.passages[-1].text))


def joined(passages: Sequence[Passage]) -> Passage:
    """Passages as one, with a blank between them."""
    text, offsets = passages[0].text, list(passages[0].offsets)
    for passage in passages[1:]:
        text, offsets = f"{text} {passage.text}", [*offsets, offsets[-1] + 1, *passage.offsets]
    return Passage(text, offsets)
