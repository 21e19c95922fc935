"""Firefox and WebKit, the engines besides Chromium, behind the same few functions.

Firefox is spoken to over WebDriver BiDi, which it has inside; WebKit, which every iPhone has, over
WebDriver by the driver of its GTK port, on a screen that nobody sees.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from socket import socket
from typing import Any, Protocol

from websockets.sync.client import ClientConnection, connect

PATIENCE = 20
"""Seconds to wait for anything."""

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name that WebDriver gives to a reference to an element."""

ENTER = "\ue007"

PREFERENCES = {
    "browser.sessionhistory.max_total_viewers": 0,  # Back loads a page again, as on a small phone
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


SCROLL = """document.querySelector(arguments[0]).scrollIntoView({ block: "center" });
return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))));"""
"""Brings an element into view, and waits until it is drawn there: a click lands on what is seen."""


class Window(Protocol):
    """A window of a browser."""

    def go(self, url: str) -> None:
        """Open an address."""

    def back(self) -> None:
        """Press the browser's Back."""

    def run(self, script: str, *given: Any) -> Any:
        """Return what a function's body returns in the page; ``given`` are its ``arguments``."""

    def click(self, selector: str) -> None:
        """Click the first element of a selector."""

    def type(self, selector: str, text: str) -> None:
        """Type into the first element of a selector."""


def until(window: Window, script: str, *given: Any) -> Any:
    """Run a script again and again, over changes of the page, until it returns something true."""

    def run() -> Any:
        with suppress(RuntimeError):  # while one page goes and another comes
            return window.run(script, *given)

    return waited_for(run, script)


def waited_for(run: Callable[[], Any], what: str) -> Any:
    """Call a function again and again until it returns something true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := run():
            return found
        time.sleep(0.05)
    raise AssertionError(f"Waited in vain: {what}")


class Firefox:
    """A tab of Firefox."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection, self.last = connection, 0
        self.send("session.new", capabilities={})
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **params: Any) -> Any:
        """Send a command, and return what is answered to it."""
        self.last += 1
        self.connection.send(json.dumps({"id": self.last, "method": method, "params": params}))
        while (answer := json.loads(self.connection.recv(PATIENCE * 3))).get("id") != self.last:
            pass
        if answer["type"] == "error":
            raise RuntimeError(answer["message"])
        return answer["result"]

    def go(self, url: str) -> None:
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def back(self) -> None:
        self.send("browsingContext.traverseHistory", context=self.context, delta=-1)

    def run(self, script: str, *given: Any) -> Any:
        call = f"(function () {{ {script} }}).apply(null, JSON.parse(given))"
        answer = self.send(
            "script.callFunction",
            functionDeclaration=f"async given => JSON.stringify(await {call})",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self.context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def click(self, selector: str) -> None:
        self.run(SCROLL, selector)
        [found] = self.send(
            "browsingContext.locateNodes",
            context=self.context,
            locator={"type": "css", "value": selector},
            maxNodeCount=1,
        )["nodes"]
        element = {"type": "element", "element": {"sharedId": found["sharedId"]}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def type(self, selector: str, text: str) -> None:
        self.click(selector)
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": steps})

    def _act(self, source: dict[str, Any]) -> None:
        self.send("input.performActions", context=self.context, actions=[source])


class WebKit:
    """A window of WebKit's small browser."""

    def __init__(self, driver: str, browser: str) -> None:
        self.at = driver
        options = {"binary": browser, "args": ["--automation", "--enable-page-cache=FALSE"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = self.send("POST", "/session", capabilities=wanted)["sessionId"]
        self.at = f"{driver}/session/{session}"

    def send(self, method: str, path: str, **params: Any) -> Any:
        """Send a command, and return what is answered to it."""
        body = json.dumps(params).encode() if method == "POST" else None
        request = urllib.request.Request(self.at + path, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE * 3) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error

    def go(self, url: str) -> None:
        self.send("POST", "/url", url=url)

    def back(self) -> None:
        self.send("POST", "/back")

    def run(self, script: str, *given: Any) -> Any:
        return self.send("POST", "/execute/sync", script=script, args=list(given))

    def click(self, selector: str) -> None:
        self.send("POST", f"/element/{self._element(selector)}/click")

    def type(self, selector: str, text: str) -> None:
        self.send("POST", f"/element/{self._element(selector)}/value", text=text)

    def _element(self, selector: str) -> str:
        found = self.send("POST", "/element", using="css selector", value=selector)
        return str(found[ELEMENT])


@contextmanager
def firefox() -> Iterator[Window]:
    """A Firefox of its own, with nothing remembered."""
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        lines = (
            f"user_pref({json.dumps(key)}, {json.dumps(PREFERENCES[key])});" for key in PREFERENCES
        )
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        said = stack.enter_context((profile / "said.txt").open("w+", encoding="utf-8"))
        command = [
            "--headless",
            "--no-remote",
            "--profile",
            str(profile),
            "--remote-debugging-port=0",
        ]
        running(stack, [program("firefox-esr", "firefox"), *command], stderr=said)
        sign = "WebDriver BiDi listening on "

        def address() -> str:
            lines = Path(said.name).read_text(encoding="utf-8").splitlines()
            return next((line.removeprefix(sign) for line in lines if line.startswith(sign)), "")

        url = f"{waited_for(address, sign)}/session"
        yield Firefox(stack.enter_context(connect(url, max_size=None, proxy=None)))


@contextmanager
def webkit() -> Iterator[Window]:
    """A WebKit of its own, with nothing remembered."""
    with ExitStack() as stack:
        reading, writing = os.pipe()
        screen = ["-screen", "0", "1000x900x24", "-nolisten", "tcp", "-displayfd", str(writing)]
        running(stack, [program("Xvfb"), *screen], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        port = free_port()
        running(
            stack,
            [program("WebKitWebDriver"), f"--port={port}"],
            env={**os.environ, "DISPLAY": display},
            stderr=subprocess.DEVNULL,
        )
        driver = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            with suppress(OSError), urllib.request.urlopen(f"{driver}/status", timeout=1) as answer:
                return bool(answer.status == 200)
            return False

        waited_for(answers, driver)
        [browser, *_] = sorted(map(str, Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser")))
        window = WebKit(driver, browser)
        stack.callback(window.send, "DELETE", "")
        yield window


def running(stack: ExitStack, command: list[str], **given: Any) -> None:
    """Run a program until the stack is left."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **given)

    def end() -> None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    stack.callback(end)


def program(*names: str) -> str:
    """Return where a program is, by the first of its names."""
    path = next((found for name in names if (found := shutil.which(name))), None)
    assert path, f"No {names[0]} was found; `make engines` says what to install."
    return path


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])
