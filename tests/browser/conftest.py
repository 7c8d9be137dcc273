"""A headless Chromium, spoken to over a pipe, and a site for it. Skipped without Chromium."""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest

from curate.corpus import Project
from curate.publish import pipeline, server

REPOSITORY = Path(__file__).parents[2]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]
WAIT = 20


class Browser:
    """Chromium's debugging protocol: JSON messages ended by NUL, on two pipes."""

    def __init__(self, program, folder):
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()

        def pipes():
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)

        self._process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
            preexec_fn=pipes,
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._rest = b""
        self.events = []
        targets = self.ask("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    _session = None

    def ask(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _next(self):
        while b"\0" not in self._rest:
            part = os.read(self._from, 1 << 20)
            assert part, "Chromium ended"
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def open(self, url, width=1280, height=900, script=True):
        """Go to a page and wait until it is there."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.ask("Emulation.setScriptExecutionDisabled", value=not script)
        self.events.clear()
        self.ask("Page.navigate", url="about:blank")
        self.wait("document.readyState == 'complete' && location.href == 'about:blank'")
        self.ask("Page.navigate", url=url)
        self.wait(f"document.readyState == 'complete' && location.href == {json.dumps(url)}")

    def run(self, expression):
        """The value of a JavaScript expression; the debugger may run it where pages may not."""
        answer = self.ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, expression):
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            with contextlib.suppress(AssertionError):
                if self.run(expression):
                    return
            time.sleep(0.02)
        raise AssertionError(f"not within {WAIT} s: {expression}")

    def press(self, key, code=0, text=""):
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            self.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **more
            )

    def complaints(self):
        """What the page asked for that it did not get, and what its policy forbade."""
        self.run("1")
        found = []
        for event in self.events:
            if event.get("method") == "Log.entryAdded":
                found.append(event["params"]["entry"]["text"])
            if event.get("method") in ("Page.javascriptDialogOpening", "Runtime.exceptionThrown"):
                found.append(event["method"])
        return found

    def asked_for(self):
        """The addresses that the page asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def close(self):
        os.close(self._to)
        self._process.wait(timeout=WAIT)
        os.close(self._from)


@pytest.fixture(scope="session")
def browser():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("Chromium is not installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(program, folder)
        yield browser
        browser.close()


@contextlib.contextmanager
def serving(project):
    """The address of the published project, served in a thread."""
    import uvicorn

    pipeline.build(project)
    with socket.socket() as free:
        free.bind((server.HOST, 0))
        port = free.getsockname()[1]
    app = server.datasette(pipeline.database_file(project)).app()
    config = uvicorn.Config(app, server.HOST, port, log_level="error", lifespan="on", ws="none")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(running.serve()), daemon=True)
    thread.start()
    until = time.monotonic() + WAIT
    while not running.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://{server.HOST}:{port}"
    finally:
        running.should_exit = True
        thread.join(WAIT)


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The address of the example corpus of this repository, published from a copy."""
    from curate.clean import clean_project

    root = tmp_path_factory.mktemp("example")
    for name in ("corpus", "schema", "annotations"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "curate.toml", root)
    project = Project.find(root)
    clean_project(project)
    with serving(project) as address:
        yield address
