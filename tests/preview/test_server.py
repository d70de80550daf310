"""The preview's web server, asked over a real connection."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.errors import UsageError
from headwater.preview import server as module
from headwater.preview.editions import Editions
from headwater.preview.server import PreviewServer
from headwater.site.files import Site
from headwater.site.policy import WHOLE

PATIENCE = 30.0
PAGES = {"index.html": b"<body>home</body>", "a/index.html": b"<body>a</body>"}


@pytest.fixture
def client(server: PreviewServer, editions: Editions) -> Iterator[http.client.HTTPConnection]:
    """A connection to a server of two pages."""
    editions.publish(Site(PAGES))
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    yield connection
    connection.close()


def get(
    client: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    client.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = client.getresponse()
    return response, response.read()


def lines(response: http.client.HTTPResponse, count: int) -> list[bytes]:
    return [response.readline() for _ in range(count)]


def test_a_page_is_served_with_headers_that_keep_it_safe_and_fresh(
    client: http.client.HTTPConnection,
) -> None:
    response, body = get(client, "/a/")
    assert (response.status, body[:7]) == (200, b"<body>a")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"] == WHOLE
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "no-store"


def test_the_same_connection_serves_one_request_after_the_other(client: http.client.HTTPConnection) -> None:
    assert [get(client, path)[0].status for path in ("/", "/nothing", "/a", "/a/")] == [200, 404, 308, 200]


def test_a_head_request_gets_the_headers_alone(client: http.client.HTTPConnection) -> None:
    response, body = get(client, "/a/", "HEAD")
    assert (response.status, body) == (200, b"")
    assert response.headers["Content-Length"] == str(len(get(client, "/a/")[1]))


def test_what_the_browser_has_is_not_sent_again(client: http.client.HTTPConnection) -> None:
    etag = get(client, "/a/")[0].headers["ETag"]
    response, body = get(client, "/a/", if_none_match=etag)
    assert (response.status, body) == (304, b"")


def test_an_attachment_is_read_from_the_vault_in_whole_or_in_part(
    client: http.client.HTTPConnection, editions: Editions, tmp_path: Path
) -> None:
    (tmp_path / "a.mp4").write_bytes(bytes(range(256)) * 4_000)
    editions.publish(Site({}, {"a.mp4": tmp_path / "a.mp4"}))
    assert get(client, "/a.mp4")[1] == bytes(range(256)) * 4_000
    response, body = get(client, "/a.mp4", range="bytes=256-259")
    assert (response.status, body) == (206, bytes(range(4)))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_than_get_and_head_are_not_allowed(
    method: str, client: http.client.HTTPConnection
) -> None:
    response, _ = get(client, "/a/", method)
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/.headwater/events", "/.headwater/reload.js", "/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", ""])
def test_a_request_to_another_host_learns_nothing(
    host: str, path: str, client: http.client.HTTPConnection
) -> None:
    response, body = get(client, path, host=host.format(port=client.port))
    assert response.status == 403
    assert body == b"This preview answers only to the address shown in the terminal.\n"


def test_a_request_that_is_no_http_gets_a_short_answer(server: PreviewServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.sendall(b"\x16\x03\x01 nonsense nonsense nonsense\r\n\r\n")
        assert b"Bad Request" in connection.makefile("rb").read()


def test_a_base_path_is_where_the_site_begins(editions: Editions) -> None:
    editions.publish(Site(PAGES))
    server = PreviewServer(editions, port=0, base_path="/garden/")
    server.start()
    assert server.url.endswith("/garden/")
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    assert get(client, "/")[0].headers["Location"] == "/garden/"
    assert get(client, "/garden/a/")[0].status == 200
    client.close()
    server.close()


def test_changes_are_streamed_as_they_come(client: http.client.HTTPConnection, editions: Editions) -> None:
    mark = editions.current.mark
    client.request("GET", f"/.headwater/events?since={mark}")
    with client.getresponse() as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        assert lines(response, 2) == [b"retry: 500\n", b"\n"]
        first = [f"id: {mark}\n".encode(), b"event: change\n", b'data: {"urls": []}\n', b"\n"]
        assert lines(response, 4) == first
        editions.publish(Site({**PAGES, "a/index.html": b"new"}))
        assert lines(response, 4)[2] == b'data: {"urls": ["/a/"]}\n'


def test_a_stream_goes_on_where_the_browser_says_it_was_cut(
    client: http.client.HTTPConnection, editions: Editions
) -> None:
    mark = editions.current.mark
    editions.publish(Site({**PAGES, "a/index.html": b"new"}))
    client.request("GET", "/.headwater/events?since=older-7", headers={"Last-Event-ID": mark})
    with client.getresponse() as response:
        assert b'data: {"urls": ["/a/"]}\n' in lines(response, 5)


def test_closing_ends_streams_idle_connections_and_threads(editions: Editions) -> None:
    before = set(threading.enumerate())
    server = PreviewServer(editions, port=0)
    server.start()
    idle = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    stream = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    assert get(idle, "/nothing")[0].status == 404
    stream.request("GET", "/.headwater/events")
    with stream.getresponse() as response:
        lines(response, 1)
        closing = threading.Thread(target=server.close)
        closing.start()
        closing.join(PATIENCE)
        assert not closing.is_alive()
        response.read()
    assert idle.sock.recv(1) == b""
    assert set(threading.enumerate()) == before
    idle.close()


def test_a_browser_that_goes_away_is_no_error(
    server: PreviewServer, editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as browser:
        browser.sendall(f"GET /.headwater/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        browser.recv(1)
        (answering,) = set(threading.enumerate()) - before
        # Closed at once, without a farewell: what is written to it now fails.
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    editions.publish(Site(PAGES))
    answering.join(PATIENCE)
    assert not answering.is_alive()
    assert capsys.readouterr().err == ""


def test_a_port_in_use_is_an_error_that_names_the_option(server: PreviewServer) -> None:
    with pytest.raises(UsageError, match=f"port {server.port} .* in use") as caught:
        PreviewServer(Editions(), port=server.port)
    assert "--port" in caught.value.hint


def test_without_a_port_the_first_free_one_is_taken(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_PORT", server.port)
    other = PreviewServer(Editions())
    assert server.port < other.port < server.port + 100
    other.close()


@pytest.mark.parametrize(
    ("host", "port"), [("no.such.host.invalid", 0), ("203.0.113.1", 0), ("127.0.0.1", 70_000)]
)
def test_a_host_or_port_that_cannot_be_is_an_error(host: str, port: int) -> None:
    with pytest.raises(UsageError, match="cannot listen"):
        PreviewServer(Editions(), host=host, port=port)


def test_a_closed_server_gives_its_port_back(editions: Editions) -> None:
    server = PreviewServer(editions, port=0)
    server.close()
    again = PreviewServer(editions, port=server.port)
    again.close()
