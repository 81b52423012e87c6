"""A real server on an empty database and a real browser: the tests here go through the pages alone."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; as root it needs --no-sandbox, and it must not call home."""
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
        ],
    }


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Two busy cores are slow; a page that never comes should still not take half a minute."""
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """One person's browser."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def new_page(new_context: Callable[[], BrowserContext]) -> Page:
    """A second person's browser."""
    context = new_context()
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "viewport": {"width": 1280, "height": 900}}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server on the loopback
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def _environment(database: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "liangpiao.settings.laptop",
        "LIANGPIAO_SQLITE": str(database),
        "PYTHONUTF8": "1",
    }


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with nothing in it, to be copied; the static files are collected on the way."""
    database = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    _manage(database, "migrate")
    _collect_static(database)
    return database


def _manage(database: Path, *task: str) -> None:
    run = [sys.executable, "manage.py", *task, "--verbosity=0"]
    subprocess.run(run, cwd=ROOT, env=_environment(database), check=True)


def _collect_static(database: Path) -> None:
    """Collect once for all workers of a run: two at a time would take each other's files away."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    with (ROOT / "var" / "static.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not run or lock.read() != run:
            _manage(database, "collectstatic", "--no-input")
            lock.truncate(0)
            lock.write(run)


@pytest.fixture(scope="session")
def demo_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo in it, to be copied."""
    database = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    shutil.copyfile(empty_database, database)
    run = [sys.executable, "manage.py", "load_demo"]
    subprocess.run(run, cwd=ROOT, env=_environment(database), check=True)
    return database


@contextmanager
def _serving(database: Path, directory: Path) -> Iterator[str]:
    """Serve a copy of a database as `script/server` does; yields the address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    copy = shutil.copyfile(database, directory / "e2e.sqlite3")
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command = [*granian, "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"]
    command += ["liangpiao.wsgi:application"]
    with (directory / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(copy), stdout=log, stderr=log)
        try:
            while not _answers(f"{address}/sign-in/"):
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=0.2)
                    raise RuntimeError((directory / "server.log").read_text())
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def server(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server as `script/server --empty` runs it; each file of tests has its own, from nothing."""
    with _serving(empty_database, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="module")
def demo_server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the demo."""
    with _serving(demo_database, tmp_path_factory.mktemp("demo-server")) as address:
        yield address
