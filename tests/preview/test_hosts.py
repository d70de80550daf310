"""Which Host headers the preview answers to."""

from __future__ import annotations

import socket

import pytest

from headwater.preview.hosts import host_rule, in_url, is_loopback


@pytest.mark.parametrize("header", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LocalHost:8765"])
def test_on_loopback_the_names_of_this_machine_are_accepted(header: str) -> None:
    assert host_rule("127.0.0.1", 8765).accepts(header)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "localhost",
        "localhost:80",
        "localhost:87650",
        "evil.example:8765",
        "localhost.evil.example:8765",
        "127.0.0.1.evil.example:8765",
        "192.168.1.7:8765",
        "evil.example:8765@localhost:8765",
        "localhost:8765,evil.example",
        "localhost:8765 ",
        "localhost:",
        "::1:8765",
    ],
)
def test_on_loopback_any_other_host_is_refused(header: str | None) -> None:
    assert not host_rule("127.0.0.1", 8765).accepts(header)


def test_without_a_port_the_one_of_http_is_meant() -> None:
    assert host_rule("127.0.0.1", 80).accepts("localhost")


def test_bound_to_one_address_that_address_is_accepted_and_no_other() -> None:
    rule = host_rule("192.168.1.7", 8765)
    assert rule.accepts("192.168.1.7:8765")
    assert not rule.accepts("192.168.1.8:8765")
    assert not rule.accepts("evil.example:8765")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_bound_to_every_address_literal_addresses_and_the_name_of_this_machine_are_accepted(
    host: str,
) -> None:
    rule = host_rule(host, 8765)
    for name in ("192.168.1.7", "[fe80::1]", "localhost", socket.gethostname()):
        assert rule.accepts(f"{name}:8765")
    assert not rule.accepts("evil.example:8765")


def test_a_name_the_user_allows_is_accepted_with_any_port() -> None:
    rule = host_rule("127.0.0.1", 8765, ["Garden.example", "other.example:443"])
    assert rule.accepts("garden.example")
    assert rule.accepts("garden.example:8080")
    assert rule.accepts("other.example:443")
    assert not rule.accepts("other.example:8765")


@pytest.mark.parametrize(("host", "expected"), [("127.0.0.1", True), ("::1", True), ("localhost", True)])
def test_loopback_is_what_only_this_machine_reaches(host: str, *, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "localhost.example", ""])
def test_anything_else_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", "localhost")]
)
def test_a_host_is_shown_as_a_browser_can_open_it(host: str, expected: str) -> None:
    assert in_url(host) == expected
