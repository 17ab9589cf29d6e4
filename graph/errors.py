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


class StoreLocked(ScrutineerError):
    """Another process is writing the store."""

    status = 503
    title = "The graph is being written"


class StoreUnusable(ScrutineerError):
    """The store's folder cannot be read or written, or its disk is full."""

    title = "The graph's folder cannot be used"


class NoSuchBuild(ScrutineerError):
    """There is no build to go back to, or none of that name."""

    status = 404
    title = "No such build"


class NoGraph(ScrutineerError):
    """Nothing has been loaded yet."""

    status = 503
    title = "No graph has been loaded"


class QuerySyntaxError(ScrutineerError):
    """The text is no SPARQL 1.1 query."""

    status = 400
    title = "The query is not valid SPARQL"


class QueryRefused(ScrutineerError):
    """The query asks for something that is not offered here, such as SERVICE."""

    status = 400
    title = "The query asks for something not offered here"


class QueryTooComplex(ScrutineerError):
    """The query's text is longer, or nested more deeply, than the limits allow."""

    status = 400
    title = "The query is too long or too complex"


class QueryTimeout(ScrutineerError):
    """The query was stopped at its deadline."""

    status = 504
    title = "The query took too long"


class QueryTooLarge(ScrutineerError):
    """The query needed more memory, or its answer more bytes, than the limits allow."""

    status = 422
    title = "The query needs too much memory or has too large an answer"


class TooManyQueries(ScrutineerError):
    """No place is free to run the query. ``retry_after`` is in whole seconds."""

    status = 503
    title = "Too many queries are running"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class QueryFailed(ScrutineerError):
    """The process that ran the query, or the one that starts such processes, died."""

    title = "The query could not be run"


class NotAcceptable(ScrutineerError):
    """None of the media types that the client accepts fits the query's kind of answer."""

    status = 406
    title = "No acceptable media type"


class UnsupportedMediaType(ScrutineerError):
    """The request's body is of a type that is not understood."""

    status = 415
    title = "The request's media type is not understood"


class BadRequest(ScrutineerError):
    """A parameter is missing, repeated, or not of its form."""

    status = 400
    title = "The request is not well formed"
