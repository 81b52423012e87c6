"""The program as script/server and docs/operations.md start it: a process group of its own, killed as one."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from random import Random, SystemRandom

from tests.processes.browser import Browser, Unanswered
from tests.processes.databases import HOST, Database

ROOT = Path(__file__).resolve().parents[2]
# Below the ports that connections get by themselves: a client that knocks at a dead server's port would else now and
# then get that very port for its own end, and talk to itself.
PORTS = range(20_000, 32_000)
PATIENCE = 60
LOOKS = 1000


class Server:
    """Started, killed and started again on the same port."""

    def __init__(self, database: Database, log: Path) -> None:
        self.database = database
        self.log = log
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and come back once it answers."""
        granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", HOST]
        command = [*granian, "--port", str(self.port), "--workers", "2", "--blocking-threads", "4", "--no-ws"]
        command += ["--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "liangpiao.wsgi:application"],
                cwd=ROOT,
                env=self.database.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._answers():
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=0.05)
                raise RuntimeError(self.log.read_text(encoding="utf-8"))

    def kill(self, *, aimed: bool, dice: Random) -> bool:
        """Kill every process of the server at once; tell whether that cut a transaction short.

        They are frozen first: what is seen of them is what they die with, whatever time the look takes. An aimed kill
        lets them go on, and looks again a moment later, until a transaction is open.
        """
        assert self._process is not None
        group = self._process.pid
        members = _freeze(group)
        cut = self.database.in_transaction()
        for _ in range(LOOKS if aimed else 0):
            if cut:
                break
            os.killpg(group, signal.SIGCONT)
            pause(dice.random() / 50)
            members = _freeze(group)
            cut = self.database.in_transaction()
        _kill(group, members)
        self._process.wait()
        return cut

    def stop(self) -> None:
        """End it, whatever it does: nobody waits for an answer any more."""
        if self._process is not None and self._process.poll() is None:
            _kill(self._process.pid, _members(self._process.pid))
            self._process.wait()

    def _answers(self) -> bool:
        with closing(Browser(self.database.scheme, self.port)) as browser, suppress(Unanswered):
            return browser.get("/sign-in/").status == 200
        return False


def pause(seconds: float) -> None:
    """Let a moment pass, of chance length. Nothing is waited for: the kill is to come at any point of a save."""
    threading.Event().wait(seconds)


def _freeze(group: int) -> list[int]:
    """Stop every process of the group where it is; return them."""
    os.killpg(group, signal.SIGSTOP)
    members = _members(group)
    while not all(_is_frozen(process) for process in members):
        pass  # a matter of one system call
    return members


def _kill(group: int, members: list[int]) -> None:
    """SIGKILL to the group; come back when all of it is gone, and the port and the locks with it."""
    handles = [os.pidfd_open(process) for process in members]
    os.killpg(group, signal.SIGKILL)
    for handle in handles:
        ready, _, _ = select.select([handle], [], [], PATIENCE)
        os.close(handle)
        assert ready, "a process outlived SIGKILL"


def _members(group: int) -> list[int]:
    """The processes of a group that are alive."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, of_group, *_ = _stat(process)
            if int(of_group) == group and state != "Z":
                found.append(int(process.name))
    return found


def _is_frozen(process: int) -> bool:
    """Whether every thread of the process has stopped."""
    return all(_stat(task)[0] == "T" for task in Path(f"/proc/{process}/task").iterdir())


def _stat(task: Path) -> list[str]:
    """State, parent, group and so on, as the kernel lists them after the name in brackets."""
    return (task / "stat").read_text().rpartition(")")[2].split()


def _free_port() -> int:
    for port in SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise RuntimeError("no port is free")
