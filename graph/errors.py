"""The one family of errors that users meet.

Every message names the input, what was expected and what to do. ``api`` turns them into HTTP problem
documents (RFC 9457) or command-line messages; nothing else does.
"""

from __future__ import annotations


class ScrutineerError(Exception):
    """Something a user can act on.

    ``str(error)`` is one or two plain sentences. ``status`` is the HTTP status that fits it and ``title`` the
    short name of the kind of problem, the same for every error of a class.
    """

    status = 500
    title = "Scrutineer could not do this"
