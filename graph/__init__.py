"""Where the description of the reports lives and how it is asked.

This room knows RDF, stores and queries; it knows nothing of reports.
"""
