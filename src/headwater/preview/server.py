"""The web server of the preview: requests in, answers out, on a socket that only this machine can reach."""

from __future__ import annotations

import errno
import socket
import socketserver
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from headwater.errors import UsageError
from headwater.preview.answers import EVENTS_PATH, HEADERS, Answer, FilePart, answer, as_asked, plain
from headwater.preview.editions import Editions
from headwater.preview.hosts import HostRule, host_rule, in_url

FIRST_PORT = 8765
"""The port that is tried first where none is asked for."""

_PORTS_TRIED = 100
_CHUNK = 1 << 18
_RETRY = b"retry: 500\n\n"
"""Tells the browser to come back this many milliseconds after the preview was stopped and started again."""

_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES})


class PreviewServer:
    """Serves the current edition from `start` to `close`; browsers that come before the start wait for it."""

    def __init__(
        self,
        editions: Editions,
        *,
        host: str = "127.0.0.1",
        port: int | None = None,
        base_path: str = "/",
        allowed_hosts: Iterable[str] = (),
    ) -> None:
        """Take a port, so that one already taken is known before anything is built.

        Args:
            editions: What to serve.
            host: The name or address to bind to.
            port: The port; None for the first free one from 8765, 0 for any.
            base_path: Where the site begins, with a slash at both ends.
            allowed_hosts: Names to answer to besides those that are surely this machine's.

        Raises:
            UsageError: The port is in use, or there is no such host.
        """
        self._editions = editions
        self._http = _bound(host, port)
        self._http.editions = editions
        self._http.base_path = base_path
        self.port: int = self._http.server_address[1]
        self._http.rule = host_rule(host, self.port, allowed_hosts)
        self.url = f"http://{in_url(host)}:{self.port}{base_path}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="preview-server")

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Stop answering: end all connections and all threads, and give the port back."""
        self._editions.close()
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
        self._http.end_connections()
        self._http.server_close()


class _HTTPServer(ThreadingHTTPServer):
    """One thread per connection, each ended and waited for at the end."""

    daemon_threads = False
    # On Windows, reusing an address means to take it from a program that listens there.
    allow_reuse_address = sys.platform != "win32"
    editions: Editions
    base_path: str
    rule: HostRule

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._connections: set[socket.socket] = set()
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's full name, which can take many seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def end_connections(self) -> None:
        """End every connection, also one that a browser keeps open in case it wants more."""
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Be silent about a browser that has gone; anything else is a bug and shows its traceback."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection. Methods other than GET and HEAD arrive in `send_error` as not implemented."""

    protocol_version = "HTTP/1.1"
    server_version = "headwater"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True
    server: _HTTPServer

    def do_GET(self) -> None:
        """Answer a GET or a HEAD."""
        if not self.server.rule.accepts(self.headers.get("Host")):
            text = "This preview answers only to the address shown in the terminal."
            self._send(plain(HTTPStatus.FORBIDDEN, text))
        elif self.path.partition("?")[0] == EVENTS_PATH:
            self._send_events()
        else:
            given = answer(self.server.editions.current, self.path, self.server.base_path)
            self._send(as_asked(given, {name.lower(): value for name, value in self.headers.items()}))

    do_HEAD = do_GET  # noqa: N815 - the name http.server looks for

    def _send(self, given: Answer) -> None:
        self.send_response(given.status)
        for name, value in (*HEADERS, *given.headers):
            self.send_header(name, value)
        if given.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(given.size))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        if isinstance(given.body, FilePart):
            self._send_file(given.body)
        else:
            self.wfile.write(given.body)

    def _send_file(self, part: FilePart) -> None:
        left = part.size
        with part.path.open("rb") as file:
            file.seek(part.start)
            while left and (chunk := file.read(min(left, _CHUNK))):
                self.wfile.write(chunk)
                left -= len(chunk)
        # A file that has shrunk meanwhile: the browser must not wait for the rest.
        self.close_connection = self.close_connection or bool(left)

    def _send_events(self) -> None:
        since = self.headers.get("Last-Event-ID") or self.path.partition("?since=")[2]
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in (*HEADERS, ("Content-Type", "text/event-stream"), ("Connection", "close")):
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(_RETRY)
        for news in self.server.editions.news(since):
            self.wfile.write(news.encode())

    def send_error(self, code: int, _message: str | None = None, _explain: str | None = None) -> None:
        """Answer what is no valid GET or HEAD, as `http.server` found."""
        self.close_connection = True
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            allow = (("Allow", "GET, HEAD"),)
            self._send(Answer(HTTPStatus.METHOD_NOT_ALLOWED, allow, b"Only GET and HEAD are answered.\n"))
        else:
            self._send(plain(status, status.phrase))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Keep the terminal for what the author must see."""


def _bound(host: str, port: int | None) -> _HTTPServer:
    ports = range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED) if port is None else [port]
    for candidate in ports:
        try:
            return _HTTPServer(host, candidate)
        except (OSError, OverflowError) as error:
            last = candidate == ports[-1]
            if last or not isinstance(error, OSError) or error.errno not in _TAKEN:
                raise _port_error(host, candidate, error) from error
    raise AssertionError(ports)


def _port_error(host: str, port: int, error: OSError | OverflowError) -> UsageError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return UsageError(
            f"port {port} of {host!r} is in use",
            hint="stop what listens there, or choose another with --port",
        )
    reason = getattr(error, "strerror", None) or str(error)
    return UsageError(
        f"cannot listen on port {port} of {host!r}: {reason}", hint="choose another with --host and --port"
    )
