"""What can be wrong with a file that a user asks to load."""

from __future__ import annotations

from graph.errors import ScrutineerError


class ReportError(ScrutineerError):
    """A file that cannot be loaded as a report. The message names the file and the remedy."""

    status = 422
    title = "The file cannot be loaded as a report"


class UnreadableFileError(ReportError):
    """The file is missing, empty or too large, a PDF that gives no text, or neither PDF nor text in UTF-8."""


class NotAReportError(ReportError):
    """The text has no headings, or hardly speaks of elections: it is no election-observation report."""


class UnclearIdentityError(ReportError):
    """The text does not tell, or tells in two ways, which country, election or type of report it is."""
