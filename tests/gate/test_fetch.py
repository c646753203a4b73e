"""The list of decisions by its address: taken where it is signed right, and told where it does not come.

Owns the request. What the list says is tested in `test_release`.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.gate.fetch import fetched
from bot.gate.statement import StatementProblem
from bot.gate.verdict import CANNOT_TELL, REFUSED
from bot.gate.words import sentence
from tests.gate.releases import OTHER_SIGNER, PLAIN, SIGNER, form, predicate, release, status

MODEL = {"model.safetensors": PLAIN}


ENDLESS = {
    "/not-yet": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "/in-pieces": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n[\r\n"),
    "/large": (b"HTTP/1.1 200 OK\r\n\r\n", bytes(2**20)),
}
"""Answers that go on as long as somebody listens: what comes first, and what comes again and again."""

LONG_ENOUGH = 0.7
"""Seconds in which a busy machine asks: whoever gives up before has nobody to leave."""

LEFT = {path: threading.Event() for path in ENDLESS}
"""Set once nobody listens to an endless answer any more."""


class Served(BaseHTTPRequestHandler):
    """A list for whoever has its token; others lead there, are somebody's, are none, end early or never."""

    def do_GET(self) -> None:
        if self.path in ENDLESS:
            return self._go_on(*ENDLESS[self.path])
        if self.path == "/cut":
            return self._answer(200, b"[", Promised="10")
        if self.path == "/gone":
            return self._answer(404, b"")
        if self.headers["Authorization"] != "Bearer right":
            return self._answer(401, b"")
        if self.path == "/moved":
            return self._answer(302, b"", Location="/decisions")
        signer = OTHER_SIGNER if self.path == "/theirs" else SIGNER
        return self._answer(200, b"<html>" if self.path == "/page" else signer.sign(status("suspended")).bundle)

    def _answer(self, code: int, data: bytes, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", headers.get("Promised", str(len(data))))
        self.end_headers()
        self.wfile.write(data)

    def _go_on(self, first: bytes, again: bytes) -> None:
        """Until whoever asked has gone."""
        with contextlib.suppress(OSError):
            self.wfile.write(first)
            while True:
                self.wfile.write(again)
        LEFT[self.path].set()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Served) as server:
        server.daemon_threads = True
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


CASES = {
    "a list": ("/decisions", "right", ["not-in-force"]),
    "without the token": ("/decisions", "", ["status-token"]),
    "with another token": ("/decisions", "wrong", ["status-token"]),
    "moved": ("/moved", "right", ["status-unreachable"]),
    "of another key": ("/theirs", "right", ["signature-wrong"]),
    "no list": ("/page", "right", ["statement-unreadable"]),
    "not there": ("/gone", "right", ["status-unreachable"]),
    "not whole": ("/cut", "right", ["statement-unreadable"]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_list_by_its_address_counts_as_far_as_it_is_signed(tmp_path: Path, address: str, name: str) -> None:
    path, token, kinds = CASES[name]
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    assert made.kinds(7, status=address + path, status_token=token) == kinds


NOWHERE = {
    "http://decisions.example/decisions": "status-address",
    "https://[decisions": "status-address",
    "file:///etc/passwd": "status-address",
    "ftp://127.0.0.1/decisions": "status-address",
    "http://127.0.0.1:1/decisions": "status-unreachable",
    "https://127.0.0.1:1/decisions": "status-unreachable",
    "http://127.0.0.1:1/a b": "status-unreachable",
    "nowhere.json": "status-unreadable",
    ".": "status-unreadable",
}


@pytest.mark.parametrize("where", NOWHERE)
def test_a_list_that_cannot_be_had_is_told_beside_whose_decision_it_is_and_is_no_yes(
    tmp_path: Path, where: str
) -> None:
    verdict = release(tmp_path, MODEL, predicate(form(7, MODEL))).verdict(7, status=where)
    assert ([finding.kind for finding in verdict.findings], verdict.code) == ([NOWHERE[where]], CANNOT_TELL)
    assert (verdict.decision, verdict.files) == ("A-12 (acme-1)", 1)
    assert where in sentence(verdict.findings[0])


def test_a_release_that_is_refused_anyway_is_refused_without_the_list(tmp_path: Path) -> None:
    verdict = release(tmp_path, MODEL, predicate(form(7, MODEL), kind="practice")).verdict(7, status="nowhere.json")
    assert [finding.kind for finding in verdict.findings] == ["kind-practice", "status-unreadable"]
    assert verdict.code == REFUSED


@pytest.mark.parametrize("path", ["/not-yet", "/in-pieces"])
def test_a_list_that_is_never_whole_is_given_up_and_left_though_every_read_is_answered(address: str, path: str) -> None:
    with pytest.raises(StatementProblem) as told:
        fetched(address + path, patience=LONG_ENOUGH)
    assert (told.value.kind, told.value.said) == ("status-slow", {"address": address + path, "seconds": LONG_ENOUGH})
    assert LEFT[path].wait(timeout=10)


def test_no_proxy_reads_the_token_of_a_list_on_this_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert b"dsseEnvelope" in fetched(f"{address}/decisions", "right")


HELD: dict[str, str] = {
    "a host that accepts and says nothing": "http://127.0.0.1:{port}/decisions",
    "one that does not shake hands": "https://127.0.0.1:{port}/decisions",
    "a name that is looked up without end": "https://decisions.example/decisions",
}

ASKS = """
import os, socket, sys
from functools import partial
from bot.gate import command, fetch

endless, _ = os.pipe()
if "example" in sys.argv[-1]:
    socket.getaddrinfo = lambda *asked, **named: os.read(endless, 1)
fetch.fetched = partial(fetch.fetched, patience=0.2)
sys.exit(command.main(sys.argv[1:]))
"""
"""The command, less patient. Reading from a pipe in which nothing comes is a system call that returns never."""


@pytest.mark.parametrize(("kind", "code"), [("release", CANNOT_TELL), ("practice", REFUSED)])
@pytest.mark.parametrize("name", HELD)
def test_whoever_holds_the_line_does_not_hold_the_process(tmp_path: Path, name: str, kind: str, code: int) -> None:
    said = predicate(form(7, MODEL), kind=kind, issued="2020-01-01T00:00:00Z", expires=None)
    made = release(tmp_path, MODEL, said)
    asked = ["--decision", str(made.decision), "--key", str(made.key), "--form", "7", str(made.files), "--status"]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = HELD[name].format(port=silent.getsockname()[1])
        command = [sys.executable, "-c", ASKS, *asked, where]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (code, "")
    assert f"{where} did not give the whole list within 0.2 seconds" in done.stdout


def test_a_list_without_an_end_is_read_as_far_as_a_list_can_be_long(address: str) -> None:
    with pytest.raises(StatementProblem) as told:
        fetched(f"{address}/large")
    assert told.value.kind == "statement-large"
    assert LEFT["/large"].wait(timeout=10)
