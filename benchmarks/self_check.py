"""How heavy the self-check's script is, and how long the verdict takes on a slow phone.

`python benchmarks/self_check.py` builds the site and measures it; with a folder it measures the
site that is there. The verdict is timed from the click to the laid-out result, the processor
slowed six times, once for each example child and over again.
"""

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import sync_playwright

from patientinfo.self_check.cases import read_cases
from patientinfo.self_check.criteria_file import read_criteria

ROOT = Path(__file__).parent.parent
SLOWED = 6
ROUNDS = 5
MOST_BYTES = 4096
MOST_MILLISECONDS = 50

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

TIME_VERDICT = """fields => {
  const form = document.querySelector("form[data-self-check]");
  form.querySelector("[type=reset]").click();
  for (const [name, value] of Object.entries(fields)) {
    const controls = [...form.querySelectorAll(`[name="${name}"]`)];
    const control = controls.find((each) => each.type !== "radio" || each.value === value);
    if (control.type === "radio" || control.type === "checkbox") control.checked = true;
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const result = form.querySelector("[data-self-check-result]");
  document.body.getBoundingClientRect();
  const start = performance.now();
  form.querySelector("[type=submit]").click();
  result.getBoundingClientRect();
  const took = performance.now() - start;
  return [took, result.dataset.outcome];
}"""


@dataclass(frozen=True)
class Measured:
    """The script's bytes as sent, and the milliseconds until the verdict.

    ``typical`` and ``slowest_child`` are medians over the rounds, so that what else the machine
    does weighs little; ``worst`` is the one slowest time of all.
    """

    script_bytes: int
    typical: float
    slowest_child: float
    worst: float
    verdicts: int

    @property
    def is_within_limits(self) -> bool:
        """Whether the script is light and every verdict quick enough."""
        return self.script_bytes <= MOST_BYTES and self.slowest_child < MOST_MILLISECONDS


def measure(site: Path) -> Measured:
    """Measure a built site."""
    [script] = site.glob("assets/self-check.*.js")
    times = verdict_times(site)
    return Measured(
        len(gzip.compress(script.read_bytes(), 9)),
        statistics.median(map(statistics.median, times)),
        max(map(statistics.median, times)),
        max(map(max, times)),
        sum(map(len, times)),
    )


def verdict_times(site: Path) -> list[list[float]]:
    """Return the milliseconds of each round for each example child; a round loads the page anew."""
    medical = ROOT / "docs/_medical"
    criteria, problems = read_criteria(medical / "criteria.yml", "criteria.yml")
    assert criteria is not None, problems
    cases, _ = read_cases(medical / "cases.yml", "cases.yml", criteria)
    handler = partial(QuietHandler, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    times: list[list[float]] = [[] for _ in cases]
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        for _ in range(ROUNDS):
            page.goto(f"http://127.0.0.1:{server.server_port}/stem-cells/self-check/")
            for case, own_times in zip(cases, times, strict=True):
                took, outcome = page.evaluate(TIME_VERDICT, case.fields(criteria))
                assert outcome == case.outcome, case.who
                own_times.append(took)
        browser.close()
    server.shutdown()
    return times


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line per request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def build(target: Path) -> None:
    """Build the site for a server where it stands at the root."""
    environment = {**os.environ, "PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def main(arguments: list[str]) -> int:
    """Measure, print, and return 1 where a limit is passed."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(arguments[0]) if arguments else Path(folder) / "site"
        if not arguments:
            build(site)
        measured = measure(site)
    print(f"self-check script, gzipped  {measured.script_bytes} bytes (at most {MOST_BYTES})")
    print(
        f"verdict, CPU slowed x{SLOWED}     typically {measured.typical:.0f} ms, slowest child "
        f"{measured.slowest_child:.0f} ms (under {MOST_MILLISECONDS}); "
        f"worst of {measured.verdicts}: {measured.worst:.0f} ms"
    )
    return 0 if measured.is_within_limits else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
