"""A cluster of three hosts, each in a network namespace of its own: one loses its cable, or dies, in the middle of the work."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archives import command, digest, environment

pytest.importorskip("distributed")
pytestmark = pytest.mark.timeout(400)
SCHEDULER = "10.87.0.1"


@dataclass
class Network:
    """Three hosts on one switch; `head` is 10.87.0.1, `one` and `two` are .11 and .12."""

    names: dict[str, str]
    folder: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, host: str, *arguments: str) -> subprocess.Popen[bytes]:
        """A Python process on a host; what it says goes to a file in the folder."""
        log = (self.folder / f"{host}-{len(self.started)}.log").open("wb")
        # a lost connection is noticed after 12 s, not after the half minute that is right for real networks
        quick = {**environment(), "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s", "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s"}
        process = subprocess.Popen(["ip", "netns", "exec", self.names[host], *arguments], env=quick, stdout=log, stderr=subprocess.STDOUT)
        self.started.append(process)
        return process

    def said(self, host: str) -> str:
        """All that the processes of a host said."""
        return "".join(p.read_text(errors="replace") for p in sorted(self.folder.glob(f"{host}-*.log")))

    def cut(self, host: str) -> None:
        """Pulls the cable of a host."""
        _ip("-n", self.names[host], "link", "set", "eth0", "down")

    def kill(self, host: str) -> None:
        """Ends every process of a host at once."""
        pids = subprocess.run(["ip", "netns", "pids", self.names[host]], capture_output=True, text=True, check=False).stdout.split()
        if pids:
            subprocess.run(["kill", "-9", *pids], check=False, capture_output=True)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """The hosts, taken down at the end; skips where namespaces may not be made."""
    if not shutil.which("ip"):
        pytest.skip("network namespaces need iproute2")
    names = {host: f"tocsin-{os.getpid()}-{host}" for host in ("head", "one", "two")}
    hosts = Network(names, tmp_path)
    try:
        try:
            for name in names.values():
                _ip("netns", "add", name)
                _ip("-n", name, "link", "set", "lo", "up")
            head = names["head"]
            _ip("-n", head, "link", "add", "switch", "type", "bridge")
            _ip("-n", head, "address", "add", f"{SCHEDULER}/24", "dev", "switch")
            _ip("-n", head, "link", "set", "switch", "up")
            for number, host in enumerate(("one", "two"), 11):
                _ip("link", "add", f"to-{host}", "netns", head, "type", "veth", "peer", "name", "eth0", "netns", names[host])
                _ip("-n", head, "link", "set", f"to-{host}", "master", "switch", "up")
                _ip("-n", names[host], "address", "add", f"10.87.0.{number}/24", "dev", "eth0")
                _ip("-n", names[host], "link", "set", "eth0", "up")
        except subprocess.CalledProcessError as error:
            pytest.skip(f"network namespaces are not allowed here: {error.stderr.strip()}")
        yield hosts
    finally:
        for host, name in names.items():
            hosts.kill(host)
            with contextlib.suppress(subprocess.CalledProcessError):
                _ip("netns", "delete", name)
        for process in hosts.started:
            process.wait(timeout=30)


def _until(what: str, limit: float, true: object) -> None:
    """Waits for a condition; fails with its name where it does not come."""
    end = time.monotonic() + limit
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, f"not in {limit} s: {what}"
        time.sleep(0.01)


@pytest.mark.parametrize("how", ["cut", "kill"])
def test_a_host_lost_on_the_way_changes_nothing(network: Network, archive: Path, undisturbed: Path, tmp_path: Path, how: str) -> None:
    """Two hosts work for a third; one is lost after some shards, the other does the rest: the bytes are those of a quiet local run."""
    address = f"tcp://{SCHEDULER}:8786"
    network.start("head", sys.executable, "-m", "dask", "scheduler", "--host", SCHEDULER, "--no-dashboard")
    _until("the scheduler listens", 60, lambda: "Scheduler at" in network.said("head"))
    for number, host in enumerate(("one", "two"), 11):
        network.start(host, sys.executable, "-m", "dask", "worker", address, "--host", f"10.87.0.{number}", "--nthreads", "1",
                      "--no-dashboard", "--local-directory", str(tmp_path / host))
    _until("both workers have joined", 90, lambda: network.said("head").count("Register worker") == 2)
    out = tmp_path / "out"
    run = network.start("head", *command(archive, out, "--engine", "dask", "--scheduler", address))
    _until("some shards are done", 120, lambda: run.poll() is not None or len(list(out.glob("manifest/*.json"))) >= 2)
    assert run.poll() is None, network.said("head")
    getattr(network, how)("one")
    left = len(list(out.glob("manifest/*.json")))
    assert run.wait(timeout=200) == 1, network.said("head")
    assert left < len(list(undisturbed.glob("manifest/*.json"))), "it was done before the host was lost"
    assert "Remove worker addr: tcp://10.87.0.11" in network.said("head")
    assert digest(out) == digest(undisturbed)
