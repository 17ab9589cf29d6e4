"""Serving the application with granian, over query workers that are started once for all its processes."""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from api.app import create_app
from api.settings import Settings
from graph.errors import ScrutineerError
from graph.limits import Limits
from graph.local import LocalEndpoint

PROCESSES = 2
STOP_WITHIN = 5  # seconds for the requests under way when the server is told to stop
PR_SET_PDEATHSIG = 1


class CannotServe(ScrutineerError):
    """The address cannot be listened on."""

    title = "The server could not be started"


def serve(settings: Settings, *, ready: Callable[[], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; everything that was started has ended then.

    :param ready: called once, in another thread, when the server answers on the settings' host and port
    :raises CannotServe: where the port is taken or the host is none of this machine's
    """
    _check_address(settings.host, settings.port)
    with LocalEndpoint(settings.store, settings.limits) as endpoint:
        server = Server(
            "api.server",
            address=settings.host,
            port=settings.port,
            interface=Interfaces.WSGI,
            workers=PROCESSES,
            blocking_threads=_threads(settings.limits),
            backpressure=2 * _threads(settings.limits),
            workers_kill_timeout=STOP_WITHIN,
            respawn_failed_workers=True,
            log_level=LogLevels.error,
        )
        if ready:
            server.on_startup(partial(_when_listening, settings, ready))
        server.serve(target_loader=partial(load, settings, endpoint.start(), os.getpid()), wrap_loader=False)


def load(settings: Settings, address: str, parent: int) -> Flask:
    """The application in one of granian's processes; ``address`` is the query workers' socket."""
    _end_with_parent(parent)
    logging.basicConfig(level=logging.WARNING)
    return create_app(LocalEndpoint(settings.store, settings.limits, address=address), settings)


def _when_listening(settings: Settings, ready: Callable[[], None]) -> None:
    """Call ``ready`` once a connection is taken; granian's own hook comes before its processes listen."""

    def wait() -> None:
        while True:
            try:
                socket.create_connection((settings.host, settings.port)).close()
            except ConnectionRefusedError:
                time.sleep(0.02)
            else:
                return ready()

    threading.Thread(target=wait, daemon=True).start()


def _threads(limits: Limits) -> int:
    """More threads than queries that may run or wait at once, so that pages never wait for queries."""
    return limits.quick_lane + limits.slow_lane + limits.queue + 8


def _check_address(host: str, port: int) -> None:
    """Say at once what granian would say in its own words, after the query workers have started."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"Port {port} on {host} is in use. Stop what listens there, or choose another with PORT=."
            ) from None
        raise CannotServe(f"Nothing can listen on {host} port {port}: {error.strerror or error}.") from None


def _end_with_parent(parent: int) -> None:
    """Granian's processes would outlive a parent that is killed outright, and the query workers with them.

    The system tells of a parent's death from now on; one that died before is seen by its number.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
