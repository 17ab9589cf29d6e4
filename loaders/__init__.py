"""A report file becomes a description in RDF.

The stages, each a pure function from one frozen dataclass to the next (``loaders.model``):
read (bytes to source text), layout (source text to report tree), extract (report tree to mentions),
describe (mentions to quads). ``loaders.load`` joins them and hands the quads to ``graph``.
"""
