"""``python -m tests.bundle``: make the bundled graph again from the reports in SCRUTINEER_REPORTS."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from graph.builds import Builds
from graph.dumps import quads_of, write_dump
from graph.entailment import ENTAILED_GRAPH
from loaders.bundled import bundled_file
from loaders.load import STANDARDS_GRAPH, VOCABULARY_GRAPH, load
from loaders.wording import without_wording


def main() -> int:
    reports = Path(os.environ.get("SCRUTINEER_REPORTS") or "../shared/reports")
    with tempfile.TemporaryDirectory() as store:
        outcome = load([reports], Builds(Path(store)))
        if outcome.errors or outcome.build is None:
            print("\n".join(map(str, outcome.errors)), file=sys.stderr)
            return 1
        graphs = set(outcome.build.graphs) - {VOCABULARY_GRAPH, STANDARDS_GRAPH, ENTAILED_GRAPH}
        count = write_dump(without_wording(quads_of(outcome.build, graphs)), bundled_file(), {})
        print(f"{bundled_file()}: {count:,} statements, {bundled_file().stat().st_size:,} bytes")
        return 0


if __name__ == "__main__":
    sys.exit(main())
