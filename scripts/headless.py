"""A desk and a browser for tests, pictures and measures: the desk on a free port of loopback, Chromium without a window or a way out."""

from __future__ import annotations

import contextlib
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import Any

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextlib.contextmanager
def running(app: Any) -> Iterator[str]:
    """The address of an application that runs in a thread of this process until the block ends."""
    import uvicorn

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)


def installed() -> bool:
    """Whether there is a Chromium with its driver (Debian: chromium, chromium-driver) and selenium."""
    with contextlib.suppress(ImportError):
        import selenium  # noqa: F401

        return bool(shutil.which("chromium") and shutil.which("chromedriver"))
    return False


@contextlib.contextmanager
def chromium(*flags: str, log: bool = False) -> Iterator[Any]:
    """A headless Chromium with a profile of its own, which resolves no name; `log` keeps its console and its requests."""
    from selenium import webdriver

    folder = tempfile.mkdtemp(prefix="tocsin-chromium-")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in (*FLAGS, f"--user-data-dir={folder}", *flags):
        options.add_argument(flag)
    if log:
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    found.set_script_timeout(30)
    try:
        yield found
    finally:
        found.quit()
        shutil.rmtree(folder, ignore_errors=True)


def screen(browser: Any, width: int, height: int, theme: str = "light", *features: tuple[str, str]) -> None:
    """Makes the browser a screen of this size and theme; `features` are further media features."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    media = [("prefers-color-scheme", theme), *features]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": n, "value": v} for n, v in media]})
