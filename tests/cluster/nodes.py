"""A cluster of OpenSearch nodes on this machine, one process each, for tests and for trying out.

The jars come from Maven Central once, into the virtual environment. All addresses are loopback
ones, and no node outlives this process. As a program it starts one node, or as many as its
argument says, prints the address, and stops them at Ctrl-C.

``NEWSSEARCH_OPENSEARCH`` chooses another version (3.x needs Java 21), ``JAVA_HOME`` the Java.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

REQUIRED = "NEWSSEARCH_CLUSTER_REQUIRED"
"""The environment variable that makes a failure of a test that is skipped for want of a node."""

VERSION = os.environ.get("NEWSSEARCH_OPENSEARCH", "2.19.6")
_LOG4J = "2.25.4"
_SOURCES = Path(__file__).parent / "java"
_PATIENCE = 600.0
"""Seconds that nodes may take to find one another, on a machine that does much else."""

_TRIES = 3
"""How often Maven is asked for the jars: a mirror may be out of order for a moment."""

_JVM = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.allocator.numDirectArenas=0",
)


class NoNodes(Exception):
    """No node can be started on this machine; the message is why."""


@cache
def why_none() -> str:
    """Return why no node can be started here, "" if one can; brings the jars at the first call."""
    try:
        class_path()
    except NoNodes as error:
        return str(error)
    return ""


def class_path() -> str:
    """Return the class path of a node; its jars are brought at the first call.

    Raises:
        NoNodes: Maven or Java is missing, or failed; the message is what it printed.
    """
    missing = [name for name in ("mvn", "java", "javac") if _program(name) is None]
    if missing:
        raise NoNodes(f"{', '.join(missing)} not found")
    source = (_SOURCES / "TestNode.java").read_text()
    key = blake2b(source.encode() + (_SOURCES / "pom.xml").read_bytes(), digest_size=4).hexdigest()
    folder = Path(sys.prefix) / "opensearch" / f"{VERSION}-{key}"
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as made:
            jars, classes = Path(made) / "whole" / "jars", Path(made) / "whole" / "classes"
            classes.mkdir(parents=True)
            _bring_jars(jars)
            _run("javac", "-cp", f"{jars}/*", "-d", str(classes), str(_SOURCES / "TestNode.java"))
            with suppress(OSError):  # another process has made it meanwhile
                jars.parent.rename(folder)
    return f"{folder}/jars/*{os.pathsep}{folder}/classes"


def _bring_jars(folder: Path) -> None:
    """Have Maven copy the jars of a node, which it keeps for the next time."""
    for left in reversed(range(_TRIES)):
        try:
            _run(
                *("mvn", "-q", "-B", "-f", str(_SOURCES / "pom.xml"), f"-Dopensearch={VERSION}"),
                *(f"-Dlog4j={_LOG4J}", "dependency:copy-dependencies", "-DincludeScope=runtime"),
                f"-DoutputDirectory={folder}",
            )
        except NoNodes:
            if not left:
                raise
        else:
            return


def _program(name: str) -> str | None:
    home = os.environ.get("JAVA_HOME")
    own = shutil.which(name, path=str(Path(home) / "bin")) if home and name != "mvn" else None
    return own or shutil.which(name)


def _run(name: str, *arguments: str) -> None:
    done = subprocess.run([_program(name) or name, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise NoNodes(f"{name} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def free_ports(count: int) -> list[int]:
    """Return ports of the loopback address that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


@dataclass
class _Node:
    name: str
    home: Path
    http_port: int
    process: subprocess.Popen[bytes] | None = None
    frozen: bool = False

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def answering(self) -> bool:
        return self.running and not self.frozen


class Cluster:
    """Nodes that find one another; numbered from 0. A context manager, which ends them all."""

    def __init__(self, size: int = 1, *, heap_mb: int = 512) -> None:
        self._class_path = class_path()
        self._heap = f"-Xms{heap_mb}m", f"-Xmx{heap_mb}m"
        self.folder = Path(tempfile.mkdtemp(prefix="newssearch-nodes-"))
        ports = free_ports(2 * size)
        self._nodes = [_Node(f"n{n}", self.folder / f"n{n}", ports[n]) for n in range(size)]
        common = {
            "cluster.name": f"newssearch-{uuid.uuid4().hex[:8]}",
            "network.host": "127.0.0.1",
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in ports[size:]],
            "cluster.initial_cluster_manager_nodes": [node.name for node in self._nodes],
            "node.store.allow_mmap": False,
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "action.auto_create_index": False,
            "indices.query.bool.max_clause_count": 8192,
            # a small heap is always nearly full before it is collected
            "indices.breaker.total.use_real_memory": False,
        }
        for node, port in zip(self._nodes, ports[size:], strict=True):
            for name in ("config", "tmp", "modules", "plugins"):
                (node.home / name).mkdir(parents=True)
            own = {
                "node.name": node.name,
                "path.data": str(node.home / "data"),
                "path.logs": str(node.home / "logs"),
                "http.port": node.http_port,
                "transport.port": port,
            }
            lines = [f"{key}: {json.dumps(value)}\n" for key, value in {**common, **own}.items()]
            (node.home / "config" / "opensearch.yml").write_text("".join(lines))
        try:
            for number in range(size):
                self.start(number)
            self.wait()
        except BaseException:
            self.close()
            raise

    def start(self, number: int) -> None:
        """Start a node that does not run; ``wait`` waits for it."""
        node = self._nodes[number]
        assert not node.running
        node.frozen = False
        with (node.home / "log").open("ab") as log:
            node.process = subprocess.Popen(
                [
                    *(_program("java") or "java", *self._heap, *_JVM),
                    f"-Djava.io.tmpdir={node.home / 'tmp'}",
                    *("-cp", self._class_path, "TestNode", str(node.home), node.name),
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, number: int) -> None:
        """End a node as a power cut does."""
        process = self._nodes[number].process
        assert process is not None
        process.kill()
        self._gone(process)

    def freeze(self, number: int) -> None:
        """Let a node do nothing, as one that hangs."""
        process = self._nodes[number].process
        assert process is not None
        process.send_signal(signal.SIGSTOP)
        self._nodes[number].frozen = True

    def stop(self, number: int) -> None:
        """End a node as an administrator does."""
        process = self._nodes[number].process
        assert process is not None
        process.terminate()
        self._gone(process)

    @staticmethod
    def _gone(process: subprocess.Popen[bytes]) -> None:
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin:
            process.stdin.close()

    def wait(self, status: str = "yellow") -> dict[str, Any]:
        """Wait until all running nodes know one another; return the health of the cluster.

        Raises:
            RuntimeError: a node ended, or they took too long; the message is the end of a log.
        """
        until = time.monotonic() + _PATIENCE
        wanted = sum(node.answering for node in self._nodes)
        path = (
            f"/_cluster/health?wait_for_nodes={wanted}&wait_for_status={status}"
            "&wait_for_no_initializing_shards=true&timeout=5s"
        )
        while time.monotonic() < until:
            for node in self._nodes:
                if node.process is not None and node.process.poll() not in (None, -9, -15, 0, 143):
                    raise RuntimeError((node.home / "log").read_text()[-3000:])
            try:
                code, health = self.ask("GET", path)
            except OSError:
                time.sleep(0.2)
                continue
            if code == 200 and not health["timed_out"]:
                return health
        log = next(node for node in self._nodes if node.running).home / "log"
        raise RuntimeError("the nodes did not find one another\n" + log.read_text()[-3000:])

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Ask the first node that runs; return the status and what the JSON holds."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        finally:
            connection.close()

    @property
    def port(self) -> int:
        """The port of the first node that runs."""
        return next(node.http_port for node in self._nodes if node.answering)

    @property
    def hosts(self) -> str:
        """All nodes as an address names them: host:port, with commas between."""
        return ",".join(f"127.0.0.1:{node.http_port}" for node in self._nodes)

    def url(self, name: str) -> str:
        """Return the address of an archive on the first node that runs."""
        return f"opensearch://127.0.0.1:{self.port}/{name}"

    def close(self) -> None:
        """End all nodes and remove what they wrote."""
        for number, node in enumerate(self._nodes):
            if node.running:
                self.kill(number)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def main(arguments: list[str]) -> None:
    """Start nodes, print the address, and wait for Ctrl-C."""
    size = int(arguments[0]) if arguments else 1
    if reason := why_none():
        sys.exit(f"no node can be started: {reason}")
    with Cluster(size) as cluster:
        print(f"OpenSearch {VERSION} answers at {cluster.hosts}; Ctrl-C stops it", flush=True)
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):  # a shell lets jobs ignore the first
            signal.signal(number, lambda *_: stopped.set())
        stopped.wait()
    print("stopped")


if __name__ == "__main__":
    main(sys.argv[1:])
