"""Starting the zygote, keeping it running, and ending it."""

from __future__ import annotations

import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path

from graph.limits import Limits

PACKAGES = Path(__file__).resolve().parents[2]
BACKLOG = 128
PATIENCE = 5.0  # seconds for the zygote to end by itself

log = logging.getLogger(__name__)


class QueryWorkers:
    """A running zygote. Clients connect to the unix socket ``address``, which only this user can reach.

    The zygote ends when this process does, or with :meth:`close`. If it dies before, it is started again; the
    socket stays, so clients wait meanwhile.
    """

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store, self._limits = store, limits
        self._folder = tempfile.mkdtemp(prefix="scrutineer-")
        self.address = str(Path(self._folder) / "queries")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.address)
        self._listener.listen(BACKLOG)
        self._lifeline, self._held = os.pipe()
        self._closing = threading.Event()
        self._process = self._spawn()
        self._watcher = threading.Thread(target=self._watch, name="query-workers", daemon=True)
        self._watcher.start()

    def close(self) -> None:
        """End the zygote and its workers. Closing twice does nothing."""
        if self._closing.is_set():
            return
        self._closing.set()
        os.close(self._held)
        self._watcher.join(PATIENCE)
        if self._watcher.is_alive():
            self._process.kill()
            self._watcher.join()
        os.close(self._lifeline)
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _spawn(self) -> subprocess.Popen[bytes]:
        """A fresh interpreter, because this process may have threads and much memory; a session of its own,
        because a key pressed at the terminal is not meant for it."""
        path = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH")]))
        descriptors = (self._listener.fileno(), self._lifeline)
        limits = json.dumps(asdict(self._limits))
        return subprocess.Popen(  # noqa: S603 (our own module, our own arguments)
            [
                sys.executable,
                "-P",
                "-m",
                "graph.workers.zygote",
                *map(str, descriptors),
                str(self._store),
                limits,
            ],
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    def _watch(self) -> None:
        while True:
            status = self._process.wait()
            if self._closing.wait(1 if status else 0):
                return
            log.error("The query workers ended (status %s); starting them again.", status)
            self._process = self._spawn()
