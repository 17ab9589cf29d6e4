"""SPARQL text cut into tokens: enough to count brackets and find keywords without parsing it.

The process that answers HTTP never parses a query (its parser can be made to overflow the stack); it only
needs to know what stands outside strings, IRIs and comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# In the order of the grammar's terminals (SPARQL 1.1, section 19.8), what may contain another token's
# characters first. Possessive and bounded repetitions keep the time linear in the text's length.
TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*+> )
    | (?P<string> \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*+\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+'{3}
                | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+' )
    | (?P<language> @[A-Za-z][A-Za-z0-9-]* )
    | (?P<prefixed> (?:[^\W\d](?:\.*[\w\-]){0,100}|_)?:(?:\.*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))*+ )
    | (?P<variable> [?$]\w+ )
    | (?P<number> \d+(?:\.\d+)?(?:[eE][+-]?\d+)? | \.\d+(?:[eE][+-]?\d+)? )
    | (?P<word> [^\W\d]\w* )
    | (?P<bracket> [(){}\[\]] )
    | (?P<mark> [.;,] )
    | (?P<operator> \|\| | && | \^\^ | [<>!]= | \S )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: its kind (a group of :data:`TOKEN`), its text and where it starts (offset in characters)."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, white space left out. Text that is no SPARQL is cut as well as it can be."""
    for match in TOKEN.finditer(query):
        yield Token(match.lastgroup or "", match.group(), match.start())
